import { type ExportRow, RowFacts } from '../domain/export/export-row.ts'
import { readErrorCause } from '../domain/results/error-cause.ts'
import { type ErrorGroup, groupErrors } from '../domain/results/error-groups.ts'
import type { AnswerShape } from '../domain/results/row-columns.ts'
import { readResultLine } from '../domain/results/result-line.ts'
import { exactText } from './exact-text.ts'
import { schemaFields } from '../domain/results/schema-fields.ts'
import type { RowSnapshot } from './row-snapshot.ts'
import type { ListedRow, OpenOutcome, RowTable } from './row-table.ts'

/** Rows with their texts, for a file. */
export interface TextsOfRows {
  /** As many of the rows that were asked for as are handed out at once, at least one. */
  rows: ExportRow[]
  /** Texts of them that were read and are not kept any more. */
  lost: number
}

/** More than anybody has columns for; the rest stands in the whole answer. */
const MOST_FIELDS = 200

/** Characters handed out at once: more would hold up whoever takes them. */
const AT_ONCE = 1_000_000

const OPENED_ANEW =
  'The rows were opened anew in the meantime, so nothing is sure of them. Please start again.'

/** Hands out rows of a table whole, for files. */
export class RowTexts {
  readonly #table: RowTable
  readonly #openOutcome: () => OpenOutcome
  readonly #edition: string

  /**
   * @param openOutcome what a row without a result counts as now
   * @param edition another one for each opening of the rows
   */
  constructor(table: RowTable, openOutcome: () => OpenOutcome, edition: string) {
    this.#table = table
    this.#openOutcome = openOutcome
    this.#edition = edition
  }

  /** Notes which rows stand at some indexes of the list now. */
  snapshot(rows: Uint32Array): RowSnapshot {
    const inputs = new Int32Array(rows.length)
    const records = new Int32Array(rows.length)
    rows.forEach((row, index) => {
      const { input, record } = this.#table.at(row)
      inputs[index] = input ?? -1
      records[index] = record ?? -1
    })
    return { edition: this.#edition, rows, inputs, records, open: this.#openOutcome() }
  }

  /**
   * The rows of a snapshot, in order.
   * @throws Error in words for people when the rows have been opened anew since it was taken
   */
  texts(snapshot: RowSnapshot): TextsOfRows {
    const found: TextsOfRows = { rows: [], lost: 0 }
    let characters = 0
    for (const [row, at] of this.#placesOf(snapshot)) {
      const read = this.#read(row, at, snapshot.open)
      found.rows.push(read.row)
      found.lost += read.lost
      characters += (read.row.request?.length ?? 0) + (read.row.result?.length ?? 0)
      if (characters > AT_ONCE) break
    }
    return found
  }

  /** The fields that structured answers of some rows have, in the order they are met. @throws as `texts` does */
  fieldNames(snapshot: RowSnapshot): string[] {
    const names = new Set<string>()
    for (const [row, at] of this.#placesOf(snapshot)) {
      if (at.record === null) continue
      for (const name of new RowFacts(this.#read(row, at, snapshot.open).row).fields.keys()) names.add(name)
    }
    return [...names]
  }

  /** What the answers of some rows look like, and what those that are still to come are asked to look like. */
  shape(rows: Uint32Array): AnswerShape {
    const asked = new Set<string>()
    const found = new Set<string>()
    let answers = 0
    let structured = 0
    for (const row of rows) {
      const facts = new RowFacts(this.#read(row, this.#table.at(row), this.#openOutcome()).row)
      if (asked.size === 0) for (const name of schemaFields(facts.schema ?? '')) asked.add(name)
      if (facts.answerText === '') continue
      answers += 1
      if (facts.fields.size > 0) structured += 1
      for (const name of facts.fields.keys()) found.add(name)
    }
    const isStructured = answers === 0 ? asked.size > 0 : structured * 2 > answers
    // Once there are answers, fields that none of them has are of no use.
    const named = structured === 0 ? asked : [...asked].filter((name) => found.has(name))
    return { fields: [...new Set([...named, ...found])].slice(0, MOST_FIELDS), isStructured }
  }

  /** The failed rows by their causes. Reads each of them, so ask for it seldom. */
  errorGroups(): ErrorGroup[] {
    return groupErrors(this.#failures())
  }

  *#failures() {
    for (let row = 0; row < this.#table.count; row += 1) {
      if (this.#table.outcomeAt(row, this.#openOutcome()) !== 'failed') continue
      const line = readResultLine(this.#resultText(row))
      const cause = line === null ? null : readErrorCause(line)
      if (cause !== null) yield { row, cause }
    }
  }

  #resultText(row: number): string {
    const { record } = this.#table.at(row)
    return record === null ? '' : (this.#table.results.text(record) ?? '')
  }

  *#placesOf({
    edition,
    rows,
    inputs,
    records,
  }: RowSnapshot): Generator<[number, ListedRow], void, undefined> {
    if (edition !== this.#edition) throw new Error(OPENED_ANEW)
    for (const [index, row] of rows.entries()) {
      const [input = -1, record = -1] = [inputs[index], records[index]]
      yield [row, { input: input === -1 ? null : input, record: record === -1 ? null : record }]
    }
  }

  #read(row: number, at: ListedRow, open: OpenOutcome): { row: ExportRow; lost: number } {
    const { input, record } = at
    const request = input === null ? null : this.#table.input.text(input)
    const resultBytes = record === null ? null : this.#table.results.bytes(record)
    const result = resultBytes === null ? null : exactText(resultBytes)
    const outcome = this.#table.outcomeOf(at, open)
    const lost = Number(input !== null && request === null) + Number(record !== null && result === null)
    const texts = { request, result: result?.text ?? null, resultBytes: result?.bytes ?? null }
    return { row: { row, outcome, ...texts }, lost }
  }
}
