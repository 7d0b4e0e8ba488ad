import type { Batch } from '../contract/batch.ts'
import type { Outcome } from './results/outcome.ts'

/**
 * A batch with its counts as its rows tell them. A server counts a row as completed once it has an answer; where that
 * answer is an error (a status of 400 and above), the row has failed for everybody else.
 * @param outcomes of all rows; `null` while they are not all known: the server's counts then stand
 */
export function batchAsRead(batch: Batch, outcomes: Readonly<Record<Outcome, number>> | null): Batch {
  const { total, completed, failed } = batch.request_counts
  const more = Math.min(completed, (outcomes?.failed ?? 0) - failed)
  if (more <= 0) return batch
  return { ...batch, request_counts: { total, completed: completed - more, failed: failed + more } }
}
