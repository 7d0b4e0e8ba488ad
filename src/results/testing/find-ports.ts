import type { FindPorts } from '../find/ports.ts'

/** Ports for searches without a browser: expressions run at once, and time is that of the clock. */
export function findPorts(clock: {
  now: () => number
  wait: (milliseconds: number) => Promise<void>
}): FindPorts {
  return {
    ...clock,
    pause: () => Promise.resolve(),
    matchTexts: (expression, rows) =>
      Promise.resolve(rows.map((texts) => texts.some((text) => expression.test(text)))),
  }
}
