import { absoluteBaseUrl, type Connection } from '../../api/connection.ts'
import type { Batch } from '../../contract/batch.ts'
import { ResultsSession } from './session.ts'

/** Sessions kept after their page has gone: coming back shows the rows at once and reads nothing twice. */
const MOST_KEPT = 2

const sessions = new Map<string, ResultsSession>()

/**
 * The session for the results of a batch: the one already there, else a new one in a worker of its own. The
 * least recently opened one beyond two is disposed of.
 */
export function openResults(connection: Connection, batch: Batch): ResultsSession {
  const key = JSON.stringify([connection.id, connection.baseUrl, connection.apiKey, batch.id])
  const session = sessions.get(key) ?? new ResultsSession(spawn, reachable(connection), batch)
  sessions.delete(key)
  sessions.set(key, session)
  for (const [oldest, kept] of sessions) {
    if (sessions.size <= MOST_KEPT) break
    sessions.delete(oldest)
    kept.dispose()
  }
  return session
}

function reachable(connection: Connection): Connection {
  return { ...connection, baseUrl: absoluteBaseUrl(connection, location.origin) }
}

function spawn(): Worker {
  return new Worker(new URL('./results.worker.ts', import.meta.url), { type: 'module', name: 'results' })
}
