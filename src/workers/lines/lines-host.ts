import type { Connection } from '../../api/connection.ts'
import { LineIndex } from '../../domain/lines/line-index.ts'
import { LineSearch } from '../../domain/lines/line-search.ts'
import type { Clock, FetchContent } from '../../results/ports.ts'
import { bytesOfFile, GrowingBytes } from './growing-bytes.ts'
import { LineReader } from './line-reader.ts'
import type {
  FromWorker,
  LineSource,
  LinesStatus,
  Question,
  ReadingPhase,
  Reply,
  ToWorker,
} from './messages.ts'
import { MOVED, readLocal, readStored } from './read-source.ts'

/** The page hears of progress at most this often. */
const TELL_PAUSE_MS = 100

interface HostPorts {
  post: (message: FromWorker) => void
  fetchContentFrom: (connection: Connection) => FetchContent
  clock: Clock
}

/** The worker's side of the conversation: one source, opened once. */
export class LinesHost {
  readonly #ports: HostPorts
  readonly #index = new LineIndex()
  readonly #asked = new Map<number, AbortController>()
  #reader: LineReader | null = null
  #readOn: (() => void) | null = null
  #phase: ReadingPhase = { kind: 'reading' }
  #bytesTotal: number | null = null
  #toldLines = 0
  #isTellingSoon = false
  readonly #waiting = new Set<() => void>()

  constructor(ports: HostPorts) {
    this.#ports = ports
  }

  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'open':
        return this.#open(message.source)
      case 'retry':
        return this.#phase.kind === 'failed' ? this.#readOn?.() : undefined
      case 'ask':
        return void this.#answer(message.id, message.question)
      case 'drop':
        return this.#asked.get(message.id)?.abort()
    }
  }

  #open(source: LineSource): void {
    const { fetchContentFrom, clock } = this.#ports
    const reading = {
      index: this.#index,
      onPhase: (phase: ReadingPhase) => this.#note(phase),
      signal: new AbortController().signal,
    }
    if (source.kind === 'local') {
      const { file } = source
      this.#bytesTotal = file.size
      this.#reader = new LineReader(this.#index, bytesOfFile(file))
      void readLocal(file, reading)
    } else {
      const bytes = new GrowingBytes()
      const { fileId, expectedBytes } = source
      const fetchContent = fetchContentFrom(source.connection)
      // Servers tell no size of a file that still grows.
      this.#bytesTotal = expectedBytes > 0 ? expectedBytes : null
      this.#reader = new LineReader(this.#index, bytes)
      this.#readOn = () => void readStored({ ...reading, bytes, fetchContent, fileId, clock })
      this.#readOn()
    }
  }

  /** Tells the page and wakes whoever waits for more lines. */
  #note(phase: ReadingPhase): void {
    const isNews = phase.kind !== this.#phase.kind || (this.#toldLines === 0 && this.#index.count > 0)
    this.#phase = phase
    for (const wake of this.#waiting) wake()
    this.#waiting.clear()
    if (isNews) this.#tell()
    else this.#tellSoon()
  }

  #tell(): void {
    this.#toldLines = this.#index.count
    this.#ports.post({ kind: 'status', status: this.#status() })
  }

  /** There is a change for every piece that is read; the page is told a few times a second. */
  #tellSoon(): void {
    if (this.#isTellingSoon) return
    this.#isTellingSoon = true
    void this.#ports.clock.wait(TELL_PAUSE_MS, new AbortController().signal).then(() => {
      this.#isTellingSoon = false
      this.#tell()
    })
  }

  #status(): LinesStatus {
    const { count, numbered, isFull, bytes } = this.#index
    return {
      phase: this.#phase,
      lines: count,
      numbered,
      isFull,
      bytesRead: bytes,
      bytesTotal: this.#bytesTotal,
    }
  }

  async #answer(id: number, question: Question): Promise<void> {
    const { post } = this.#ports
    const asked = new AbortController()
    this.#asked.set(id, asked)
    try {
      if (this.#reader === null) throw new Error('Nothing is open.')
      post({ kind: 'reply', id, reply: await this.#reply(id, question, this.#reader, asked.signal) })
    } catch (error) {
      if (asked.signal.aborted) return
      // Blobs are refused when the file behind them was moved or changed.
      if (error instanceof DOMException) this.#note({ kind: 'failed', reason: 'moved', message: MOVED })
      post({ kind: 'refused', id, message: messageOf(error) })
    } finally {
      this.#asked.delete(id)
    }
  }

  async #reply(id: number, question: Question, reader: LineReader, signal: AbortSignal): Promise<Reply> {
    switch (question.kind) {
      case 'window': {
        const { from, count } = question
        return { kind: 'window', from, lines: await reader.window(from, count, signal) }
      }
      case 'line':
        return { kind: 'line', detail: await reader.line(question.index) }
      case 'place':
        return { kind: 'place', place: reader.place(question.line) }
      case 'find':
        return { kind: 'find', line: await this.#find(question.customId, reader, signal) }
      case 'search':
        await this.#search(id, question.words, reader, signal)
        return { kind: 'search' }
    }
  }

  async #search(id: number, words: string, reader: LineReader, signal: AbortSignal): Promise<void> {
    const { clock, post } = this.#ports
    const search = new LineSearch(words)
    let toldAt = Number.NEGATIVE_INFINITY
    let lines: number[] = []
    let searchedBytes = 0
    for (let at = 0; await this.#hasLine(at, signal);) {
      const found = await reader.searchFrom(at, search)
      signal.throwIfAborted()
      at = found.to
      lines.push(...found.lines)
      searchedBytes = found.bytes
      if (clock.now() - toldAt < TELL_PAUSE_MS) continue
      toldAt = clock.now()
      post({ kind: 'hits', id, lines, searchedBytes })
      lines = []
    }
    post({ kind: 'hits', id, lines, searchedBytes })
  }

  async #find(customId: string, reader: LineReader, signal: AbortSignal): Promise<number | null> {
    const search = new LineSearch(customId)
    for (let at = 0; await this.#hasLine(at, signal);) {
      const { line, to } = await reader.findFrom(at, customId, search)
      signal.throwIfAborted()
      if (line !== null) return line
      at = to
    }
    return null
  }

  /** Waits for a line while more may come. @returns whether there is one */
  async #hasLine(index: number, signal: AbortSignal): Promise<boolean> {
    while (index >= this.#index.count) {
      signal.throwIfAborted()
      if (this.#phase.kind === 'complete' || this.#phase.kind === 'failed') return false
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve)
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
    }
    return true
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
