import type { Batch } from '~/contract/batch'
import { formatCount } from '~/lib/format'
import type { SessionState } from '~/workers/results/session'

/** How far the answers have been read while what is made of them is not whole. */
export interface Reading {
  read: number
  of: number
}

/** A running batch is always a little ahead of what is read of it. */
const KEEPS_UP = 0.9

/**
 * Whether sums over the answers are still sums over some of them.
 * @param version what the sums were made of; `null` before the first ones
 * @returns `null` once they hold every answer that can be had
 */
export function readingOf(state: SessionState, batch: Batch, version: string | null): Reading | null {
  const { completed, failed } = batch.request_counts
  const of = completed + failed
  if (of === 0) return null
  if (state.kind !== 'open' || version === null) return { read: 0, of }
  const { phase, rowsRead } = state.status
  const reading = { read: Math.min(rowsRead, of), of: Math.max(of, rowsRead) }
  switch (phase.kind) {
    case 'complete':
    case 'short':
      return version === state.status.version ? null : reading
    case 'live':
      return rowsRead >= of * KEEPS_UP ? null : reading
    default:
      return reading
  }
}

/** How much is read, in words: "1,200 of 5,000 answers read". */
export function readingWords({ read, of }: Reading): string {
  return `${formatCount(read)} of ${formatCount(of)} answers read`
}
