import type { Batch } from '../contract/batch.ts'
import { hasEnded } from '../domain/batch-state.ts'
import { addSample, type CountSample } from '../domain/series/count-samples.ts'
import { lookedAt } from '../domain/series/looked-at.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'
import type { Connection } from './connection.ts'
import { onBatchesGone, onBatchesHeard } from './heard-batches.ts'

/** Running batches whose counts are remembered; the one heard of longest ago goes first. */
const MOST_BATCHES = 500

type Seen = ReadonlyMap<string, readonly CountSample[]>

/** Counts of running batches as this tab has heard them, whoever asked. */
const store = createValueStore<Seen>(new Map())

const NOTHING_SEEN: readonly CountSample[] = []

/** By how many seconds the clock of each connection's server is at least ahead of this machine's. */
const aheadOf = new Map<string, number>()

const keyOf = (connectionId: string, batchId: string) => `${connectionId} ${batchId}`

onBatchesHeard((connectionId, heard) => {
  const seen = store.get()
  const next = new Map(seen)
  const now = Date.now() / 1000
  const ahead = Math.max(
    aheadOf.get(connectionId) ?? 0,
    ...heard.filter((batch) => !hasEnded(batch)).map((batch) => lookedAt(batch, now) - now),
  )
  aheadOf.set(connectionId, ahead)
  for (const batch of heard) {
    const key = keyOf(connectionId, batch.id)
    const before = next.get(key) ?? NOTHING_SEEN
    next.delete(key)
    if (hasEnded(batch)) continue
    const { completed, failed } = batch.request_counts
    next.set(key, addSample(before, { at: now + ahead, completed, failed }))
  }
  for (const key of [...next.keys()].slice(0, -MOST_BATCHES)) next.delete(key)
  if (next.size > 0 || seen.size > 0) store.set(next)
})

onBatchesGone((connectionId, ids) => {
  const next = new Map(store.get())
  for (const id of ids) next.delete(keyOf(connectionId, id))
  store.set(next)
})

/** The counts of running batches that this tab has seen, oldest first; asks for nothing. */
export function useSeenCounts(connection: Connection): (batch: Batch) => readonly CountSample[] {
  const seen = useStoreValue(store)
  return (batch) => seen.get(keyOf(connection.id, batch.id)) ?? NOTHING_SEEN
}
