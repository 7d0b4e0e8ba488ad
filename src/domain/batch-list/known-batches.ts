import type { Batch } from '../../contract/batch.ts'
import type { ListedBatch } from '../../contract/listed-batch.ts'
import { hasEnded } from '../batch-state.ts'

/** What a list of batches is kept by. */
interface Entry {
  id: string
  created_at: number
}

/** A stretch of the server's list, read without a gap from its newest batch on. */
export interface Stretch<Listed extends Entry> {
  /** Newest first, each once. */
  batches: readonly Listed[]
  /** Whether the stretch goes to the end of the list. */
  reachedEnd: boolean
}

/**
 * Puts a stretch that was read again in place of what was known of the same part of the list. Batches that were
 * deleted meanwhile are gone, those that are new are there.
 * @returns the known list, or `null` where nothing known stands in the stretch: what lies between is not known
 */
export function withNewest<Listed extends Entry>(
  known: Stretch<Listed>,
  newest: Stretch<Listed>,
): Stretch<Listed> | null {
  if (newest.reachedEnd) return { batches: unique(newest.batches), reachedEnd: true }
  if (known.batches.length === 0) return { batches: unique(newest.batches), reachedEnd: false }
  const read = new Set(newest.batches.map(({ id }) => id))
  const lastKnown = known.batches.findLastIndex(({ id }) => read.has(id))
  if (lastKnown === -1) return null
  return {
    batches: unique([...newest.batches, ...known.batches.slice(lastKnown + 1)]),
    reachedEnd: known.reachedEnd,
  }
}

/** Adds the next page to the older end of the list. */
export function withOlder<Listed extends Entry>(
  known: Stretch<Listed>,
  older: Stretch<Listed>,
): Stretch<Listed> {
  return { batches: unique([...known.batches, ...older.batches]), reachedEnd: older.reachedEnd }
}

/** Whether everything since a moment is known. @param since Unix seconds; 0 for the whole list */
export function knowsSince(known: Stretch<Entry>, since: number): boolean {
  if (known.reachedEnd) return true
  const oldest = known.batches.at(-1)
  return oldest !== undefined && oldest.created_at < since
}

/** A list that changes while it is read can show a batch on two pages. */
function unique<Listed extends Entry>(batches: readonly Listed[]): Listed[] {
  return [...new Map(batches.map((batch) => [batch.id, batch])).values()]
}

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
