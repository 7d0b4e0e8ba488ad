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
import { type Death, listenTo, OpenQuestions, WorkerDied, type WorkerLike } from '../open-questions.ts'

/** How a session is: nothing is known at first; `died` can be ended by `restart`. */
export type LinesState =
  { kind: 'opening' } | { kind: 'open'; status: LinesStatus } | ({ kind: 'died' } & Death)

/** New hits of a search as line numbers in order, and how many bytes of the file have been searched. */
export type OnHits = (lines: readonly number[], searchedBytes: number) => void

/**
 * The lines of one file as a worker knows them. Every question ends: answered, refused, aborted, or with an error
 * when the worker or the session ends first. Its methods throw these errors and the signal's reason.
 */
export class LinesSession {
  readonly #spawn: () => WorkerLike
  readonly #source: LineSource
  readonly #listeners = new Set<() => void>()
  readonly #questions = new OpenQuestions<Reply>()
  /** Who is told of the hits of a search, by the number of its question. */
  readonly #searches = new Map<number, OnHits>()
  #worker: WorkerLike
  #state: LinesState = { kind: 'opening' }

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
    const { lines } = await this.#ask({ kind: 'window', from, count }, signal)
    return lines
  }

  /** One line whole, `null` while there is no such line. @param index among those that are not blank, from 0 */
  async line(index: number, signal: AbortSignal): Promise<LineDetail | null> {
    const { detail } = await this.#ask({ kind: 'line', index }, signal)
    return detail
  }

  /** What stands at a line number. @param line as an editor counts, from 1 */
  async place(line: number, signal: AbortSignal): Promise<LinePlace> {
    const { place } = await this.#ask({ kind: 'place', line }, signal)
    return place
  }

  /** The number of the line with this `custom_id`, `null` when the whole file has none. */
  async find(customId: string, signal: AbortSignal): Promise<number | null> {
    const { line } = await this.#ask({ kind: 'find', customId }, signal)
    return line
  }

  /** Searches the whole file, what is still being read included. @param words not empty */
  async search(words: string, onHits: OnHits, signal: AbortSignal): Promise<void> {
    await this.#ask({ kind: 'search', words }, signal, onHits)
  }

  /** Reads on at once after a failure. */
  retry(): void {
    this.#post({ kind: 'retry' })
  }

  /** Begins anew: after the worker has died, or where the file may have grown. */
  restart(): void {
    this.#worker.terminate()
    this.#questions.endAll('The file is being read again.')
    this.#worker = this.#start()
    this.#setState({ kind: 'opening' })
  }

  /** Ends the worker and every open question. */
  dispose(): void {
    this.#worker.terminate()
    this.#questions.endAll('The file was closed.')
    this.#listeners.clear()
  }

  #start(): WorkerLike {
    const worker = this.#spawn()
    listenTo<FromWorker>(
      worker,
      (message) => this.#receive(message),
      (death) => this.#die(death),
    )
    const open: ToWorker = { kind: 'open', source: this.#source }
    worker.postMessage(open)
    return worker
  }

  async #ask<Asked extends Question>(question: Asked, signal: AbortSignal, onHits?: OnHits) {
    if (this.#state.kind === 'died') throw new WorkerDied(this.#state.message)
    let number = 0
    try {
      return await this.#questions.ask(
        question,
        signal,
        (id) => {
          number = id
          if (onHits) this.#searches.set(id, onHits)
          this.#post({ kind: 'ask', id, question })
        },
        (id) => this.#post({ kind: 'drop', id }),
      )
    } finally {
      this.#searches.delete(number)
    }
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'status':
        return this.#setState({ kind: 'open', status: message.status })
      case 'hits':
        return this.#searches.get(message.id)?.(message.lines, message.searchedBytes)
      case 'reply':
        return this.#questions.answer(message.id, message.reply)
      case 'refused':
        return this.#questions.refuse(message.id, new Error(message.message))
    }
  }

  #die(death: Death): void {
    this.#worker.terminate()
    this.#setState({ kind: 'died', ...death })
    this.#questions.endAll(death.message)
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  #setState(state: LinesState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
