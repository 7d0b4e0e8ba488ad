import * as z from 'zod/mini'
import { readStored, writeStored } from '../lib/browser-storage.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'
import type { Connection } from './connection.ts'

const KEY = 'file-requests'
const MOST_KEPT = 3000

const Stored = z.catch(z.array(z.tuple([z.string(), z.int().check(z.nonnegative())])), [])

/** A file never changes, so what reading it has told is kept on this device. By connection and file. */
const store = createValueStore<ReadonlyMap<string, number>>(
  new Map(z.parse(Stored, readStored('device', KEY))),
)

const keyOf = (connection: Connection, fileId: string) => `${connection.id} ${fileId}`

/** Keeps how many requests an input file holds. */
export function keepFileRequests(connection: Connection, fileId: string, requests: number): void {
  const key = keyOf(connection, fileId)
  // Another tab may have kept more meanwhile.
  const known = new Map([...z.parse(Stored, readStored('device', KEY)), ...store.get()])
  if (known.get(key) === requests) return
  known.set(key, requests)
  const kept = [...known].slice(-MOST_KEPT)
  writeStored('device', KEY, kept)
  store.set(new Map(kept))
}

/** How many requests an input file holds, as reading it has told; `undefined` where nobody has read it. */
export function useFileRequests(connection: Connection): (fileId: string) => number | undefined {
  const known = useStoreValue(store)
  return (fileId) => known.get(keyOf(connection, fileId))
}
