import { rowExcerpts } from '../../domain/results/row-excerpts.ts'
import { matchTask } from '../find/match-task.ts'
import type { FindPorts } from '../find/ports.ts'

/** Ports for searches without a browser: expressions run at once, and time is that of the clock. */
export function findPorts(clock: {
  now: () => number
  wait: (milliseconds: number) => Promise<void>
}): FindPorts {
  return {
    ...clock,
    pause: () => Promise.resolve(),
    loadCode: (load) => load(),
    match: (expression, task) => Promise.resolve(matchTask(expression, task)),
    excerpts: (expression, rows) => Promise.resolve(rows.map((row) => rowExcerpts(row, expression))),
  }
}
