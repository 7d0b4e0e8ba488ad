const FIRST_PAUSE = 1000
const LONGEST_PAUSE = 60_000

/**
 * How long to wait before asking again: doubling from one second to one minute, and at random down to half of
 * that, so that many pages do not return together. What the server asks for is the least.
 * @param attempt failures in a row, from 1
 * @param random from 0 up to 1
 * @returns milliseconds
 */
export function pauseBefore(attempt: number, retryAfterSeconds: number | null, random: number): number {
  const full = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(attempt - 1, 16))
  return Math.max(full * (0.5 + random / 2), (retryAfterSeconds ?? 0) * 1000)
}
