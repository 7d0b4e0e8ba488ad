import type { RowQuery } from '../row-query.ts'
import { ownExpression, wordsExpression } from './expression.ts'
import { type Folding, type RawTrace, traceOf } from './raw-trace.ts'
import { requiredRuns, type Run } from './required-runs.ts'

/** What to find in texts. */
export interface TextPattern {
  expression: RegExp
  /** A person's own expression may take for ever. */
  isOwn: boolean
  /** All of them must be there, the best one first. Without any, every line may have it. */
  traces: readonly RawTrace[]
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
    const traces = tracesOf([Array.from(text)], folding)
    return { expression: wordsExpression(text, matchesCase), isOwn: false, traces }
  }
  const expression = ownExpression(text, matchesCase)
  const isFolded = expression.unicode && !matchesCase
  const traces = tracesOf(requiredRuns(text), isFolded ? 'unicode' : folding)
  return { expression, isOwn: true, traces: traces.map((trace) => ({ ...trace, isWhole: false })) }
}

/** A look for further ones costs more than it tells. */
const MOST_TRACES = 3

function tracesOf(runs: readonly Run[], folding: Folding): RawTrace[] {
  return runs
    .map((run) => traceOf(run, folding))
    .filter((trace) => trace !== null)
    .slice(0, MOST_TRACES)
}
