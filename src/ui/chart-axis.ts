/** Steps between two marks of a time axis that a person can name, in seconds. */
const STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800,
  604_800, 1_209_600, 2_592_000, 7_776_000, 31_536_000,
] as const
const DAY = 86_400

/** The marks of a time axis and how finely they are written. */
export interface TimeAxis {
  /** Unix seconds. */
  ticks: number[]
  precision: 'seconds' | 'minutes' | 'days'
}

/**
 * Marks at round times.
 * @param from Unix seconds
 * @param to Unix seconds
 * @param most marks that fit
 * @param zoneOffset seconds by which the shown zone is ahead of UTC, so that days begin at its midnight
 */
export function timeAxis(from: number, to: number, most: number, zoneOffset: number): TimeAxis {
  const span = Math.max(1, to - from)
  const step = STEPS.find((candidate) => span / candidate < most) ?? span
  const first = Math.ceil((from + zoneOffset) / step) * step - zoneOffset
  const count = Math.max(0, Math.floor((to - first) / step) + 1)
  return {
    ticks: Array.from({ length: count }, (_, index) => first + index * step),
    precision: step < 60 ? 'seconds' : step < DAY ? 'minutes' : 'days',
  }
}

/**
 * Indexes of rows for a table that should stay short: evenly spread, first and last always among them.
 * @param length rows there are
 * @param most rows to keep
 */
export function spreadIndexes(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, index) => index)
  return Array.from({ length: most }, (_, index) => Math.round((index * (length - 1)) / (most - 1)))
}
