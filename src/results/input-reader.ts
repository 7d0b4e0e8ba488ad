import type { Batch } from '../contract/batch.ts'
import { hasEnded } from '../domain/batch-state.ts'
import { retryDelay } from '../domain/polling.ts'
import { parseJson } from '../domain/results/json.ts'
import { Alarm } from './alarm.ts'
import type { Clock, ContentFailure, FetchContent } from './ports.ts'
import { readLines } from './read-lines.ts'
import type { RowTable } from './row-table.ts'

export const INPUT_STATES = ['reading', 'read', 'unavailable'] as const

/** Where the requests of a batch stand. `unavailable`: the file is deleted or does not give all rows. */
export type InputState = (typeof INPUT_STATES)[number]

/** Answers that end cleanly with fewer rows than the batch counts, before the rest is given up. */
const MOST_SHORT_ANSWERS = 4

const decoder = new TextDecoder()

interface Ports {
  fetchContent: FetchContent
  clock: Clock
  table: RowTable
  changed: () => void
  /** Called before a pause. */
  rested: () => void
}

/** Streams the input file once, for the order of rows, their requests, and the rows that are still pending. */
export class InputReader {
  readonly #ports: Ports
  readonly #alarm: Alarm
  readonly #stopping = new AbortController()
  #batch: Batch
  #state: InputState = 'reading'
  #failure: ContentFailure | null = null
  #firstLine: Uint8Array | null = null
  /** An answer began like the file does, so that only one from the top leaves no doubt about its place. */
  #asksFromTop = false
  #isPaused = false
  /** Unix milliseconds. News of the batch does not cut short what the server asked to wait. */
  #notBefore = 0
  #attempts = 0
  #shortAnswers = 0
  #brokenLength = -1
  #brokenTimes = 0

  /** @param kept the state of an earlier visit whose rows are in the table, `null` on the first one */
  constructor(ports: Ports, batch: Batch, kept: InputState | null) {
    this.#ports = ports
    this.#alarm = new Alarm(ports.clock)
    this.#batch = batch
    const { input } = ports.table
    if (input.count > 0) this.#firstLine = input.bytes(0)?.slice() ?? null
    // While a batch runs, what kept its file from being read may have passed.
    if (kept !== null && (kept === 'read' || hasEnded(batch))) this.#state = kept
  }

  get state(): InputState {
    return this.#state
  }

  /** Why it is not being read right now, `null` when nothing is wrong. */
  get failure(): ContentFailure | null {
    return this.#failure
  }

  update(batch: Batch): void {
    this.#batch = batch
    this.#alarm.wake()
  }

  /** Asks again at once, whatever went wrong before. */
  retry(): void {
    this.#failure = null
    this.#notBefore = 0
    this.#shortAnswers = 0
    this.#setState('reading')
    this.#alarm.wake()
  }

  /** Asks for nothing more until `resume`; an answer under way is read to its end. */
  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    this.#alarm.wake()
  }

  stop(): void {
    this.#stopping.abort()
    this.#alarm.wake()
  }

  /** Reads until stopped; resolves then. */
  async run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const fileId = this.#batch.input_file_id
      if (fileId === null) this.#setState('unavailable')
      if (this.#isPaused || fileId === null || !this.#wantsMore()) await this.#rest(null)
      else if (this.#ports.clock.now() < this.#notBefore) await this.#rest(this.#notBefore)
      else this.#notBefore = await this.#readOn(fileId)
    }
  }

  async #rest(until: number | null): Promise<void> {
    this.#ports.rested()
    await this.#alarm.sleep(until)
  }

  #wantsMore(): boolean {
    if (this.#failure?.kind === 'needs_key') return false
    if (this.#state === 'unavailable') return false
    return this.#state === 'reading' || this.#lacksRows()
  }

  #lacksRows(): boolean {
    return this.#ports.table.input.count < this.#batch.request_counts.total
  }

  /** Reads one answer. @returns when to go on, in Unix milliseconds */
  async #readOn(fileId: string): Promise<number> {
    const { fetchContent, clock, table, changed } = this.#ports
    const before = table.input.count
    const from = this.#asksFromTop ? 0 : before
    const skip = before - from
    let lines = 0
    let isInDoubt = false
    const end = await readLines({
      fetchContent,
      clock,
      fileId,
      from,
      signal: this.#stopping.signal,
      take: (bytes, ended) => {
        if (!ended && this.#isBrokenOff(bytes)) return false
        isInDoubt = lines === 0 && from > 0 && this.#isFirstLine(bytes)
        if (isInDoubt) return false
        lines += 1
        if (lines <= skip) return true
        this.#firstLine ??= bytes.slice()
        table.addInput(bytes)
        changed()
        return true
      },
    })
    const progressed = table.input.count > before
    if (progressed) {
      this.#shortAnswers = 0
      this.#attempts = 0
    }
    if (end.kind === 'aborted') return clock.now()
    if (isInDoubt) {
      this.#asksFromTop = true
      return clock.now()
    }
    if (end.kind === 'clean') {
      this.#failure = null
      if (!this.#lacksRows()) this.#setState('read')
      else if (!progressed) this.#shortAnswers += 1
      if (this.#shortAnswers >= MOST_SHORT_ANSWERS) this.#setState('unavailable')
      return progressed || this.#state !== 'reading' ? clock.now() : this.#pause(null)
    }
    this.#failure = end.failure
    if (end.failure.kind === 'gone') this.#setState('unavailable')
    changed()
    return this.#pause(end.failure.retryAfterSeconds)
  }

  #pause(retryAfterSeconds: number | null): number {
    this.#attempts += 1
    const { clock } = this.#ports
    return clock.now() + retryDelay(this.#attempts, retryAfterSeconds, clock.random())
  }

  /** A server that knows no offset sends the file from its first line. A later line can read the same. */
  #isFirstLine(bytes: Uint8Array): boolean {
    const first = this.#firstLine
    return (
      first !== null && first.length === bytes.length && first.every((byte, index) => byte === bytes[index])
    )
  }

  /**
   * Whether the last line of an answer, which lacks its line end, lacks more than that. A file that really ends
   * in a broken line shows it again and again.
   */
  #isBrokenOff(bytes: Uint8Array): boolean {
    if (parseJson(decoder.decode(bytes)) !== undefined) return false
    const seenBefore = this.#brokenLength === bytes.length ? this.#brokenTimes : 0
    this.#brokenLength = bytes.length
    this.#brokenTimes = seenBefore + 1
    return this.#brokenTimes < MOST_SHORT_ANSWERS
  }

  #setState(state: InputState): void {
    if (this.#state === state) return
    this.#state = state
    this.#ports.changed()
  }
}
