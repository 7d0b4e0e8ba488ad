import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { Batch } from '../contract/batch.ts'
import { pageOf } from '../contract/page.ts'
import { ask, type FinishedBatch, follow, type WatchedBatch } from '../domain/watch/watched-batches.ts'
import { onStoredChange, readStored, writeStored } from '../lib/browser-storage.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'
import { batchKeys, readBatch } from './batches.ts'
import type { Connection } from './connection.ts'
import { ApiError } from './errors.ts'
import { onBatchesGone, tellBatches } from './heard-batches.ts'
import { requestJson } from './http.ts'

const BatchPage = pageOf(Batch)
const KEY = 'watched-batches'
/** Batches that a look asks for one by one because the list does not hold them. */
const MOST_ASKED_FOR = 5

const Stored = z.catch(
  z.array(z.object({ connectionId: z.string(), batchId: z.string(), title: z.string(), asked: z.boolean() })),
  [],
)
type StoredBatch = z.infer<typeof Stored>[number]

const readAll = () => z.parse(Stored, readStored('device', KEY))
const store = createValueStore<readonly StoredBatch[]>(readAll())

const following = {
  ...store,
  subscribe: (listener: () => void) => {
    const stopFollowing = store.subscribe(listener)
    const stopListening = onStoredChange(KEY, () => store.set(readAll()))
    return () => {
      stopFollowing()
      stopListening()
    }
  },
}

function replace(connectionId: string, watched: readonly WatchedBatch[]): void {
  const others = store.get().filter((entry) => entry.connectionId !== connectionId)
  const all = [...others, ...watched.map((entry) => ({ connectionId, ...entry }))]
  store.set(all)
  writeStored('device', KEY, all)
}

/** The batches of a connection that were running when this browser last saw them, whichever tab it was. */
function watchedBatches(connectionId: string): readonly WatchedBatch[] {
  return store.get().filter((entry) => entry.connectionId === connectionId)
}

/** The same, kept current. */
export function useWatchedBatches(connectionId: string): readonly WatchedBatch[] {
  return useStoreValue(following).filter((entry) => entry.connectionId === connectionId)
}

/** Takes note of what a server told of batches. @returns those that have ended since they were seen running */
export function noteBatches(
  connectionId: string,
  batches: readonly Batch[],
  fileNameOf: (batch: Batch) => string | null,
): FinishedBatch[] {
  const before = watchedBatches(connectionId)
  const { watched, finished } = follow(before, batches, fileNameOf)
  if (watched !== before) replace(connectionId, watched)
  return finished
}

onBatchesGone((connectionId, batchIds) => {
  const before = watchedBatches(connectionId)
  const left = before.filter(({ batchId }) => !batchIds.includes(batchId))
  if (left.length < before.length) replace(connectionId, left)
})

/**
 * One question about all watched batches. A few of those that the answer does not hold are asked for by themselves,
 * first those that somebody wants to be told of: a long list may end before them. Only what is gone is forgotten.
 */
export function watchedBatchesQuery(connection: Connection) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'watched'],
    queryFn: async ({ signal }) => {
      const before = watchedBatches(connection.id)
      const { data } = await requestJson(connection, '/batches', BatchPage, {
        query: { limit: 100, active_first: 'true' },
        signal,
      })
      tellBatches(connection.id, data)
      const listed = new Set(data.map(({ id }) => id))
      const missing = before.filter(({ batchId }) => !listed.has(batchId)).toSorted(askedFirst)
      for (const { batchId } of missing.slice(0, MOST_ASKED_FOR)) await look(connection, batchId, signal)
      return data
    },
  })
}

function askedFirst(one: WatchedBatch, other: WatchedBatch): number {
  return Number(other.asked) - Number(one.asked)
}

/** What comes of it is heard by whoever listens. */
async function look(connection: Connection, batchId: string, signal: AbortSignal): Promise<void> {
  try {
    await readBatch(connection, batchId, signal)
  } catch (error) {
    if (!(error instanceof ApiError) || error.kind !== 'not_found') throw error
  }
}

/** Notes whether the person wants to be told when a batch is done. */
export function askToBeTold(connectionId: string, batchId: string, title: string, asked: boolean): void {
  replace(connectionId, ask(watchedBatches(connectionId), { batchId, title }, asked))
}
