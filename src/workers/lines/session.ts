import type {
  FromWorker,
  LineDetail,
  LinePlace,
  LineSource,
  LinesStatus,
  ListedLine,
  Question,
  Reply,
  ToWorker,
} from './messages.ts'

/** How a session is: nothing is known at first; `died` can be ended by `restart`. */
export type LinesState =
  { kind: 'opening' } | { kind: 'open'; status: LinesStatus } | { kind: 'died'; message: string }

/** The part of a `Worker` that a session uses. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>

/** New hits of a search as line numbers in order, and how many bytes of the file have been searched. */
export type OnHits = (lines: readonly number[], searchedBytes: number) => void

interface Pending {
  resolve: (reply: Reply) => void
  reject: (reason: unknown) => void
  onHits: OnHits | null
}

const MIXED_UP = 'The worker gave the answer to another question.'

/** The worker ended before it answered: it ran out of memory, or its code failed. */
class LinesWorkerDied extends Error {
  override readonly name = 'LinesWorkerDied'
}

/**
 * The lines of one file as a worker knows them. Every question ends: answered, refused, aborted, or with an error
 * when the worker or the session ends first. Its methods throw these errors and the signal's reason.
 */
export class LinesSession {
  readonly #spawn: () => WorkerLike
  readonly #source: LineSource
  readonly #listeners = new Set<() => void>()
  readonly #pending = new Map<number, Pending>()
  #worker: WorkerLike
  #state: LinesState = { kind: 'opening' }
  #nextId = 1

  constructor(spawn: () => WorkerLike, source: LineSource) {
    this.#spawn = spawn
    this.#source = source
    this.#worker = this.#start()
  }

  /** The state now: the same object until it changes. */
  readonly state = (): LinesState => this.#state

  /** Calls `listener` after every change of the state. @returns ends that */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Lines for the list. @param from first of the lines that are not blank, from 0 */
  async window(from: number, count: number, signal: AbortSignal): Promise<ListedLine[]> {
    const reply = await this.#ask({ kind: 'window', from, count }, signal)
    if (reply.kind !== 'window') throw new LinesWorkerDied(MIXED_UP)
    return reply.lines
  }

  /** One line whole, `null` while there is no such line. @param index among those that are not blank, from 0 */
  async line(index: number, signal: AbortSignal): Promise<LineDetail | null> {
    const reply = await this.#ask({ kind: 'line', index }, signal)
    if (reply.kind !== 'line') throw new LinesWorkerDied(MIXED_UP)
    return reply.detail
  }

  /** What stands at a line number. @param line as an editor counts, from 1 */
  async place(line: number, signal: AbortSignal): Promise<LinePlace> {
    const reply = await this.#ask({ kind: 'place', line }, signal)
    if (reply.kind !== 'place') throw new LinesWorkerDied(MIXED_UP)
    return reply.place
  }

  /** The number of the line with this `custom_id`, `null` when the whole file has none. */
  async find(customId: string, signal: AbortSignal): Promise<number | null> {
    const reply = await this.#ask({ kind: 'find', customId }, signal)
    if (reply.kind !== 'find') throw new LinesWorkerDied(MIXED_UP)
    return reply.line
  }

  /** Searches the whole file, what is still being read included. @param words not empty */
  async search(words: string, onHits: OnHits, signal: AbortSignal): Promise<void> {
    const reply = await this.#ask({ kind: 'search', words }, signal, onHits)
    if (reply.kind !== 'search') throw new LinesWorkerDied(MIXED_UP)
  }

  /** Reads on at once after a failure. */
  retry(): void {
    this.#post({ kind: 'retry' })
  }

  /** Begins anew: after the worker has died, or where the file may have grown. */
  restart(): void {
    this.#worker.terminate()
    this.#rejectAll('The file is being read again.')
    this.#worker = this.#start()
    this.#setState({ kind: 'opening' })
  }

  /** Ends the worker and every open question. */
  dispose(): void {
    this.#worker.terminate()
    this.#rejectAll('The file was closed.')
    this.#listeners.clear()
  }

  #start(): WorkerLike {
    const worker = this.#spawn()
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#receive(data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.#die(event.message || 'The worker stopped unexpectedly.')
    })
    worker.addEventListener('messageerror', () => this.#die('The worker sent something unreadable.'))
    const open: ToWorker = { kind: 'open', source: this.#source }
    worker.postMessage(open)
    return worker
  }

  #ask(question: Question, signal: AbortSignal, onHits: OnHits | null = null): Promise<Reply> {
    if (signal.aborted) return Promise.reject(signal.reason)
    if (this.#state.kind === 'died') return Promise.reject(new LinesWorkerDied(this.#state.message))
    const id = this.#nextId
    this.#nextId += 1
    const drop = () => {
      this.#post({ kind: 'drop', id })
      this.#pending.get(id)?.reject(signal.reason)
    }
    return new Promise<Reply>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, onHits })
      signal.addEventListener('abort', drop)
      this.#post({ kind: 'ask', id, question })
    }).finally(() => {
      this.#pending.delete(id)
      signal.removeEventListener('abort', drop)
    })
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'status':
        return this.#setState({ kind: 'open', status: message.status })
      case 'hits':
        return this.#pending.get(message.id)?.onHits?.(message.lines, message.searchedBytes)
      case 'reply':
        return this.#pending.get(message.id)?.resolve(message.reply)
      case 'refused':
        return this.#pending.get(message.id)?.reject(new Error(message.message))
    }
  }

  #die(message: string): void {
    this.#worker.terminate()
    this.#setState({ kind: 'died', message })
    this.#rejectAll(message)
  }

  #rejectAll(message: string): void {
    for (const { reject } of this.#pending.values()) reject(new LinesWorkerDied(message))
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  #setState(state: LinesState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
