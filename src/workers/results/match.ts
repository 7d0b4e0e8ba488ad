import type { MatchTask } from '../../results/find/match-task.ts'
import { partsOfTask } from '../../results/find/task-parts.ts'
import { PatternRunner } from './pattern-runner.ts'

/** More of them at a time have little to do: reading the lines takes its time as well. */
const MOST_RUNNERS = 4

const runners = Array.from(
  { length: Math.min(MOST_RUNNERS, Math.max(1, navigator.hardwareConcurrency)) },
  () => new PatternRunner(),
)

/**
 * Whether an expression is in any text of each row of a task, and then of each line. The bytes of the lines are given
 * away.
 * @returns `null` when it took too long
 * @throws MissingCode
 */
export async function match(expression: RegExp, task: MatchTask): Promise<readonly boolean[] | null> {
  const parts = partsOfTask(task, runners.length)
  const replies = await Promise.all(
    parts.map((part, number) => runners[number]?.run({ kind: 'test', expression, task: part })),
  )
  const hits = replies.flatMap((reply) => (reply?.kind === 'test' ? [reply.hits] : []))
  return hits.length === parts.length ? hits.flat() : null
}
