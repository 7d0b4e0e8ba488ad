import type { RowQuery } from '../row-query.ts'
import { ownExpression, wordsExpression } from './expression.ts'
import { type RawTrace, traceOf } from './raw-trace.ts'
import { requiredText } from './required-text.ts'

/** What to find in texts. */
export interface TextPattern {
  expression: RegExp
  /** A person's own expression may take for ever. */
  isOwn: boolean
  /** `null` when every line may have it. */
  trace: RawTrace | null
}

/**
 * Reads what a person searches for. Upper and lower case are the same.
 * @throws SyntaxError when it is no regular expression
 */
export function textPattern({ text, isRegex }: Pick<RowQuery, 'text' | 'isRegex'>): TextPattern {
  if (!isRegex) {
    return { expression: wordsExpression(text), isOwn: false, trace: traceOf(text, false) }
  }
  const expression = ownExpression(text)
  const required = requiredText(text)
  const trace = required === '' ? null : traceOf(required, expression.unicode)
  return { expression, isOwn: true, trace: trace === null ? null : { ...trace, isWhole: false } }
}
