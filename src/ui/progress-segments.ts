/** The parts of a progress bar in rows; together they are `total`, and no part is negative. */
export interface ProgressSegments {
  completed: number
  failed: number
  /** Neither completed nor failed: still to come, cancelled or missing. */
  remaining: number
}

/**
 * Turns a server's counts into parts that always add up, whatever the server says: a `total` of 0 while rows
 * already ended counts those rows, and more ended rows than the total leave nothing remaining.
 * @param total rows of the batch; 0 while it is not known
 */
export function progressSegments(counts: {
  total: number
  completed: number
  failed: number
}): ProgressSegments {
  const completed = wholeRows(counts.completed)
  const failed = wholeRows(counts.failed)
  return { completed, failed, remaining: Math.max(0, wholeRows(counts.total) - completed - failed) }
}

function wholeRows(count: number): number {
  return Number.isFinite(count) ? Math.max(0, Math.trunc(count)) : 0
}
