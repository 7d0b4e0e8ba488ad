import { absoluteBaseUrl, type Connection } from '../../api/connection.ts'
import { currentConnection, onConnectionChange } from '../../api/connection-store.ts'
import type { StoredFile } from '../../contract/file.ts'
import type { LineSource } from './messages.ts'
import { LinesSession } from './session.ts'

/** Sessions kept after their page has gone: coming back shows the lines at once and reads nothing twice. */
const MOST_KEPT = 2

interface Kept {
  /** `null` for a file of this computer. */
  connectionId: string | null
  session: LinesSession
}

/** By the file itself, or by what names a stored one; least recently opened first. */
const kept = new Map<File | string, Kept>()

onConnectionChange(() => {
  const { id } = currentConnection()
  for (const [key, { connectionId }] of kept) {
    if (connectionId !== null && connectionId !== id) dispose(key)
  }
})

/** The lines of a file of this computer. */
export function openLocalLines(file: File): LinesSession {
  return open(file, { kind: 'local', file }, null)
}

/** The lines of a file of the server. One that has grown is another one. */
export function openStoredLines(connection: Connection, file: StoredFile): LinesSession {
  const baseUrl = absoluteBaseUrl(connection, location.origin)
  const source = {
    kind: 'stored',
    connection: { ...connection, baseUrl },
    fileId: file.id,
    expectedBytes: file.bytes,
  } as const
  return open(JSON.stringify([connection.id, file.id, file.bytes]), source, connection.id)
}

function open(key: File | string, source: LineSource, connectionId: string | null): LinesSession {
  const session = kept.get(key)?.session ?? new LinesSession(spawn, source)
  kept.delete(key)
  kept.set(key, { connectionId, session })
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break
    dispose(oldest)
  }
  return session
}

function dispose(key: File | string): void {
  kept.get(key)?.session.dispose()
  kept.delete(key)
}

function spawn(): Worker {
  return new Worker(new URL('./lines.worker.ts', import.meta.url), { type: 'module', name: 'lines' })
}
