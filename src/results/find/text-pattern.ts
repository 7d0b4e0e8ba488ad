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
 * Reads what a person searches for.
 * @throws SyntaxError when it is no regular expression
 */
export function textPattern({
  text,
  isRegex,
  matchesCase,
}: Pick<RowQuery, 'text' | 'isRegex' | 'matchesCase'>): TextPattern {
  const folding = matchesCase ? 'none' : 'simple'
  if (!isRegex) {
    return { expression: wordsExpression(text, matchesCase), isOwn: false, trace: traceOf(text, folding) }
  }
  const expression = ownExpression(text, matchesCase)
  const required = requiredText(text)
  const trace =
    required === '' ? null : traceOf(required, expression.unicode && !matchesCase ? 'unicode' : folding)
  return { expression, isOwn: true, trace: trace === null ? null : { ...trace, isWhole: false } }
}
