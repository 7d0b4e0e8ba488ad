import type { Batch } from '../../contract/batch.ts'
import type { ListedBatch } from '../../contract/listed-batch.ts'
import { hasEnded } from '../batch-state.ts'

/**
 * Brings a list up to date with what was told of its batches elsewhere. What an ended one used is asked for anew.
 * @returns the same list when nothing has changed
 */
export function withHeard(known: readonly ListedBatch[], heard: readonly Batch[]): readonly ListedBatch[] {
  const news = new Map(heard.map((batch) => [batch.id, batch]))
  let isNew = false
  const next = known.map((before) => {
    const batch = news.get(before.id)
    if (batch === undefined || isSameState(before, batch)) return before
    isNew = true
    return { ...batch, analytics: hasEnded(batch) ? null : before.analytics, usage: null }
  })
  return isNew ? next : known
}

function isSameState(one: Batch, other: Batch): boolean {
  const { total, completed, failed } = one.request_counts
  const counts = other.request_counts
  return (
    one.status === other.status &&
    one.expires_at === other.expires_at &&
    total === counts.total &&
    completed === counts.completed &&
    failed === counts.failed
  )
}

/**
 * The running batch to look at by itself because the newest page of the list does not hold it: the one that was
 * looked at longest ago.
 * @param pageSize batches of the newest page
 * @param turns when each was looked at, by id; the larger, the later
 */
export function nextDeep(
  known: readonly ListedBatch[],
  pageSize: number,
  turns: ReadonlyMap<string, number>,
): ListedBatch | null {
  const turnOf = ({ id }: ListedBatch) => turns.get(id) ?? 0
  let next: ListedBatch | null = null
  for (const batch of known.slice(pageSize)) {
    if (!hasEnded(batch) && (next === null || turnOf(batch) < turnOf(next))) next = batch
  }
  return next
}
