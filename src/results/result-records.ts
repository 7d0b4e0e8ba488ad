import type { ResultLine } from '../contract/result-line.ts'
import { bodyOf, readAnswer } from '../domain/results/answer.ts'
import { readAnswerTime } from '../domain/results/answer-time.ts'
import { fieldOf, textOf } from '../domain/results/json.ts'
import { type Outcome, OUTCOMES, outcomeOf } from '../domain/results/outcome.ts'
import { readUsage } from '../domain/results/usage.ts'
import type { AnswerFacts } from '../domain/series/answer-series.ts'
import { codes, counts, positions, statuses } from './column.ts'
import { NameList } from './name-list.ts'
import type { ByteStore } from './ports.ts'

/** The two files a result can stand in. */
export type ResultFile = (typeof RESULT_FILES)[number]

/** What adding a line did. `record` numbers results in their order of arrival. */
export interface Added {
  record: number
  isNew: boolean
}

const decoder = new TextDecoder()
/** Both files, in the order they are read: errors are few and say first what to expect. */
export const RESULT_FILES = ['error', 'output'] as const

/**
 * Every result that has been read, one record per `id` and file. The bytes are in the store; what lists and
 * counts need is in columns.
 */
export class ResultRecords {
  readonly #store: ByteStore
  readonly #ids = { output: new Map<string, number>(), error: new Map<string, number>() }
  readonly #file = codes()
  readonly #position = positions()
  readonly #length = counts()
  readonly #outcome = codes()
  readonly #status = statuses()
  readonly #tokensIn = counts()
  readonly #tokensOut = counts()
  readonly #tokensCached = counts()
  readonly #tokensReasoning = counts()
  /** 1 for an answer that says what it used. */
  readonly #counted = codes()
  /** Unix seconds of the answer, 0 where it does not say. */
  readonly #answeredAt = counts()
  /** The model the answer names, by number. */
  readonly #model = counts()
  readonly #models = new NameList()
  /** The line of its file in which the record was last seen. */
  readonly #line = counts()
  /** The reading of the error file in which the record was last seen. */
  readonly #reading = counts()
  /** 1 for an error whose row has been answered since. */
  readonly #answered = codes()
  #currentReading = 0
  #inBoth = 0

  constructor(store: ByteStore) {
    this.#store = store
  }

  /** Results in one file, each `id` once. */
  held(file: ResultFile): number {
    return this.#ids[file].size
  }

  /** Results in both files together, each `id` once. */
  get distinct(): number {
    return this.#ids.output.size + this.#ids.error.size - this.#inBoth
  }

  recordOf(file: ResultFile, id: string): number | null {
    return this.#ids[file].get(id) ?? null
  }

  /**
   * Adds a line or recognises it by its `id`. A repeated line that reads differently replaces what was there:
   * a row that was retried fails anew with another message.
   * @param lineNumber lines before it in its file
   */
  add(file: ResultFile, line: ResultLine, bytes: Uint8Array, lineNumber: number): Added {
    const known = this.#ids[file].get(line.id)
    const record = known ?? this.#file.length
    if (known === undefined) {
      this.#ids[file].set(line.id, record)
      this.#pushEmpty(file)
      this.#noteAnswered(line.id)
    }
    this.#line.set(record, lineNumber)
    this.#reading.set(record, this.#currentReading)
    if (known === undefined || !sameBytes(this.#bytes(record), bytes)) this.#fill(record, line, bytes)
    return { record, isNew: known === undefined }
  }

  /** From now on the error file is read anew from its beginning. */
  beginErrorReading(): void {
    this.#currentReading += 1
  }

  /** The error file has been read to its end: drops and returns what it no longer holds. */
  endErrorReading(): number[] {
    const dropped: number[] = []
    for (const [id, record] of this.#ids.error) {
      if (this.#reading.at(record) === this.#currentReading) continue
      this.#ids.error.delete(id)
      if (this.#ids.output.has(id)) this.#inBoth -= 1
      dropped.push(record)
    }
    return dropped
  }

  fileOf(record: number): ResultFile {
    return RESULT_FILES[this.#file.at(record)] ?? 'output'
  }

  /** Where the newest form of a record is stored: another one means another text. */
  position(record: number): number {
    return this.#position.at(record)
  }

  /** The outcome under the assumption that JSON was asked for, which only the request can tell. */
  outcome(record: number): Outcome {
    return OUTCOMES[this.#outcome.at(record)] ?? 'failed'
  }

  /** HTTP status, 0 where none is told. */
  status(record: number): number {
    return this.#status.at(record)
  }

  tokensIn(record: number): number {
    return this.#tokensIn.at(record)
  }

  tokensOut(record: number): number {
    return this.#tokensOut.at(record)
  }

  /** Errors whose row has not been answered since, each `id` once. */
  get failed(): number {
    return this.#ids.error.size - this.#inBoth
  }

  /** What every answer tells for sums over time, in order of arrival. */
  *answers(): Generator<AnswerFacts, void, undefined> {
    for (const record of this.#ids.output.values()) {
      yield {
        at: this.#answeredAt.at(record) || null,
        model: this.#models.name(this.#model.at(record)),
        tokens: this.#counted.at(record) === 0 ? null : this.#tokensOf(record),
      }
    }
  }

  /** Results in order of arrival. */
  get length(): number {
    return this.#file.length
  }

  /** Whether this is an error whose row, by its `id`, has been answered since. */
  isAnswered(record: number): boolean {
    return this.#answered.at(record) === 1
  }

  /** The line of a file, from 0, in which an `id` was last seen; `null` when it never was. */
  lineNumberOf(file: ResultFile, id: string): number | null {
    const record = this.#ids[file].get(id)
    return record === undefined ? null : this.#line.at(record)
  }

  /** The line as the server sent it. */
  text(record: number): string {
    return decoder.decode(this.#bytes(record))
  }

  #bytes(record: number): Uint8Array {
    return this.#store.read(this.#position.at(record), this.#length.at(record))
  }

  /** Marks the error of a row that stands in both files: its retry has succeeded. */
  #noteAnswered(id: string): void {
    const failure = this.#ids.error.get(id)
    if (failure === undefined || !this.#ids.output.has(id)) return
    this.#answered.set(failure, 1)
    this.#inBoth += 1
  }

  #pushEmpty(file: ResultFile): void {
    this.#file.push(RESULT_FILES.indexOf(file))
    for (const column of [this.#position, this.#length, this.#outcome, this.#status]) column.push(0)
    for (const column of [this.#tokensIn, this.#tokensOut, this.#line, this.#reading, this.#answered])
      column.push(0)
    for (const column of [this.#tokensCached, this.#tokensReasoning, this.#counted]) column.push(0)
    for (const column of [this.#answeredAt, this.#model]) column.push(0)
  }

  #tokensOf(record: number) {
    return {
      input: this.#tokensIn.at(record),
      cached: this.#tokensCached.at(record),
      output: this.#tokensOut.at(record),
      reasoning: this.#tokensReasoning.at(record),
    }
  }

  #fill(record: number, line: ResultLine, bytes: Uint8Array): void {
    const answer = readAnswer(line.response?.body)
    const usage = readUsage(line.response?.body)
    this.#position.set(record, this.#store.append(bytes))
    this.#length.set(record, bytes.length)
    this.#outcome.set(record, OUTCOMES.indexOf(outcomeOf(line, answer, true)))
    this.#status.set(record, line.response?.status_code ?? 0)
    this.#tokensIn.set(record, usage?.input ?? 0)
    this.#tokensOut.set(record, usage?.output ?? 0)
    this.#tokensCached.set(record, usage?.cached ?? 0)
    this.#tokensReasoning.set(record, usage?.reasoning ?? 0)
    this.#counted.set(record, usage === null ? 0 : 1)
    this.#answeredAt.set(record, readAnswerTime(line.response?.body) ?? 0)
    this.#model.set(record, this.#models.number(textOf(fieldOf(bodyOf(line.response?.body), 'model')) ?? ''))
  }
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}
