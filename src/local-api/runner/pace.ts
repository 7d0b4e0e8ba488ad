/** With no rate set, small batches go slowly enough to be watched: a dozen rows take about 20 seconds. */
const WATCHABLE_ROWS_PER_SECOND = 0.7
/** …and large ones fast enough to be waited for: whatever their size, rows are through after three minutes. */
const LONGEST_DEFAULT_SECONDS = 180
const LONGEST_PAUSE_MS = 800
const ROWS_AT_ONCE = 10
const LONGEST_LATENCY_MS = 3_000

/**
 * Rows a second for one batch.
 * @param ratePerSecond rows a second over all running batches, or `null` for the default pace
 * @param running batches that share the rate
 * @param total rows of the batch
 */
export function rowsPerSecond(ratePerSecond: number | null, running: number, total: number): number {
  if (ratePerSecond !== null) return ratePerSecond / Math.max(1, running)
  return Math.max(WATCHABLE_ROWS_PER_SECOND, total / LONGEST_DEFAULT_SECONDS)
}

/** How long validating and finalizing last at least, so that a person sees them; nothing at high rates. */
export function pauseMs(ratePerSecond: number | null): number {
  if (ratePerSecond === null) return LONGEST_PAUSE_MS
  return Math.min(LONGEST_PAUSE_MS, 2_000 / Math.max(ratePerSecond, 1))
}

/**
 * How long one row takes. About ten rows are under way at a time whatever the rate, and their times
 * differ, so rows do not end in the order of the input.
 * @param rate rows a second of the batch @param spread 0 to 1, fixed by the row
 * @param factor above 1 for models that are slow
 */
export function latencyMs(rate: number, spread: number, factor: number): number {
  const usual = Math.min(LONGEST_LATENCY_MS, (ROWS_AT_ONCE * 1_000) / Math.max(rate, 1))
  return usual * (0.25 + 1.5 * spread) * factor
}
