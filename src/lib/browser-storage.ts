/**
 * `tab` is gone with the tab (sessionStorage), `device` stays in this browser (localStorage). This file is
 * the only one that touches either.
 */
export type StorageScope = 'tab' | 'device'

const PREFIX = 'batch-console.'

function storageOf(scope: StorageScope): Storage | null {
  try {
    return scope === 'tab' ? sessionStorage : localStorage
  } catch {
    // Blocked by the browser's privacy settings: the console then works without memory.
    return null
  }
}

/** Reads a stored JSON value; `null` when it is missing, unreadable or storage is blocked. */
export function readStored(scope: StorageScope, key: string): unknown {
  try {
    return JSON.parse(storageOf(scope)?.getItem(PREFIX + key) ?? 'null')
  } catch {
    return null
  }
}

/**
 * Stores a JSON value.
 * @returns false when the browser refused (blocked or full): the value then lives in memory only
 */
export function writeStored(scope: StorageScope, key: string, value: unknown): boolean {
  const storage = storageOf(scope)
  if (!storage) return false
  try {
    storage.setItem(PREFIX + key, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}

/** Forgets a stored value. */
export function removeStored(scope: StorageScope, key: string): void {
  storageOf(scope)?.removeItem(PREFIX + key)
}

/** Calls back when another tab changes a value of this device. @returns how to stop listening */
export function onStoredChange(key: string, listener: () => void): () => void {
  const handle = (event: StorageEvent) => {
    if (event.key === PREFIX + key || event.key === null) listener()
  }
  window.addEventListener('storage', handle)
  return () => window.removeEventListener('storage', handle)
}
