import type { AttemptRows } from '../domain/attempts/merge.ts'
import { type FieldsFound, MOST_FIELDS } from '../domain/export/columns.ts'
import { type ExportRow, RowFacts } from '../domain/export/export-row.ts'
import { OUTCOMES } from '../domain/results/outcome.ts'
import { readErrorCause } from '../domain/results/error-cause.ts'
import { causeKey, type ErrorGroup, groupErrors, type SharedCause } from '../domain/results/error-groups.ts'
import type { AnswerShape } from '../domain/results/row-columns.ts'
import { readResultLine } from '../domain/results/result-line.ts'
import type { RowPick } from '../domain/results/row-pick.ts'
import { exactText } from './exact-text.ts'
import { schemaFields } from '../domain/results/schema-fields.ts'
import type { RowSnapshot } from './row-snapshot.ts'
import type { ListedRow, OpenOutcome, RowTable } from './row-table.ts'
import { isSettled, type SettledRows } from './settled-rows.ts'

/** Rows with their texts, for a file. */
export interface TextsOfRows {
  /** As many of the rows that were asked for as are handed out at once, at least one. */
  rows: ExportRow[]
  /** Texts of them that were read and are not kept any more. */
  lost: number
}

/** The rows that a person picked, as they are at this moment. */
export interface PickedRows {
  /** In list order: first those of the input file. */
  rows: RowSnapshot
  /** So many of them are of the input file; the requests of the others are not known. */
  withRequest: number
  /** The server's ids of those that it counts as failed itself. */
  failedIds: string[]
}

/** Characters handed out at once: more would hold up whoever takes them. */
const AT_ONCE = 1_000_000

const OPENED_ANEW =
  'The rows were opened anew in the meantime, so nothing is sure of them. Please start again.'

/** Of a line that holds neither an answer nor an error, or whose text is not kept any more. */
const NO_CAUSE: SharedCause = {
  kind: 'unknown',
  status: null,
  code: null,
  sentence: 'Nothing is told of it.',
}

/** Hands out rows of a table whole, for files. */
export class RowTexts {
  readonly #table: RowTable
  readonly #openOutcome: () => OpenOutcome
  readonly #edition: string
  /** By the position of the text that was read for it: another text, another cause. */
  readonly #causes = new Map<number, SharedCause>()
  readonly #known = new Map<string, SharedCause>()

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

  /** Ids and outcomes of the rows of a snapshot; reads no text. @throws as `texts` does */
  ids(snapshot: RowSnapshot): AttemptRows {
    const places = [...this.#placesOf(snapshot)]
    const outcomes = places.map(([, at]) => OUTCOMES.indexOf(this.#table.outcomeOf(at, snapshot.open)))
    return {
      customIds: places.map(([row]) => this.#table.customIdAt(row)),
      outcomes: Uint8Array.from(outcomes),
    }
  }

  /** The fields that structured answers of some rows have. @throws as `texts` does */
  fields(snapshot: RowSnapshot): FieldsFound {
    const names = new Set<string>()
    let hasOther = false
    for (const [row, at] of this.#placesOf(snapshot)) {
      if (at.record === null) continue
      const facts = new RowFacts(this.#read(row, at, snapshot.open).row)
      for (const name of facts.fields.keys()) names.add(name)
      hasOther ||= facts.fields.size === 0 && facts.answerText !== ''
    }
    return { names: [...names], hasOther }
  }

  /**
   * What the answers of some rows look like. A row without an answer counts as what its request asks for, so that rows
   * that answer as they were asked to change nothing when they arrive.
   */
  shape(rows: Uint32Array): AnswerShape {
    const asked = new Set<string>()
    /** By field, whether all its values are numbers; `null` stands for no value. */
    const found = new Map<string, boolean | null>()
    let structured = 0
    let others = 0
    let areAllHere = true
    for (const row of rows) {
      const read = this.#read(row, this.#table.at(row), this.#openOutcome()).row
      const facts = new RowFacts(read)
      const isPending = read.outcome === 'pending'
      const isAnswered = facts.answerText !== ''
      const names = schemaFields(facts.schema ?? '')
      for (const name of names) asked.add(name)
      for (const [name, json] of facts.fields) {
        const before = found.get(name) ?? null
        found.set(name, json === 'null' ? before : before !== false && /^[-\d]/.test(json))
      }
      areAllHere &&= !isPending
      if (isAnswered ? facts.fields.size > 0 : names.length > 0) structured += 1
      // A row that has failed says nothing of what the others look like.
      else if (isAnswered || isPending) others += 1
    }
    // Fields that were asked for and that no answer has are of no use, but may still come.
    const named = areAllHere && found.size > 0 ? [...asked].filter((name) => found.has(name)) : asked
    const fields = [...new Set([...named, ...found.keys()])].slice(0, MOST_FIELDS)
    return {
      fields,
      isStructured: structured > others,
      numbers: fields.filter((name) => found.get(name) === true),
    }
  }

  /**
   * The failed rows by their causes. Each failure is read once.
   * @param settled by which rows are answered later; `null` where nobody knows
   */
  errorGroups(settled: SettledRows | null): ErrorGroup[] {
    return groupErrors(this.#failures(), (row) => settled !== null && isSettled(settled, row))
  }

  /** The rows that are meant, with what a server needs to be told of them. */
  pick({ outcomes, cause, row: only }: RowPick): PickedRows {
    const { results, input } = this.#table
    const rows: number[] = []
    const failedIds: string[] = []
    for (let row = 0; row < this.#table.count; row += 1) {
      if (only !== undefined && row !== only) continue
      if (!outcomes.includes(this.#table.outcomeAt(row, this.#openOutcome()))) continue
      const { record } = this.#table.at(row)
      if (cause !== null && (record === null || causeKey(this.#causeOf(record)) !== cause)) continue
      rows.push(row)
      if (record === null || results.fileOf(record) !== 'error') continue
      const id = readResultLine(results.text(record) ?? '')?.id
      if (id !== undefined) failedIds.push(id)
    }
    const withRequest = rows.filter((row) => row < input.count).length
    return { rows: this.snapshot(Uint32Array.from(rows)), withRequest, failedIds }
  }

  *#failures() {
    for (let row = 0; row < this.#table.count; row += 1) {
      if (this.#table.outcomeAt(row, this.#openOutcome()) !== 'failed') continue
      const { record } = this.#table.at(row)
      if (record !== null) yield { row, cause: this.#causeOf(record) }
    }
  }

  #causeOf(record: number): SharedCause {
    const position = this.#table.results.position(record)
    const known = this.#causes.get(position)
    if (known !== undefined) return known
    const line = readResultLine(this.#table.results.text(record) ?? '')
    const { kind, status, code, sentence } = (line && readErrorCause(line)) ?? NO_CAUSE
    const key = causeKey({ kind, status, code })
    const shared = this.#known.get(key) ?? { kind, status, code, sentence }
    this.#known.set(key, shared)
    this.#causes.set(position, shared)
    return shared
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
