import type { ResultLine } from '../contract/result-line.ts'
import { fieldOf, parseJson, textOf } from '../domain/results/json.ts'
import type { Outcome } from '../domain/results/outcome.ts'
import { references } from './column.ts'
import { InputRows } from './input-rows.ts'
import type { ByteStore } from './ports.ts'
import { type ResultFile, ResultRecords } from './result-records.ts'

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
  readonly results: ResultRecords
  readonly input: InputRows
  readonly #recordOfRow = references()
  readonly #rowOfRecord = references()
  /** Results without a row, by `custom_id`. */
  readonly #unplaced = new Map<string, Set<number>>()
  #extras: Uint32Array | null = null
  #version = 0

  constructor(store: ByteStore) {
    this.results = new ResultRecords(store)
    this.input = new InputRows(store)
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version
  }

  /** Rows that can be listed. */
  get count(): number {
    return this.input.count + this.#extraRecords().length
  }

  addInput(bytes: Uint8Array): void {
    this.#changed()
    const customId = this.input.add(bytes)
    this.#recordOfRow.push(-1)
    const waiting = this.#unplaced.get(customId)
    if (waiting === undefined) return
    this.#unplaced.delete(customId)
    for (const record of waiting) this.#place(record, customId)
  }

  /**
   * Adds a line of the output or error file.
   * @returns whether it is a result that was not there before
   */
  addResult(file: ResultFile, line: ResultLine, bytes: Uint8Array, lineNumber: number): boolean {
    this.#changed()
    const { record, isNew } = this.results.add(file, line, bytes, lineNumber)
    if (!isNew) return false
    this.#rowOfRecord.push(-1)
    const failedBefore = file === 'output' ? this.results.recordOf('error', line.id) : null
    const row = failedBefore === null ? -1 : this.#rowOfRecord.at(failedBefore)
    if (failedBefore !== null && row !== -1) this.#replace(row, failedBefore, record, line.custom_id)
    else if (this.results.isAnswered(record)) this.#setAside(record, line.custom_id)
    else this.#place(record, line.custom_id)
    return true
  }

  /** Takes out what the error file held before and holds no longer. */
  endErrorReading(): void {
    this.#changed()
    for (const record of this.results.endErrorReading()) this.#remove(record)
  }

  /** @param row index in the whole list; out of range is a row with neither request nor result */
  at(row: number): ListedRow {
    if (row < this.input.count) {
      const record = this.#recordOfRow.at(row)
      return { input: row, record: record === -1 ? null : record }
    }
    return { input: null, record: this.#extraRecords()[row - this.input.count] ?? null }
  }

  /** @param open what a row without a result counts as */
  outcomeAt(row: number, open: OpenOutcome): Outcome {
    const { input, record } = this.at(row)
    if (record === null) return open
    const outcome = this.results.outcome(record)
    const jsonNotAsked = input === null || !this.input.asksForJson(input)
    return outcome === 'invalid_json' && jsonNotAsked ? 'succeeded' : outcome
  }

  /** Rows of each outcome. */
  outcomeCounts(open: OpenOutcome): Record<Outcome, number> {
    const totals = { ...NO_ROWS }
    for (let row = 0; row < this.count; row += 1) totals[this.outcomeAt(row, open)] += 1
    return totals
  }

  /** The listed rows of one outcome, in list order. */
  rowsWith(outcome: Outcome, open: OpenOutcome): Uint32Array {
    const rows: number[] = []
    for (let row = 0; row < this.count; row += 1) {
      if (this.outcomeAt(row, open) === outcome) rows.push(row)
    }
    return Uint32Array.from(rows)
  }

  /** The listed rows of the results that arrived last, newest first. */
  newestRows(most: number): number[] {
    const rows: number[] = []
    for (let record = this.results.length - 1; record >= 0 && rows.length < most; record -= 1) {
      const row = this.#rowOfRecord.at(record)
      const extra = row === -1 ? this.#extraRecords().lastIndexOf(record) : -1
      if (row !== -1) rows.push(row)
      else if (extra !== -1) rows.push(this.input.count + extra)
    }
    return rows
  }

  customIdOf(record: number): string {
    return textOf(fieldOf(parseJson(this.results.text(record)), 'custom_id')) ?? ''
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
    const customId = this.customIdOf(record)
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
  #extraRecords(): Uint32Array {
    if (this.#extras !== null) return this.#extras
    const extras: number[] = []
    for (const [customId, records] of this.#unplaced) {
      for (const record of records) if (!this.#isOutranked(record, customId)) extras.push(record)
    }
    this.#extras = Uint32Array.from(extras).sort()
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

const NO_ROWS: Record<Outcome, number> = {
  succeeded: 0,
  failed: 0,
  truncated: 0,
  refused: 0,
  empty: 0,
  invalid_json: 0,
  pending: 0,
  cancelled: 0,
  missing: 0,
}
