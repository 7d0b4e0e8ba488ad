import type { MakeExcerpts } from './expression-excerpts.ts'
import type { MatchTask } from './match-task.ts'

/** What finding rows needs of its surroundings. */
export interface FindPorts {
  /** Milliseconds from any beginning. */
  now: () => number
  /** Resolves when messages that wait have been heard. */
  pause: () => Promise<void>
  /** Resolves after so many milliseconds. */
  wait: (milliseconds: number) => Promise<void>
  /** Loads code that is wanted for the first time. @throws where it cannot be had */
  loadCode: <Code>(load: () => Promise<Code>) => Promise<Code>
  /**
   * Whether an expression is in any text of each row of a task, and then of each line. Not every expression comes to an
   * end. The bytes of the lines are given away.
   * @returns `null` when it took too long
   */
  match: (expression: RegExp, task: MatchTask) => Promise<readonly boolean[] | null>
  /** Excerpts of some rows by an expression, beside all searches. @returns `null` when it took too long */
  excerpts: MakeExcerpts
}
