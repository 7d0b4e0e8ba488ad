import type { Batch } from '../../contract/batch.ts'

/**
 * The time of a look at a batch on the server's clock, as near as can be told: this machine's clock may run
 * behind, and then what the server says has happened is later than "now".
 * @param now Unix seconds of this machine
 */
export function lookedAt(batch: Batch, now: number): number {
  const { created_at, in_progress_at, finalizing_at, cancelling_at } = batch
  return Math.max(now, created_at, in_progress_at ?? 0, finalizing_at ?? 0, cancelling_at ?? 0)
}
