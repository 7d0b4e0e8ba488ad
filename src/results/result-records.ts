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
import { RESULT_FILES, type ResultEntry, type ResultFile, type SightingEntry } from './store/entries.ts'

/** What adding a line did. `record` numbers results in their order of arrival. */
export interface Added {
  record: number
  isNew: boolean
}

const decoder = new TextDecoder()

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
  /** All models that have answered. */
  get models(): readonly string[] {
    return this.#models.names
  }

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
   * Stores a line, or recognises it by its `id` as one that was read before. A repeated line that reads differently
   * takes the place of what was there: a row that was retried fails anew with another message.
   * @param lineNumber lines before it in its file
   * @returns what `add` or `see` then makes of it; `null` when that would change nothing
   */
  store(
    file: ResultFile,
    line: ResultLine,
    bytes: Uint8Array,
    lineNumber: number,
  ): ResultEntry | SightingEntry | null {
    const record = this.#ids[file].get(line.id)
    if (record === undefined || this.#readsDifferently(record, bytes)) {
      return { kind: 'result', file, lineNumber, ...this.#describe(line, bytes) }
    }
    const isSeen = file === 'output' || this.#reading.at(record) === this.#currentReading
    return isSeen && this.#line.at(record) === lineNumber ? null : { kind: 'seen', record, lineNumber }
  }

  /** Adds a result, or gives a known one its new text. */
  add(entry: ResultEntry): Added {
    const known = this.#ids[entry.file].get(entry.id)
    const record = known ?? this.#file.length
    if (known === undefined) {
      this.#ids[entry.file].set(entry.id, record)
      this.#pushEmpty(entry.file)
      this.#noteAnswered(entry.id)
    }
    this.#fill(record, entry)
    this.see({ kind: 'seen', record, lineNumber: entry.lineNumber })
    return { record, isNew: known === undefined }
  }

  /** Notes where a result was read again. */
  see({ record, lineNumber }: SightingEntry): void {
    this.#line.set(record, lineNumber)
    this.#reading.set(record, this.#currentReading)
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

  /** Whether an answer says what it used. */
  isCounted(record: number): boolean {
    return this.#counted.at(record) === 1
  }

  /** The model that answered, empty where the answer names none. */
  modelOf(record: number): string {
    return this.#models.name(this.#model.at(record))
  }

  /** Unix seconds of the answer, 0 where it does not say. */
  answeredAt(record: number): number {
    return this.#answeredAt.at(record)
  }

  tokensIn(record: number): number {
    return this.#tokensIn.at(record)
  }

  tokensCached(record: number): number {
    return this.#tokensCached.at(record)
  }

  tokensOut(record: number): number {
    return this.#tokensOut.at(record)
  }

  /** Errors whose row has not been answered since, each `id` once. */
  get failed(): number {
    return this.#ids.error.size - this.#inBoth
  }

  /** What every answer that is no error tells for sums over time, in order of arrival. */
  *answers(): Generator<AnswerFacts, void, undefined> {
    for (const record of this.#ids.output.values()) {
      if (this.outcome(record) === 'failed') continue
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

  /** The line as the server sent it; `null` when it is not kept any more. */
  text(record: number): string | null {
    const bytes = this.bytes(record)
    return bytes === null ? null : decoder.decode(bytes)
  }

  /** Where the line lies in the store. */
  lies(record: number): { position: number; length: number } {
    return { position: this.#position.at(record), length: this.#length.at(record) }
  }

  /** The bytes of the line, valid until the next call; `null` when they are not kept any more. */
  bytes(record: number): Uint8Array | null {
    return this.#store.read(this.#position.at(record), this.#length.at(record))
  }

  /** Of a text that is not kept any more only the length can tell. */
  #readsDifferently(record: number, bytes: Uint8Array): boolean {
    if (this.#length.at(record) !== bytes.length) return true
    const before = this.bytes(record)
    return before !== null && !before.every((byte, index) => byte === bytes[index])
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

  #describe(line: ResultLine, bytes: Uint8Array) {
    const answer = readAnswer(line.response?.body)
    const usage = readUsage(line.response?.body)
    return {
      id: line.id,
      customId: line.custom_id,
      position: this.#store.append(bytes),
      length: bytes.length,
      outcome: outcomeOf(line, answer, true),
      status: line.response?.status_code ?? 0,
      tokens: usage,
      answeredAt: readAnswerTime(line.response?.body) ?? 0,
      model: textOf(fieldOf(bodyOf(line.response?.body), 'model')) ?? '',
    }
  }

  #fill(record: number, entry: ResultEntry): void {
    this.#position.set(record, entry.position)
    this.#length.set(record, entry.length)
    this.#outcome.set(record, OUTCOMES.indexOf(entry.outcome))
    this.#status.set(record, entry.status)
    this.#tokensIn.set(record, entry.tokens?.input ?? 0)
    this.#tokensOut.set(record, entry.tokens?.output ?? 0)
    this.#tokensCached.set(record, entry.tokens?.cached ?? 0)
    this.#tokensReasoning.set(record, entry.tokens?.reasoning ?? 0)
    this.#counted.set(record, entry.tokens === null ? 0 : 1)
    this.#answeredAt.set(record, entry.answeredAt)
    this.#model.set(record, this.#models.number(entry.model))
  }
}
