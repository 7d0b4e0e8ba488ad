import type { Clock, FetchContent } from '../../results/ports.ts'
import { RowReader } from '../../results/row-reader.ts'
import type { RowStore } from '../../results/store/row-store.ts'
import { ResultsSync } from '../../results/sync.ts'
import type { Connection } from '../../api/connection.ts'
import type { Batch } from '../../contract/batch.ts'
import type { OpenedStore } from './device-store.ts'
import type { FromWorker, Question, Reply, ToWorker } from './messages.ts'

/** Longest time between a change and the page knowing of it. */
const STATUS_PAUSE_MS = 200

interface HostPorts {
  post: (message: FromWorker) => void
  fetchContentFrom: (connection: Connection) => FetchContent
  openStore: (connection: Connection, batch: Batch, clock: Clock) => Promise<OpenedStore>
  clock: Clock
  /** Ends the worker. */
  end: () => void
}

interface Opened {
  sync: ResultsSync
  reader: RowReader
  store: RowStore
}

/** The worker's side of the conversation: one batch, opened once. */
export class ResultsHost {
  readonly #ports: HostPorts
  /** What was said while the store was being opened. */
  #waiting: ToWorker[] = []
  #opened: Opened | null = null
  #statusDue = false

  constructor(ports: HostPorts) {
    this.#ports = ports
  }

  receive(message: ToWorker): void {
    if (message.kind === 'open') void this.#open(message.connection, message.batch)
    else if (this.#opened === null) this.#waiting.push(message)
    else this.#heed(message, this.#opened)
  }

  #heed(message: Exclude<ToWorker, { kind: 'open' }>, { sync, reader, store }: Opened): void {
    switch (message.kind) {
      case 'update':
        return sync.update(message.batch)
      case 'retry':
        return sync.retry()
      case 'pause':
        return sync.pause()
      case 'resume':
        return sync.resume()
      case 'ask':
        return this.#answer(message.id, message.question, reader)
      case 'close':
        sync.keep()
        sync.stop()
        store.close()
        return this.#ports.end()
    }
  }

  async #open(connection: Connection, batch: Batch): Promise<void> {
    const { post, fetchContentFrom, openStore, clock } = this.#ports
    const { store, kept } = await openStore(connection, batch, clock)
    const sync = new ResultsSync(
      { clock, store, fetchContent: fetchContentFrom(connection), changed: () => this.#tellSoon(sync) },
      batch,
      kept,
    )
    this.#opened = { sync, store, reader: new RowReader(sync.table, () => sync.openOutcome) }
    sync.pause()
    sync.run().catch((error: unknown) => post({ kind: 'broken', message: messageOf(error) }))
    post({ kind: 'status', status: sync.status() })
    for (const message of this.#waiting.splice(0)) this.receive(message)
  }

  #answer(id: number, question: Question, reader: RowReader): void {
    const { post } = this.#ports
    try {
      post({ kind: 'reply', id, reply: replyTo(question, reader) })
    } catch (error) {
      post({ kind: 'refused', id, message: messageOf(error) })
    }
  }

  /** There is a change for every line that is read; the page is told a few times a second. */
  #tellSoon(sync: ResultsSync): void {
    if (this.#statusDue) return
    this.#statusDue = true
    void this.#ports.clock.wait(STATUS_PAUSE_MS, new AbortController().signal).then(() => {
      this.#statusDue = false
      this.#ports.post({ kind: 'status', status: sync.status() })
    })
  }
}

function replyTo(question: Question, reader: RowReader): Reply {
  switch (question.kind) {
    case 'rows':
      return { kind: 'rows', window: reader.window(question.from, question.count, question.outcome) }
    case 'row':
      return { kind: 'row', detail: reader.detail(question.row) }
    case 'place':
      return { kind: 'place', place: reader.place(question.row, question.outcome) }
    case 'progress':
      return { kind: 'progress', progress: reader.progress(question.earliest, question.newest) }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
