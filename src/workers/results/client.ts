import { absoluteBaseUrl, type Connection } from '../../api/connection.ts'
import { currentConnection, onConnectionChange } from '../../api/connection-store.ts'
import { LateWorker } from '../late-worker.ts'
import { KeptSessions } from './kept-sessions.ts'
import { deleteLocalRowsOf } from './local-rows.ts'
import type { BatchAnswer } from './messages.ts'
import { ResultsSession } from './session.ts'

const sessions = new KeptSessions(spawn, isVisible())

onConnectionChange(() => sessions.keepOnly(currentConnection().id))
document.addEventListener('visibilitychange', () => sessions.setVisible(isVisible()))

/** The session for the results of a batch, kept for a while after its page has gone. */
export function openResults(connection: Connection, answer: BatchAnswer): ResultsSession {
  return sessions.open(absolute(connection), answer)
}

/**
 * A session beside those that pages share, for one piece of work: it reads also while the page is hidden, and ends
 * with `dispose`.
 */
export function openResultsApart(connection: Connection, answer: BatchAnswer): ResultsSession {
  return new ResultsSession(spawn, absolute(connection), answer, true)
}

/** Ends the session of a batch that is no more, and deletes its rows from this device. */
export async function forgetResults(connection: Connection, batchId: string): Promise<void> {
  sessions.forget(connection.id, batchId)
  await deleteLocalRowsOf(absolute(connection).baseUrl, batchId)
}

/** A worker's address is not the page's. */
function absolute(connection: Connection): Connection {
  return { ...connection, baseUrl: absoluteBaseUrl(connection, location.origin) }
}

function isVisible(): boolean {
  return document.visibilityState === 'visible'
}

function spawn(): LateWorker {
  return new LateWorker(
    () => new Worker(new URL('./results.worker.ts', import.meta.url), { type: 'module', name: 'results' }),
  )
}
