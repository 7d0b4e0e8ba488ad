import type { Connection } from '../../api/connection.ts'
import type { BatchAnswer } from './messages.ts'
import type { WorkerLike } from '../open-questions.ts'
import { ResultsSession } from './session.ts'

/** Sessions kept after their page has gone: coming back shows the rows at once and reads nothing twice. */
const MOST_KEPT = 2

interface Kept {
  connectionId: string
  session: ResultsSession
}

/** The sessions of this page, least recently opened first. */
export class KeptSessions {
  readonly #spawn: () => WorkerLike
  readonly #kept = new Map<string, Kept>()
  #isVisible: boolean

  /** @param isVisible whether the page can be seen now */
  constructor(spawn: () => WorkerLike, isVisible: boolean) {
    this.#spawn = spawn
    this.#isVisible = isVisible
  }

  /**
   * The session for the results of a batch: the one already there, else a new one in a worker of its own. The
   * least recently opened one beyond two is disposed of.
   * @param connection its base URL must be absolute
   */
  open(connection: Connection, answer: BatchAnswer): ResultsSession {
    const key = keyOf(connection.id, answer.batch.id)
    const session =
      this.#kept.get(key)?.session ?? new ResultsSession(this.#spawn, connection, answer, this.#isVisible)
    this.#kept.delete(key)
    this.#kept.set(key, { connectionId: connection.id, session })
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break
      this.#dispose(oldest)
    }
    return session
  }

  /** Ends the sessions of every other connection: they hold its key. */
  keepOnly(connectionId: string): void {
    for (const [key, kept] of this.#kept) if (kept.connectionId !== connectionId) this.#dispose(key)
  }

  /** Ends the session of a batch, if there is one. */
  forget(connectionId: string, batchId: string): void {
    this.#dispose(keyOf(connectionId, batchId))
  }

  /** Takes note of whether the page can be seen. */
  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible
    for (const { session } of this.#kept.values()) session.setVisible(isVisible)
  }

  #dispose(key: string): void {
    this.#kept.get(key)?.session.dispose()
    this.#kept.delete(key)
  }
}

function keyOf(connectionId: string, batchId: string): string {
  return JSON.stringify([connectionId, batchId])
}
