import * as z from 'zod/mini'
import { readStored, removeStored, writeStored } from '../lib/browser-storage.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'
import { type Connection, SAME_ORIGIN_BASE_URL } from './connection.ts'

const KEY = 'connection'

const StoredConnection = z.object({
  name: z.string(),
  baseUrl: z.string(),
  apiKey: z.nullable(z.string()),
})

let deployed: Connection = withId({ name: 'This server', baseUrl: SAME_ORIGIN_BASE_URL, apiKey: null })

/**
 * Gives a connection its id, which names server and key without holding the key: cached answers of
 * one key are never shown to another.
 */
function withId(connection: Omit<Connection, 'id'>): Connection {
  return { ...connection, id: `${connection.baseUrl}#${fingerprint(connection.apiKey ?? '')}` }
}

/** FNV-1a, 32 bits: tells keys apart in a cache key, reveals nothing of use. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  return hash.toString(36)
}

function readConnection(): Connection {
  for (const scope of ['tab', 'device'] as const) {
    const parsed = z.safeParse(StoredConnection, readStored(scope, KEY))
    if (parsed.success) return withId(parsed.data)
  }
  return deployed
}

const store = createValueStore<Connection>(readConnection())

/**
 * Takes over what the deployment says. Called once, before the first request.
 * @param deployment name and address of the server that a page nobody has set up talks to
 */
export function startConnection(deployment: Pick<Connection, 'name' | 'baseUrl'>): void {
  deployed = withId({ name: deployment.name, baseUrl: deployment.baseUrl, apiKey: null })
  store.set(readConnection())
}

/** The connection of a page nobody has set up: the deployment's server, without a key. */
export function defaultConnection(): Connection {
  return deployed
}

/** The connection in use, outside React (loaders, workers). */
export function currentConnection(): Connection {
  return store.get()
}

/** Calls `listener` after every change of the connection. @returns ends that */
export function onConnectionChange(listener: () => void): () => void {
  return store.subscribe(listener)
}

/** The connection in use, kept current. */
export function useConnection(): Connection {
  return useStoreValue(store)
}

/** Whether the connection is kept on this device and not only in this tab. */
export function isRemembered(): boolean {
  return z.safeParse(StoredConnection, readStored('device', KEY)).success
}

/**
 * Switches to a server and key. They stay in this tab; on the device only where the person asked for it.
 * @param remember keep address and key in this browser for later visits
 * @returns false when the browser refused to store them: they then last until the page is closed
 */
export function saveConnection(connection: Omit<Connection, 'id'>, remember: boolean): boolean {
  const inTab = writeStored('tab', KEY, connection)
  const asAsked = remember ? writeStored('device', KEY, connection) : inTab
  if (!remember) removeStored('device', KEY)
  store.set(withId(connection))
  return asAsked
}

/** Forgets server and key everywhere and goes back to the deployment's server. */
export function forgetConnection(): void {
  removeStored('tab', KEY)
  removeStored('device', KEY)
  store.set(deployed)
}
