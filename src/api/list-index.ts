import { replaceEqualDeep } from '@tanstack/react-query'
import type { Page } from '../contract/page.ts'
import { knowsSince, type Stretch, withNewest, withOlder } from '../domain/lists/stretch.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'
import type { Connection } from './connection.ts'
import { ApiError } from './errors.ts'

/** About 1 KB each: more would fill a phone's memory. */
const MOST_ENTRIES = 20_000
/** Pages that are read to find the way back to what was known; beyond, the list begins anew. */
const MOST_NEW_PAGES = 5
/** Entries at the end of what is known that may turn out to be deleted, one after the other. */
const MOST_FORGOTTEN = 20

interface Entry {
  id: string
  created_at: number
}

/** What of a list of one connection this tab has read, without a gap from the newest on. */
export interface ListIndex<Listed extends Entry> extends Stretch<Listed> {
  connectionId: string
  /** Whether older ones are left out because there are too many. */
  capped: boolean
}

/** A list that is read page by page to its end and kept while the tab lives. */
export interface ListIndexReader<Listed extends Entry> {
  /** What has been read by now. */
  current: (connection: Connection) => ListIndex<Listed>
  /** The same for components, which are drawn anew while it grows. */
  use: (connection: Connection) => ListIndex<Listed>
  /** Changes what is known, where it is of this connection. The same entries change nothing. */
  change: (connectionId: string, next: (entries: readonly Listed[]) => readonly Listed[]) => void
  /** Lets the next reading go over all that is known, not only the newest page. */
  readAgain: (connection: Connection) => void
  isToBeReadAgain: (connection: Connection) => boolean
  readNewest: (connection: Connection, signal: AbortSignal) => Promise<void>
  /** Goes on where the last reading was cut. @param since Unix seconds; older entries are not wanted, 0 for all */
  readOlder: (connection: Connection, since: number, signal: AbortSignal) => Promise<void>
}

/**
 * @param readPage a page after a cursor, `null` for the newest one
 * @param onRead told of every page
 */
export function createListIndex<Listed extends Entry>(
  readPage: (connection: Connection, after: string | null, signal: AbortSignal) => Promise<Page<Listed>>,
  onRead: (connection: Connection, entries: readonly Listed[]) => void = () => {},
): ListIndexReader<Listed> {
  const nothing = (connectionId: string): ListIndex<Listed> => ({
    connectionId,
    entries: [],
    reachedEnd: false,
    capped: false,
  })
  /** One connection at a time: going to another one frees the memory. */
  const store = createValueStore<ListIndex<Listed>>(nothing(''))
  /** The connection whose list is to be read again to the end of what is known of it. */
  let wholeAgain: string | null = null

  const ofConnection = (index: ListIndex<Listed>, { id }: Connection) =>
    index.connectionId === id ? index : nothing(id)
  const current = (connection: Connection) => ofConnection(store.get(), connection)

  /** Unchanged entries stay the same objects, so that what shows them need not draw again. */
  function keep(connection: Connection, { entries, reachedEnd }: Stretch<Listed>): void {
    const before = new Map(current(connection).entries.map((entry) => [entry.id, entry]))
    store.set({
      connectionId: connection.id,
      entries: entries.slice(0, MOST_ENTRIES).map((entry) => replaceEqualDeep(before.get(entry.id), entry)),
      reachedEnd,
      capped: !reachedEnd && entries.length >= MOST_ENTRIES,
    })
  }

  async function readNewest(connection: Connection, signal: AbortSignal): Promise<void> {
    const isWhole = wholeAgain === connection.id
    const read: Listed[] = []
    let after: string | null = null
    for (let pages = 1; ; pages += 1) {
      const page: Page<Listed> = await readPage(connection, after, signal)
      read.push(...page.data)
      after = page.last_id
      // What was told of entries while this page was on its way must not be lost.
      const known = current(connection)
      const reachedEnd = !page.has_more || after === null
      const merged = withNewest(known, { entries: read, reachedEnd })
      const isLost = merged === null && pages >= MOST_NEW_PAGES
      const isEnough = reachedEnd || !isWhole || read.length >= known.entries.length
      if (merged || isLost) keep(connection, merged ?? { entries: read, reachedEnd })
      onRead(connection, page.data)
      if (isLost || (merged && isEnough)) break
    }
    if (isWhole) wholeAgain = null
  }

  async function readOlder(connection: Connection, since: number, signal: AbortSignal): Promise<void> {
    let forgotten = 0
    for (;;) {
      const known = current(connection)
      if (knowsSince(known, since) || known.capped) return
      const after = known.entries.at(-1)?.id ?? null
      const page = await readPageAfter(connection, after, forgotten < MOST_FORGOTTEN, signal)
      if (page) {
        const longer = withOlder(known, { entries: page.data, reachedEnd: !page.has_more })
        // A server that does not know `after` would send the same page for ever.
        const isStuck = longer.entries.length === known.entries.length
        keep(connection, { ...longer, reachedEnd: longer.reachedEnd || isStuck })
        onRead(connection, page.data)
      } else {
        forgotten += 1
        keep(connection, { entries: known.entries.slice(0, -1), reachedEnd: false })
      }
    }
  }

  /** @returns `null` where the server no longer knows the entry to read on from: it was deleted */
  async function readPageAfter(
    connection: Connection,
    after: string | null,
    mayForget: boolean,
    signal: AbortSignal,
  ): Promise<Page<Listed> | null> {
    try {
      return await readPage(connection, after, signal)
    } catch (error) {
      const isGone = error instanceof ApiError && (error.kind === 'not_found' || error.kind === 'invalid')
      if (after === null || !mayForget || !isGone) throw error
      return null
    }
  }

  return {
    current,
    use: (connection) => ofConnection(useStoreValue(store), connection),
    change: (connectionId, next) => {
      const index = store.get()
      if (index.connectionId !== connectionId) return
      const entries = next(index.entries)
      if (entries !== index.entries) store.set({ ...index, entries })
    },
    readAgain: ({ id }) => {
      wholeAgain = id
    },
    isToBeReadAgain: ({ id }) => wholeAgain === id,
    readNewest,
    readOlder,
  }
}
