import type { RowExcerpts, RowSources } from '../../domain/results/row-excerpts.ts'
import { PatternRunner } from './pattern-runner.ts'

/**
 * A search gives an expression three seconds for a megabyte; what is handed over here is a quarter of one. The list
 * waits much shorter, and shows the lines as they begin meanwhile.
 */
const PATIENCE_MS = 750

/** Its own, for those of the search are busy while the list is looked at. */
const runner = new PatternRunner(PATIENCE_MS)

/**
 * Excerpts of some rows by a person's expression.
 * @returns `null` when it took too long
 * @throws MissingCode
 */
export async function excerpts(
  expression: RegExp,
  rows: readonly RowSources[],
): Promise<readonly RowExcerpts[] | null> {
  const reply = await runner.run({ kind: 'excerpts', expression, rows })
  return reply?.kind === 'excerpts' ? reply.excerpts : null
}
