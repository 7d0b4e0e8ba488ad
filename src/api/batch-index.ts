import { queryOptions } from '@tanstack/react-query'
import { ListedBatch } from '../contract/listed-batch.ts'
import { pageOf } from '../contract/page.ts'
import { nextDeep, withHeard } from '../domain/batch-list/known-batches.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'
import { batchKeys, pollWhileRunning, readBatch } from './batches.ts'
import type { Connection } from './connection.ts'
import { ApiError } from './errors.ts'
import { onBatchesGone, onBatchesHeard, tellBatches } from './heard-batches.ts'
import { requestJson } from './http.ts'
import { createListIndex, type ListIndex } from './list-index.ts'

const BatchPage = pageOf(ListedBatch)

/** The most that servers hand out at once. */
const PAGE_SIZE = 100

/** The batches of one connection that this tab has read, without a gap from the newest on. */
export interface BatchIndex {
  connectionId: string
  /** Newest first, each once. */
  batches: readonly ListedBatch[]
  /** Whether they go to the end of the list. */
  reachedEnd: boolean
  /** Whether older ones are left out because there are too many. */
  capped: boolean
}

const list = createListIndex<ListedBatch>(
  (connection, after, signal) =>
    requestJson(connection, '/batches', BatchPage, {
      query: { limit: PAGE_SIZE, after, include: 'analytics' },
      signal,
    }),
  (connection, batches) => tellBatches(connection.id, batches),
)

const asBatchIndex = ({ entries, ...index }: ListIndex<ListedBatch>): BatchIndex => ({
  ...index,
  batches: entries,
})

/** What has been read of a connection's batches by now. */
export function currentBatchIndex(connection: Connection): BatchIndex {
  return asBatchIndex(list.current(connection))
}

onBatchesHeard((connectionId, heard) => list.change(connectionId, (known) => withHeard(known, heard)))

onBatchesGone((connectionId, ids) =>
  list.change(connectionId, (known) => {
    const left = known.filter(({ id }) => !ids.includes(id))
    return left.length < known.length ? left : known
  }),
)

/** Batches that turned out to be deleted while this tab was open, whether they had been read or not. */
const gone = createValueStore<ReadonlySet<string>>(new Set())

onBatchesGone((_connectionId, ids) => gone.set(new Set([...gone.get(), ...ids])))

/** The ids of batches that turned out to be deleted: answers from before may still hold them. */
export function useGoneBatches(): ReadonlySet<string> {
  return useStoreValue(gone)
}

/** What has been read of a connection's batches so far; grows while `batchIndexQuery` is at work. */
export function useBatchIndex(connection: Connection): BatchIndex {
  return asBatchIndex(list.use(connection))
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
      const isPolled =
        client.getQueryState(queryKey)?.isInvalidated === false && !list.isToBeReadAgain(connection)
      const deep = isPolled ? deepToRead(connection) : null
      await (deep === null ? list.readNewest(connection, signal) : readDeep(connection, deep, signal))
      await list.readOlder(connection, since, signal)
      return currentBatchIndex(connection).batches.length
    },
    refetchInterval: ({ state }) => pollWhileRunning(currentBatchIndex(connection).batches, state),
  })
}

/** What a server that can filter is asked for; others answer as if it were not there. */
export interface FoundFilter {
  search: string
  /** One of the contract's statuses, or empty for all. */
  status: string
  completionWindow: string
  /** Unix seconds; `null` for any time. */
  createdAfter: number | null
  /** Batches that still run first. */
  activeFirst: boolean
}

/** The newest batches that a server finds by itself: what does not fit must be left out by whoever asks. */
export function foundBatchesQuery(connection: Connection, filter: FoundFilter) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'found', filter],
    queryFn: async ({ signal }): Promise<readonly ListedBatch[]> => {
      const page = await requestJson(connection, '/batches', BatchPage, {
        query: {
          limit: PAGE_SIZE,
          include: 'analytics',
          search: filter.search,
          status: filter.status,
          completion_window: filter.completionWindow,
          created_after: filter.createdAfter,
          active_first: filter.activeFirst ? 'true' : null,
        },
        signal,
      })
      tellBatches(connection.id, page.data)
      return page.data
    },
  })
}

/** Lets the next look read again all that is known, not only its newest page. */
export function readWholeIndexAgain(connection: Connection): void {
  list.readAgain(connection)
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
