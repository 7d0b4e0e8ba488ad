import type { ResultLine } from '../contract/result-line.ts'
import { NO_ROWS, type Outcome } from '../domain/results/outcome.ts'
import { references } from './column.ts'
import { InputRows } from './input-rows.ts'
import { ResultRecords } from './result-records.ts'
import type { Entry, InputEntry, ResultEntry, ResultFile } from './store/entries.ts'
import type { RowStore } from './store/row-store.ts'

/** What stands for a row that has no result: it may still come, or it never will. */
export type OpenOutcome = 'pending' | 'cancelled' | 'missing'

/** Where the texts of one listed row are. */
export interface ListedRow {
  /** Row of the input file, `null` for a result whose request is not known. */
  input: number | null
  /** `null` while there is no result. */
  record: number | null
}

/**
 * The rows of a batch: requests in input order, each with its result, and behind them results whose request
 * is not known, in order of arrival. An output line outranks an error line of the same request.
 */
export class RowTable {
  readonly #store: RowStore
  readonly results: ResultRecords
  readonly input: InputRows
  readonly #recordOfRow = references()
  readonly #rowOfRecord = references()
  /** Results without a row, by `custom_id`. */
  readonly #unplaced = new Map<string, Set<number>>()
  #extras: { records: Uint32Array; customIds: string[] } | null = null
  #version = 0

  /** Of results from the error file, which can lose them again. */
  readonly #customIds = new Map<number, string>()

  constructor(store: RowStore) {
    this.#store = store
    this.results = new ResultRecords(store.results)
    this.input = new InputRows(store.requests)
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version
  }

  /** Rows that can be listed. */
  get count(): number {
    return this.input.count + this.#extraRows().records.length
  }

  /** Brings back what an earlier visit has stored. */
  restore(entries: readonly Entry[]): void {
    for (const entry of entries) this.#apply(entry)
  }

  /** Adds the next line of the input file. */
  addInput(bytes: Uint8Array): void {
    this.#happen(this.input.store(bytes))
  }

  /**
   * Adds a line of the output or error file.
   * @returns whether it is a result that was not there before
   */
  addResult(file: ResultFile, line: ResultLine, bytes: Uint8Array, lineNumber: number): boolean {
    const held = this.results.held(file)
    const entry = this.results.store(file, line, bytes, lineNumber)
    if (entry !== null) this.#happen(entry)
    return this.results.held(file) > held
  }

  /** The error file is read anew from its beginning. */
  beginErrorReading(): void {
    this.#happen({ kind: 'errors_begin' })
  }

  /** Takes out what the error file held before and holds no longer. */
  endErrorReading(): void {
    this.#happen({ kind: 'errors_end' })
  }

  /** @param row index in the whole list; out of range is a row with neither request nor result */
  at(row: number): ListedRow {
    if (row < this.input.count) {
      const record = this.#recordOfRow.at(row)
      return { input: row, record: record === -1 ? null : record }
    }
    return { input: null, record: this.#extraRows().records[row - this.input.count] ?? null }
  }

  customIdAt(row: number): string {
    if (row < this.input.count) return this.input.customIdOf(row)
    return this.#extraRows().customIds[row - this.input.count] ?? ''
  }

  /** The model that answered, else the one that was asked; empty where neither is named. */
  modelAt({ input, record }: ListedRow): string {
    const answered = record === null ? '' : this.results.modelOf(record)
    return answered === '' && input !== null ? this.input.modelOf(input) : answered
  }

  /** @param open what a row without a result counts as */
  outcomeAt(row: number, open: OpenOutcome): Outcome {
    return this.outcomeOf(this.at(row), open)
  }

  /** The outcome of a request with a result. @param open what it is without one */
  outcomeOf({ input, record }: ListedRow, open: OpenOutcome): Outcome {
    if (record === null) return open
    const outcome = this.results.outcome(record)
    const jsonNotAsked = input === null || !this.input.asksForJson(input)
    return outcome === 'invalid_json' && jsonNotAsked ? 'succeeded' : outcome
  }

  /** The models of all rows, each once. */
  models(): string[] {
    return [...new Set([...this.input.models, ...this.results.models])].filter((name) => name !== '').sort()
  }

  /** Rows of each outcome. */
  outcomeCounts(open: OpenOutcome): Record<Outcome, number> {
    const totals = { ...NO_ROWS }
    for (let row = 0; row < this.count; row += 1) totals[this.outcomeAt(row, open)] += 1
    return totals
  }

  /** The listed rows of the results that arrived last, newest first. */
  newestRows(most: number): number[] {
    const rows: number[] = []
    for (let record = this.results.length - 1; record >= 0 && rows.length < most; record -= 1) {
      const row = this.#rowOfRecord.at(record)
      const extra = row === -1 ? this.#extraRows().records.lastIndexOf(record) : -1
      if (row !== -1) rows.push(row)
      else if (extra !== -1) rows.push(this.input.count + extra)
    }
    return rows
  }

  #happen(entry: Entry): void {
    this.#store.note(entry)
    this.#apply(entry)
  }

  #apply(entry: Entry): void {
    this.#changed()
    switch (entry.kind) {
      case 'input':
        return this.#admitRequest(entry)
      case 'result':
        return this.#admitResult(entry)
      case 'seen':
        return this.results.see(entry)
      case 'errors_begin':
        return this.results.beginErrorReading()
      case 'errors_end':
        for (const record of this.results.endErrorReading()) this.#remove(record)
    }
  }

  #admitRequest(entry: InputEntry): void {
    this.input.add(entry)
    this.#recordOfRow.push(-1)
    const waiting = this.#unplaced.get(entry.customId)
    if (waiting === undefined) return
    this.#unplaced.delete(entry.customId)
    for (const record of waiting) this.#place(record, entry.customId)
  }

  #admitResult(entry: ResultEntry): void {
    const { record, isNew } = this.results.add(entry)
    if (!isNew) return
    this.#rowOfRecord.push(-1)
    if (entry.file === 'error') this.#customIds.set(record, entry.customId)
    const failedBefore = entry.file === 'output' ? this.results.recordOf('error', entry.id) : null
    const row = failedBefore === null ? -1 : this.#rowOfRecord.at(failedBefore)
    if (failedBefore !== null && row !== -1) this.#replace(row, failedBefore, record, entry.customId)
    else if (this.results.isAnswered(record)) this.#setAside(record, entry.customId)
    else this.#place(record, entry.customId)
  }

  /** Finds the row of a result: a free one of its `custom_id`, else one that only an error holds. */
  #place(record: number, customId: string): void {
    const isOutput = this.results.fileOf(record) === 'output'
    let failedRow = -1
    for (const row of this.input.rowsOf(customId)) {
      const holder = this.#recordOfRow.at(row)
      if (holder === -1) {
        this.#assign(row, record)
        return
      }
      if (isOutput && failedRow === -1 && this.results.fileOf(holder) === 'error') failedRow = row
    }
    if (failedRow === -1) this.#setAside(record, customId)
    else this.#replace(failedRow, this.#recordOfRow.at(failedRow), record, customId)
  }

  #remove(record: number): void {
    const customId = this.#customIds.get(record) ?? ''
    this.#customIds.delete(record)
    const waiting = this.#unplaced.get(customId)
    const row = this.#rowOfRecord.at(record)
    waiting?.delete(record)
    if (row === -1) return
    this.#rowOfRecord.set(record, -1)
    this.#recordOfRow.set(row, -1)
    for (const next of waiting ?? []) {
      if (this.results.isAnswered(next)) continue
      waiting?.delete(next)
      this.#assign(row, next)
      return
    }
  }

  #replace(row: number, previous: number, record: number, customId: string): void {
    this.#rowOfRecord.set(previous, -1)
    this.#setAside(previous, customId)
    this.#assign(row, record)
  }

  #assign(row: number, record: number): void {
    this.#recordOfRow.set(row, record)
    this.#rowOfRecord.set(record, row)
  }

  #setAside(record: number, customId: string): void {
    const others = this.#unplaced.get(customId)
    if (others === undefined) this.#unplaced.set(customId, new Set([record]))
    else others.add(record)
  }

  /** Results listed behind the input rows, in order of arrival; an error outranked by an answer is not. */
  #extraRows(): { records: Uint32Array; customIds: string[] } {
    if (this.#extras !== null) return this.#extras
    const extras: { record: number; customId: string }[] = []
    for (const [customId, records] of this.#unplaced) {
      for (const record of records) {
        if (!this.#isOutranked(record, customId)) extras.push({ record, customId })
      }
    }
    extras.sort((left, right) => left.record - right.record)
    this.#extras = {
      records: Uint32Array.from(extras, ({ record }) => record),
      customIds: extras.map(({ customId }) => customId),
    }
    return this.#extras
  }

  #isOutranked(record: number, customId: string): boolean {
    if (this.results.fileOf(record) === 'output') return false
    return this.input.has(customId) || this.results.isAnswered(record)
  }

  #changed(): void {
    this.#version += 1
    this.#extras = null
  }
}
