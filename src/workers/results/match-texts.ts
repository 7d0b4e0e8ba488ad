import { PatternRunner } from './pattern-runner.ts'

const runner = new PatternRunner()

/**
 * Whether an expression is in any of the texts of each row.
 * @returns `null` when it took too long
 * @throws MissingCode
 */
export async function matchTexts(
  expression: RegExp,
  rows: readonly (readonly string[])[],
): Promise<readonly boolean[] | null> {
  const reply = await runner.run({ kind: 'test', expression, rows })
  return reply?.kind === 'test' ? reply.hits : null
}
