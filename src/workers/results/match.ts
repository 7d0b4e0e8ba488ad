import type { MatchTask } from '../../results/find/match-task.ts'
import { PatternRunner } from './pattern-runner.ts'

const runner = new PatternRunner()

/**
 * Whether an expression is in any text of each row of a task, and then of each line. The bytes of the lines are given
 * away.
 * @returns `null` when it took too long
 * @throws MissingCode
 */
export async function match(expression: RegExp, task: MatchTask): Promise<readonly boolean[] | null> {
  const reply = await runner.run({ kind: 'test', expression, task })
  return reply?.kind === 'test' ? reply.hits : null
}
