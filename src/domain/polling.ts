/**
 * When to look again. Numbers from the product's plan: every 2 s while a batch is young, growing to 30 s
 * (the vendor's guides say 30 to 60), nothing once all has ended; growing, jittered pauses on errors.
 */
const FASTEST_SECONDS = 2
const SLOWEST_SECONDS = 30
const YOUNG_SECONDS = 120
const LONGEST_PAUSE_SECONDS = 60

/**
 * The pause before the next look at batches that run.
 * @param ages seconds since each running batch was created or reopened; empty when none runs
 * @returns milliseconds, or `false` for "do not look again"
 */
export function pollDelay(ages: readonly number[]): number | false {
  if (ages.length === 0) return false
  const youngest = Math.max(0, Math.min(...ages))
  const seconds = (youngest / YOUNG_SECONDS) * FASTEST_SECONDS
  return 1000 * Math.min(SLOWEST_SECONDS, Math.max(FASTEST_SECONDS, seconds))
}

/**
 * The pause before a failed request is sent again: doubling from 1 s to 60 s, at random between half and
 * all of it so that many tabs do not return at once; never before the server asked for.
 * @param failures how often it has failed in a row, from 1
 * @param retryAfterSeconds what the server asked for
 * @param random a number from 0 to 1
 * @returns milliseconds
 */
export function retryDelay(failures: number, retryAfterSeconds: number | null, random: number): number {
  const ceiling = Math.min(LONGEST_PAUSE_SECONDS, 2 ** Math.max(0, failures - 1))
  const seconds = ceiling * (0.5 + random / 2)
  return 1000 * Math.max(seconds, retryAfterSeconds ?? 0)
}
