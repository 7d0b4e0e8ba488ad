import type { TextRange } from '../../results/find/text-ranges.ts'
import { PatternRunner } from './pattern-runner.ts'

const runner = new PatternRunner()

/** Expressions that took too long for what is on screen: marks are not worth a second try. */
const givenUp = new Set<string>()

/**
 * Where a person's expression stands in texts on screen.
 * @param most ranges
 * @returns `null` when it took too long, now or before
 * @throws MissingCode; the signal's reason when it aborts
 */
export async function rangesIn(
  expression: RegExp,
  texts: readonly string[],
  most: number,
  signal: AbortSignal,
): Promise<readonly TextRange[] | null> {
  const name = String(expression)
  if (texts.length === 0) return []
  if (givenUp.has(name)) return null
  const reply = await runner.run({ kind: 'ranges', expression, texts, most }, signal)
  if (reply?.kind === 'ranges') return reply.ranges
  givenUp.add(name)
  return null
}
