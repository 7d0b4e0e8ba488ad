import * as z from 'zod/mini'
import type { CountSample } from '~/domain/series/count-samples'
import { readStored, removeStored, writeStored } from '~/lib/browser-storage'

/** Batches whose counts are kept in this browser; the one looked at longest ago goes first. */
const MOST_BATCHES = 30
const INDEX_KEY = 'counts'

/** Short names: there are some hundred of these for each batch. */
const Samples = z.catch(
  z.array(z.object({ t: z.number(), c: z.number(), f: z.number(), g: z.optional(z.literal(1)) })),
  [],
)
const Index = z.catch(z.array(z.string()), [])

function keyOf(connectionId: string, batchId: string): string {
  return `${INDEX_KEY}.${connectionId}.${batchId}`
}

/** The counts of a batch that this browser has seen, oldest first. */
export function readCounts(connectionId: string, batchId: string): readonly CountSample[] {
  return z
    .parse(Samples, readStored('device', keyOf(connectionId, batchId)))
    .map(({ t, c, f, g }) => ({ at: t, completed: c, failed: f, afterGap: g === 1 }))
}

/** Keeps the counts of a batch, and forgets those of the batch looked at longest ago when there are many. */
export function keepCounts(connectionId: string, batchId: string, samples: readonly CountSample[]): void {
  const key = keyOf(connectionId, batchId)
  const known = z.parse(Index, readStored('device', INDEX_KEY))
  if (known.at(-1) !== key) {
    const keys = [...known.filter((other) => other !== key), key]
    for (const old of keys.splice(0, Math.max(0, keys.length - MOST_BATCHES))) removeStored('device', old)
    writeStored('device', INDEX_KEY, keys)
  }
  writeStored(
    'device',
    key,
    samples.map(({ at, completed, failed, afterGap }) => ({
      t: at,
      c: completed,
      f: failed,
      ...(afterGap ? { g: 1 } : {}),
    })),
  )
}
