import { queryOptions, replaceEqualDeep } from '@tanstack/react-query'
import { ListedBatch } from '../contract/listed-batch.ts'
import { type Page, pageOf } from '../contract/page.ts'
import { knowsSince, type Stretch, withNewest, withOlder } from '../domain/batch-list/known-batches.ts'
import { hasEnded } from '../domain/batch-state.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'
import { batchKeys, pollWhileRunning } from './batches.ts'
import type { Connection } from './connection.ts'
import { ApiError } from './errors.ts'
import { tellBatches } from './heard-batches.ts'
import { requestJson } from './http.ts'

const BatchPage = pageOf(ListedBatch)

/** The most that servers hand out at once. */
const PAGE_SIZE = 100
/** About 1 KB each: more would fill a phone's memory. */
const MOST_BATCHES = 20_000
/** Running batches that stand further down than this are read again only now and then, with the whole list. */
const MOST_REFRESHED_PAGES = 5

/** Batches at the end of what is known that may turn out to be deleted, one after the other. */
const MOST_FORGOTTEN = 20

/** The batches of one connection that this tab has read, without a gap from the newest on. */
export interface BatchIndex extends Stretch<ListedBatch> {
  connectionId: string
  /** Whether older ones are left out because there are too many. */
  capped: boolean
}

const nothing = (connectionId: string): BatchIndex => ({
  connectionId,
  batches: [],
  reachedEnd: false,
  capped: false,
})

/** One connection at a time: going to another one frees the memory. */
const store = createValueStore<BatchIndex>(nothing(''))

function indexOf(connection: Connection): BatchIndex {
  const index = store.get()
  return index.connectionId === connection.id ? index : nothing(connection.id)
}

/** What has been read of a connection's batches so far; grows while `batchIndexQuery` is at work. */
export function useBatchIndex(connection: Connection): BatchIndex {
  const index = useStoreValue(store)
  return index.connectionId === connection.id ? index : nothing(connection.id)
}

/**
 * Reads the list of all batches in the background, newest first, and keeps it fresh while one of them runs: one
 * request a look, more only where batches that run stand further down. A cut reading goes on where it was.
 * @param since Unix seconds; older batches are not wanted. 0 reads the whole list
 */
export function batchIndexQuery(connection: Connection, since: number) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'index', since],
    queryFn: async ({ signal }) => {
      await readNewest(connection, signal)
      await readOlder(connection, since, signal)
      return indexOf(connection).batches.length
    },
    refetchInterval: ({ state }) => pollWhileRunning(indexOf(connection).batches, state.dataUpdatedAt),
  })
}

async function readPage(connection: Connection, after: string | null, signal: AbortSignal) {
  const page = await requestJson(connection, '/batches', BatchPage, {
    query: { limit: PAGE_SIZE, after, include: 'analytics' },
    signal,
  })
  tellBatches(connection.id, page.data)
  return page
}

/** Unchanged batches stay the same objects, so that what shows them need not draw again. */
function keep(connection: Connection, { batches, reachedEnd }: Stretch<ListedBatch>): void {
  const before = new Map(indexOf(connection).batches.map((batch) => [batch.id, batch]))
  store.set({
    connectionId: connection.id,
    batches: batches.slice(0, MOST_BATCHES).map((batch) => replaceEqualDeep(before.get(batch.id), batch)),
    reachedEnd,
    capped: !reachedEnd && batches.length >= MOST_BATCHES,
  })
}

async function readNewest(connection: Connection, signal: AbortSignal): Promise<void> {
  const known = indexOf(connection)
  const running = new Set(known.batches.filter((batch) => !hasEnded(batch)).map(({ id }) => id))
  const read: ListedBatch[] = []
  let after: string | null = null
  for (let pages = 1; ; pages += 1) {
    const page: Page<ListedBatch> = await readPage(connection, after, signal)
    read.push(...page.data)
    for (const { id } of page.data) running.delete(id)
    after = page.last_id
    const reachedEnd = !page.has_more || after === null
    const merged = withNewest(known, { batches: read, reachedEnd })
    const isEnough = running.size === 0 || pages >= MOST_REFRESHED_PAGES
    if (merged && (reachedEnd || isEnough)) {
      keep(connection, merged)
      return
    }
    // Too much is new to find the way back to what was known: begin anew.
    if (!merged && pages >= MOST_REFRESHED_PAGES) {
      keep(connection, { batches: read, reachedEnd })
      return
    }
  }
}

async function readOlder(connection: Connection, since: number, signal: AbortSignal): Promise<void> {
  let forgotten = 0
  for (;;) {
    const known = indexOf(connection)
    if (knowsSince(known, since) || known.capped) return
    const after = known.batches.at(-1)?.id ?? null
    const page = await readPageAfter(connection, after, forgotten < MOST_FORGOTTEN, signal)
    if (page) {
      const longer = withOlder(known, { batches: page.data, reachedEnd: !page.has_more })
      // A server that does not know `after` would send the same page for ever.
      const isStuck = longer.batches.length === known.batches.length
      keep(connection, { ...longer, reachedEnd: longer.reachedEnd || isStuck })
    } else {
      forgotten += 1
      keep(connection, { batches: known.batches.slice(0, -1), reachedEnd: false })
    }
  }
}

/** @returns `null` where the server no longer knows the batch to read on from: it was deleted */
async function readPageAfter(
  connection: Connection,
  after: string | null,
  mayForget: boolean,
  signal: AbortSignal,
): Promise<Page<ListedBatch> | null> {
  try {
    return await readPage(connection, after, signal)
  } catch (error) {
    const isGone = error instanceof ApiError && (error.kind === 'not_found' || error.kind === 'invalid')
    if (after === null || !mayForget || !isGone) throw error
    return null
  }
}
