import * as z from 'zod/mini'
import { Batch } from '../../contract/batch.ts'
import type { Content, ContentFailure } from '../ports.ts'

/** How a server misbehaves. Chances are from 0 to 1, per request or per row. */
export interface Manners {
  rows: number
  /** Bytes in one chunk of an answer. */
  chunkBytes: number
  /** How far a finished row may slip in before the end of its file. */
  slip: number
  failing: number
  /** Rows that fail with an HTTP status and stand in the output file all the same. */
  rejects: number
  /** Those count as failed, else as completed. */
  countsRejectedAsFailed: boolean
  repeats: number
  refuses: number
  /** Refusals for too many requests, which say how long to wait. */
  limits: number
  /** Restarts: every answer under way is cut, and for a while nothing is answered at all. */
  restarts: number
  cuts: number
  /** Answers that end early as if they were whole. */
  silentCuts: number
  ignoresOffset: number
  blankLines: number
  retries: number
  cancels: boolean
  /** Files have no id before there is content, and no content before the batch has ended. */
  contentOnlyAtEnd: boolean
  inputGone: boolean
}

const GOOD_MANNERS: Manners = {
  rows: 20,
  chunkBytes: 64,
  slip: 0,
  failing: 0,
  rejects: 0,
  countsRejectedAsFailed: false,
  repeats: 0,
  refuses: 0,
  limits: 0,
  restarts: 0,
  cuts: 0,
  silentCuts: 0,
  ignoresOffset: 0,
  blankLines: 0,
  retries: 0,
  cancels: false,
  contentOnlyAtEnd: false,
  inputGone: false,
}

interface ServerRow {
  id: string
  customId: string
  attempts: number
}

const encoder = new TextEncoder()

/** A Batch API with one batch, in memory, on no clock: it works a little with every `work`. */
export class BatchServer {
  readonly inputLines: string[]
  readonly outputLines: string[] = []
  readonly errorLines: string[] = []
  /** Bytes of the output file that have left the server. */
  outputBytesSent = 0
  requests = 0
  /** Grows with every change of the batch. */
  version = 0
  readonly #manners: Manners
  readonly #random: () => number
  #waiting: ServerRow[]
  #failed: ServerRow[] = []
  #total: number
  #endings = 0
  #cancelled = false
  #retriesLeft: number
  #starts = 0
  /** Requests that the server will miss before it is up again. */
  #downFor = 0

  constructor(manners: Partial<Manners>, random: () => number) {
    this.#manners = { ...GOOD_MANNERS, ...manners }
    this.#random = random
    this.#total = this.#manners.rows
    this.#retriesLeft = this.#manners.retries
    const rows = Array.from({ length: this.#total }, (_, index) => index)
    this.inputLines = rows.map((row) =>
      JSON.stringify({
        custom_id: `row-${row}`,
        body: { messages: [{ role: 'user', content: `Grüße ${row}` }] },
      }),
    )
    this.#waiting = rows.map((row) => ({ id: `req-${row}`, customId: `row-${row}`, attempts: 0 }))
    this.#waiting.sort(() => random() - 0.5)
  }

  /** Lines of the output file that tell of a failure. */
  get rejectedLines(): string[] {
    return this.outputLines.filter((line) => line.includes('"status_code":400'))
  }

  get ended(): boolean {
    return this.#waiting.length === 0
  }

  /** Whether nothing will change any more. */
  get settled(): boolean {
    return this.ended && (this.#retriesLeft === 0 || this.#failed.length === 0)
  }

  /** Finishes up to so many rows; now and then cancels the rest. */
  work(rows: number): void {
    if (this.ended) return
    for (const row of this.#waiting.splice(0, rows)) this.#finish(row)
    const cancelNow = this.#manners.cancels && !this.#cancelled && this.#random() < 0.1
    if (cancelNow && this.#waiting.length > 0) {
      this.#cancelled = true
      this.#waiting = []
    }
    this.version += 1
    if (this.ended) this.#endings += 1
  }

  /** Runs some failed rows again: they leave the error file, and the batch is open again. */
  retry(): void {
    if (this.#retriesLeft === 0 || !this.ended) return
    this.#retriesLeft -= 1
    const again = this.#failed.splice(0, Math.ceil(this.#failed.length * this.#random()))
    for (const row of again) {
      const line = this.errorLines.findIndex((text) => text.includes(`"${row.id}"`))
      if (line !== -1) this.errorLines.splice(line, 1)
    }
    this.#waiting.push(...again)
    this.version += 1
    if (this.ended) this.#endings += 1
  }

  /** What a poll is answered; `null` while the server is down. */
  poll(): Batch | null {
    if (this.#isDown()) return null
    return this.batch()
  }

  batch(): Batch {
    const hidden = this.#manners.contentOnlyAtEnd && !this.ended
    const distinct = (lines: readonly string[]) => new Set(lines.map(idOf)).size
    const rejected = this.#manners.countsRejectedAsFailed ? distinct(this.rejectedLines) : 0
    const status = this.#cancelled ? 'cancelled' : 'completed'
    return z.parse(Batch, {
      id: 'batch',
      status: this.ended ? status : 'in_progress',
      input_file_id: 'input',
      output_file_id: hidden ? '' : 'output',
      error_file_id: hidden ? null : 'error',
      completed_at: this.ended ? this.#endings : null,
      cancelled_at: this.ended ? this.#endings : null,
      request_counts: {
        total: this.#total,
        completed: distinct(this.outputLines) - rejected,
        failed: distinct(this.errorLines) + rejected,
      },
    })
  }

  content(fileId: string, from: number): Content | ContentFailure {
    this.requests += 1
    const { refuses, limits, restarts, inputGone, ignoresOffset } = this.#manners
    if (this.#random() < restarts) this.#restart()
    if (this.#isDown()) return failure('transient', null)
    if (this.#random() < limits) return failure('transient', 1 + Math.floor(this.#random() * 90))
    if (this.#random() < refuses) return failure('transient', this.#random() < 0.5 ? 3 : null)
    if (fileId === 'input' && inputGone) return failure('gone', null)
    const offset = this.#random() < ignoresOffset ? 0 : from
    return { kind: 'content', chunks: this.#stream(fileId, this.#textOf(fileId, offset)) }
  }

  #textOf(fileId: string, offset: number): string {
    const files = new Map([
      ['input', this.inputLines],
      ['output', this.outputLines],
      ['error', this.errorLines],
    ])
    const lines = (files.get(fileId) ?? []).slice(offset)
    return lines.map((line) => `${line}\n${this.#random() < this.#manners.blankLines ? '\r\n' : ''}`).join('')
  }

  async *#stream(fileId: string, text: string): AsyncGenerator<Uint8Array, void, undefined> {
    const bytes = encoder.encode(text)
    const start = this.#starts
    const isCut = this.#random() < this.#manners.cuts
    const isSilentlyCut = this.#random() < this.#manners.silentCuts
    const end = isCut || isSilentlyCut ? Math.floor(this.#random() * bytes.length) : bytes.length
    for (let at = 0; at < end; at += this.#manners.chunkBytes) {
      if (start !== this.#starts) throw new TypeError('network error')
      const chunk = bytes.subarray(at, Math.min(end, at + this.#manners.chunkBytes))
      if (fileId === 'output') this.outputBytesSent += chunk.length
      yield chunk
    }
    if (isCut) throw new TypeError('network error')
  }

  #finish(row: ServerRow): void {
    const finished = { ...row, attempts: row.attempts + 1 }
    if (this.#random() < this.#manners.failing) {
      this.#failed.push(finished)
      this.#insert(this.errorLines, errorLine(finished))
      return
    }
    const line = outputLine(finished, this.#random() < this.#manners.rejects ? 400 : 200)
    this.#insert(this.outputLines, line)
    if (this.#random() < this.#manners.repeats) this.outputLines.push(line)
  }

  /** What was under way is begun again, in another order. */
  #restart(): void {
    this.#starts += 1
    this.#downFor = Math.ceil(this.#random() * 4)
    this.#waiting.sort(() => this.#random() - 0.5)
  }

  #isDown(): boolean {
    if (this.#downFor === 0) return false
    this.#downFor -= 1
    return true
  }

  #insert(lines: string[], line: string): void {
    const slip = Math.floor(this.#random() * (this.#manners.slip + 1))
    lines.splice(Math.max(0, lines.length - slip), 0, line)
  }
}

function outputLine(row: ServerRow, status: 200 | 400): string {
  const answer = {
    choices: [{ message: { content: `Ja 🙂 ${row.customId}` }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 3, completion_tokens: 2 },
  }
  const body = status === 200 ? answer : { error: { message: 'Das Bild fehlt.' } }
  return JSON.stringify({
    id: row.id,
    custom_id: row.customId,
    response: { status_code: status, body },
    error: null,
  })
}

function errorLine(row: ServerRow): string {
  const error = { code: 'server_error', message: `Versuch ${row.attempts} schlug fehl` }
  return JSON.stringify({ id: row.id, custom_id: row.customId, response: null, error })
}

function idOf(line: string): string {
  return /"id":"([^"]*)"/.exec(line)?.[1] ?? ''
}

function failure(kind: ContentFailure['kind'], retryAfterSeconds: number | null): ContentFailure {
  return { kind, message: 'The server cannot answer now.', retryAfterSeconds }
}
