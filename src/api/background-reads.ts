import { createValueStore, type ValueStore } from '../lib/value-store.ts'
import type { Connection } from './connection.ts'

/** Enough to be quick, few enough to leave the server and the browser's connections to the page. */
const AT_ONCE = 4
/** Values are shown while more are read, but not after every single one. */
const SHOWN_AFTER = 20

/** One value for each of many keys, read a few at a time and kept while the tab lives. */
export interface BackgroundReads<Value> {
  /** What has been read, by the key that `keyOf` makes. */
  known: ValueStore<ReadonlyMap<string, Value>>
  keyOf: (connection: Connection, key: string) => string
  /** Reads what is not known of these. @throws what a reading threw; what was read before is kept */
  readAll: (connection: Connection, keys: readonly string[], signal: AbortSignal) => Promise<void>
}

/**
 * @param read one value
 * @param mostKept older values are forgotten
 * @param before what an earlier visit has kept
 */
export function createBackgroundReads<Value>(
  read: (connection: Connection, key: string, signal: AbortSignal) => Promise<Value>,
  mostKept: number,
  before: ReadonlyMap<string, Value> = new Map(),
): BackgroundReads<Value> {
  const known = createValueStore<ReadonlyMap<string, Value>>(before)
  const keyOf = (connection: Connection, key: string) => `${connection.id} ${key}`

  async function readAll(connection: Connection, keys: readonly string[], signal: AbortSignal) {
    const already = known.get()
    const waiting = [...new Set(keys)].filter((key) => !already.has(keyOf(connection, key)))
    let fresh: [string, Value][] = []
    const show = () => {
      if (fresh.length === 0) return
      known.set(new Map([...known.get(), ...fresh].slice(-mostKept)))
      fresh = []
    }
    const work = async () => {
      for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
        signal.throwIfAborted()
        const value = await read(connection, key, signal)
        fresh.push([keyOf(connection, key), value])
        if (fresh.length >= SHOWN_AFTER) show()
      }
    }
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, work))
    } finally {
      waiting.length = 0
      show()
    }
  }

  return { known, keyOf, readAll }
}
