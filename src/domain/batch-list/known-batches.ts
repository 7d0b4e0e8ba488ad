/** What a list of batches is kept by. */
interface Entry {
  id: string
  created_at: number
}

/** A stretch of the server's list, read without a gap from its newest batch on. */
export interface Stretch<Batch extends Entry> {
  /** Newest first, each once. */
  batches: readonly Batch[]
  /** Whether the stretch goes to the end of the list. */
  reachedEnd: boolean
}

/**
 * Puts a stretch that was read again in place of what was known of the same part of the list. Batches that were
 * deleted meanwhile are gone, those that are new are there.
 * @returns the known list, or `null` where nothing known stands in the stretch: what lies between is not known
 */
export function withNewest<Batch extends Entry>(
  known: Stretch<Batch>,
  newest: Stretch<Batch>,
): Stretch<Batch> | null {
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
export function withOlder<Batch extends Entry>(known: Stretch<Batch>, older: Stretch<Batch>): Stretch<Batch> {
  return { batches: unique([...known.batches, ...older.batches]), reachedEnd: older.reachedEnd }
}

/** Whether everything since a moment is known. @param since Unix seconds; 0 for the whole list */
export function knowsSince(known: Stretch<Entry>, since: number): boolean {
  if (known.reachedEnd) return true
  const oldest = known.batches.at(-1)
  return oldest !== undefined && oldest.created_at < since
}

/** A list that changes while it is read can show a batch on two pages. */
function unique<Batch extends Entry>(batches: readonly Batch[]): Batch[] {
  return [...new Map(batches.map((batch) => [batch.id, batch])).values()]
}
