import { queryOptions, replaceEqualDeep } from '@tanstack/react-query'
import { ListedBatch } from '../contract/listed-batch.ts'
import { type Page, pageOf } from '../contract/page.ts'
import {
  knowsSince,
  nextDeep,
  type Stretch,
  withHeard,
  withNewest,
  withOlder,
} from '../domain/batch-list/known-batches.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'
import { batchKeys, pollWhileRunning, readBatch } from './batches.ts'
import type { Connection } from './connection.ts'
import { ApiError } from './errors.ts'
import { onBatchesGone, onBatchesHeard, tellBatches } from './heard-batches.ts'
import { requestJson } from './http.ts'

const BatchPage = pageOf(ListedBatch)

/** The most that servers hand out at once. */
const PAGE_SIZE = 100
/** About 1 KB each: more would fill a phone's memory. */
const MOST_BATCHES = 20_000
/** Pages that are read to find the way back to what was known; beyond, the list begins anew. */
const MOST_NEW_PAGES = 5

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

/** What has been read of a connection's batches by now. */
export function currentBatchIndex(connection: Connection): BatchIndex {
  const index = store.get()
  return index.connectionId === connection.id ? index : nothing(connection.id)
}

onBatchesHeard((connectionId, heard) => {
  const index = store.get()
  if (index.connectionId !== connectionId) return
  const batches = withHeard(index.batches, heard)
  if (batches !== index.batches) store.set({ ...index, batches })
})

onBatchesGone((connectionId, ids) => {
  const index = store.get()
  if (index.connectionId !== connectionId) return
  const batches = index.batches.filter(({ id }) => !ids.includes(id))
  if (batches.length < index.batches.length) store.set({ ...index, batches })
})

/** What has been read of a connection's batches so far; grows while `batchIndexQuery` is at work. */
export function useBatchIndex(connection: Connection): BatchIndex {
  const index = useStoreValue(store)
  return index.connectionId === connection.id ? index : nothing(connection.id)
}

/**
 * Reads the list of all batches in the background, newest first, and keeps it fresh while one of them runs, with one
 * request a look: the newest page and, in turn with it, one of the running batches further down. A cut reading goes
 * on where it was.
 * @param since Unix seconds; older batches are not wanted. 0 reads the whole list
 */
export function batchIndexQuery(connection: Connection, since: number) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'index', since],
    queryFn: async ({ signal, client, queryKey }) => {
      // Whoever has acted, or asked for all of it, waits for the list itself.
      const isPolled = client.getQueryState(queryKey)?.isInvalidated === false && wholeAgain !== connection.id
      const deep = isPolled ? deepToRead(connection) : null
      await (deep === null ? readNewest(connection, signal) : readDeep(connection, deep, signal))
      await readOlder(connection, since, signal)
      return currentBatchIndex(connection).batches.length
    },
    refetchInterval: ({ state }) => pollWhileRunning(currentBatchIndex(connection).batches, state),
  })
}

/** The connection whose list is to be read again to the end of what is known of it. */
let wholeAgain: string | null = null

/** Lets the next look read again all that is known, not only its newest page. */
export function readWholeIndexAgain(connection: Connection): void {
  wholeAgain = connection.id
}

const turns = new Map<string, number>()
let turn = 0

/** Every second look is at the newest page. */
function deepToRead(connection: Connection): string | null {
  turn += 1
  if (turn % 2 === 1) return null
  const batch = nextDeep(currentBatchIndex(connection).batches, PAGE_SIZE, turns)
  if (batch === null) return null
  turns.set(batch.id, turn)
  return batch.id
}

/** What is told of the batch, its absence included, is heard by the index. */
async function readDeep(connection: Connection, batchId: string, signal: AbortSignal): Promise<void> {
  try {
    await readBatch(connection, batchId, signal)
  } catch (error) {
    if (!(error instanceof ApiError) || error.kind !== 'not_found') throw error
  }
}

function readPage(connection: Connection, after: string | null, signal: AbortSignal) {
  return requestJson(connection, '/batches', BatchPage, {
    query: { limit: PAGE_SIZE, after, include: 'analytics' },
    signal,
  })
}

/** Unchanged batches stay the same objects, so that what shows them need not draw again. */
function keep(connection: Connection, { batches, reachedEnd }: Stretch<ListedBatch>): void {
  const before = new Map(currentBatchIndex(connection).batches.map((batch) => [batch.id, batch]))
  store.set({
    connectionId: connection.id,
    batches: batches.slice(0, MOST_BATCHES).map((batch) => replaceEqualDeep(before.get(batch.id), batch)),
    reachedEnd,
    capped: !reachedEnd && batches.length >= MOST_BATCHES,
  })
}

async function readNewest(connection: Connection, signal: AbortSignal): Promise<void> {
  const isWhole = wholeAgain === connection.id
  const read: ListedBatch[] = []
  let after: string | null = null
  for (let pages = 1; ; pages += 1) {
    const page: Page<ListedBatch> = await readPage(connection, after, signal)
    read.push(...page.data)
    after = page.last_id
    // What was told of batches while this page was on its way must not be lost.
    const known = currentBatchIndex(connection)
    const reachedEnd = !page.has_more || after === null
    const merged = withNewest(known, { batches: read, reachedEnd })
    const isLost = merged === null && pages >= MOST_NEW_PAGES
    const isEnough = reachedEnd || !isWhole || read.length >= known.batches.length
    if (merged || isLost) keep(connection, merged ?? { batches: read, reachedEnd })
    tellBatches(connection.id, page.data)
    if (isLost || (merged && isEnough)) break
  }
  if (isWhole) wholeAgain = null
}

async function readOlder(connection: Connection, since: number, signal: AbortSignal): Promise<void> {
  let forgotten = 0
  for (;;) {
    const known = currentBatchIndex(connection)
    if (knowsSince(known, since) || known.capped) return
    const after = known.batches.at(-1)?.id ?? null
    const page = await readPageAfter(connection, after, forgotten < MOST_FORGOTTEN, signal)
    if (page) {
      const longer = withOlder(known, { batches: page.data, reachedEnd: !page.has_more })
      // A server that does not know `after` would send the same page for ever.
      const isStuck = longer.batches.length === known.batches.length
      keep(connection, { ...longer, reachedEnd: longer.reachedEnd || isStuck })
      tellBatches(connection.id, page.data)
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
