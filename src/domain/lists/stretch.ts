/** What a list is kept by. */
interface Entry {
  id: string
  created_at: number
}

/** A stretch of a server's list, read without a gap from its newest entry on. */
export interface Stretch<Listed extends Entry> {
  /** Newest first, each once. */
  entries: readonly Listed[]
  /** Whether the stretch goes to the end of the list. */
  reachedEnd: boolean
}

/**
 * Puts a stretch that was read again in place of what was known of the same part of the list. Entries that were
 * deleted meanwhile are gone, those that are new are there.
 * @returns the known list, or `null` where nothing known stands in the stretch: what lies between is not known
 */
export function withNewest<Listed extends Entry>(
  known: Stretch<Listed>,
  newest: Stretch<Listed>,
): Stretch<Listed> | null {
  if (newest.reachedEnd) return { entries: unique(newest.entries), reachedEnd: true }
  if (known.entries.length === 0) return { entries: unique(newest.entries), reachedEnd: false }
  const read = new Set(newest.entries.map(({ id }) => id))
  const lastKnown = known.entries.findLastIndex(({ id }) => read.has(id))
  if (lastKnown === -1) return null
  return {
    entries: unique([...newest.entries, ...known.entries.slice(lastKnown + 1)]),
    reachedEnd: known.reachedEnd,
  }
}

/** Adds the next page to the older end of the list. */
export function withOlder<Listed extends Entry>(
  known: Stretch<Listed>,
  older: Stretch<Listed>,
): Stretch<Listed> {
  return { entries: unique([...known.entries, ...older.entries]), reachedEnd: older.reachedEnd }
}

/** Whether everything since a moment is known. @param since Unix seconds; 0 for the whole list */
export function knowsSince(known: Stretch<Entry>, since: number): boolean {
  if (known.reachedEnd) return true
  const oldest = known.entries.at(-1)
  return oldest !== undefined && oldest.created_at < since
}

/** A list that changes while it is read can show an entry on two pages. */
function unique<Listed extends Entry>(entries: readonly Listed[]): Listed[] {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()]
}
