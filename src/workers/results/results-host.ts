import { MemoryStore } from '../../results/memory-store.ts'
import type { Clock, FetchContent } from '../../results/ports.ts'
import { RowReader } from '../../results/row-reader.ts'
import { ResultsSync } from '../../results/sync.ts'
import type { Connection } from '../../api/connection.ts'
import type { Batch } from '../../contract/batch.ts'
import type { FromWorker, Question, Reply, ToWorker } from './messages.ts'

/** Longest time between a change and the page knowing of it. */
const STATUS_PAUSE_MS = 200

interface HostPorts {
  post: (message: FromWorker) => void
  fetchContentFrom: (connection: Connection) => FetchContent
  clock: Clock
}

interface Opened {
  sync: ResultsSync
  reader: RowReader
}

/** The worker's side of the conversation: one batch, opened once. */
export class ResultsHost {
  readonly #ports: HostPorts
  #opened: Opened | null = null
  #statusDue = false

  constructor(ports: HostPorts) {
    this.#ports = ports
  }

  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'open':
        return this.#open(message.connection, message.batch)
      case 'update':
        return this.#opened?.sync.update(message.batch)
      case 'retry':
        return this.#opened?.sync.retry()
      case 'pause':
        return this.#opened?.sync.pause()
      case 'resume':
        return this.#opened?.sync.resume()
      case 'ask':
        return this.#answer(message.id, message.question)
    }
  }

  #open(connection: Connection, batch: Batch): void {
    const { post, fetchContentFrom, clock } = this.#ports
    const sync = new ResultsSync(
      {
        clock,
        fetchContent: fetchContentFrom(connection),
        store: new MemoryStore(),
        changed: () => this.#tellSoon(sync),
      },
      batch,
    )
    this.#opened = { sync, reader: new RowReader(sync.table, () => sync.openOutcome) }
    sync.pause()
    sync.run().catch((error: unknown) => post({ kind: 'broken', message: messageOf(error) }))
    post({ kind: 'status', status: sync.status() })
  }

  #answer(id: number, question: Question): void {
    const { post } = this.#ports
    if (this.#opened === null) return
    try {
      post({ kind: 'reply', id, reply: replyTo(question, this.#opened.reader) })
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
