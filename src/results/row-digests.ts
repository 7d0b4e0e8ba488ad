import { comparableKey } from '../domain/compare/comparable-answer.ts'
import { type DigestBlock, emptyDigests, RESULT_STATES, type ResultState } from '../domain/compare/digests.ts'
import { hashOfText } from '../domain/compare/text-hash.ts'
import { OUTCOMES } from '../domain/results/outcome.ts'
import { readResultLine } from '../domain/results/result-line.ts'
import { codes, counts, positions } from './column.ts'
import { NameList } from './name-list.ts'
import type { OpenOutcome, RowTable } from './row-table.ts'

/** Characters read for one block: more would hold up every other question. */
const AT_ONCE = 1_000_000
/** Rows of one block: more would hold up whoever takes them. */
const MOST_ROWS = 2000

/** Reads rows of a table in the form in which they are compared with those of another batch; each text once. */
export class RowDigests {
  readonly #table: RowTable
  readonly #openOutcome: () => OpenOutcome
  /** What was made of each record: from which text, and the two halves of its hash. */
  readonly #state = codes()
  readonly #position = positions()
  readonly #one = counts()
  readonly #two = counts()
  readonly #idsOfExtras = new Map<number, string>()

  /** @param openOutcome what a row without a result counts as now */
  constructor(table: RowTable, openOutcome: () => OpenOutcome) {
    this.#table = table
    this.#openOutcome = openOutcome
  }

  /** Rows from `from` on: as many as are read at once, at least one where there is one. */
  block(from: number): DigestBlock {
    const total = this.#table.count
    const room = Math.max(0, Math.min(MOST_ROWS, total - from))
    const found = emptyDigests(room)
    const models = new NameList()
    let characters = 0
    let rows = 0
    while (rows < room && characters < AT_ONCE) {
      characters += this.#fill(found, rows, from + rows, models)
      rows += 1
    }
    return {
      from,
      total,
      customIds: found.customIds,
      outcomes: found.outcomes.slice(0, rows),
      states: found.states.slice(0, rows),
      hashes: found.hashes.slice(0, 2 * rows),
      tokensIn: found.tokensIn.slice(0, rows),
      tokensOut: found.tokensOut.slice(0, rows),
      counted: found.counted.slice(0, rows),
      models: found.models.slice(0, rows),
      modelNames: models.all(),
    }
  }

  /** @returns characters that had to be read for it */
  #fill(found: ReturnType<typeof emptyDigests>, at: number, row: number, models: NameList): number {
    const { results, input } = this.#table
    const { input: request, record } = this.#table.at(row)
    found.outcomes[at] = OUTCOMES.indexOf(this.#table.outcomeAt(row, this.#openOutcome()))
    const characters = record === null ? 0 : this.#digest(record, request === null)
    found.customIds.push(
      request === null ? (this.#idsOfExtras.get(record ?? -1) ?? '') : input.customIdOf(request),
    )
    if (record === null) return characters
    found.states[at] = this.#state.at(record)
    found.hashes[2 * at] = this.#one.at(record)
    found.hashes[2 * at + 1] = this.#two.at(record)
    found.tokensIn[at] = results.tokensIn(record)
    found.tokensOut[at] = results.tokensOut(record)
    found.counted[at] = results.isCounted(record) ? 1 : 0
    found.models[at] = models.number(results.modelOf(record))
    return characters
  }

  #digest(record: number, isExtra: boolean): number {
    const position = this.#table.results.position(record)
    const isKnown = this.#state.at(record) !== 0 && this.#position.at(record) === position
    if (isKnown && (!isExtra || this.#idsOfExtras.has(record))) return 0
    for (const column of [this.#state, this.#position, this.#one, this.#two]) {
      while (column.length <= record) column.push(0)
    }
    const text = this.#table.results.text(record)
    const line = text === null ? null : readResultLine(text)
    const { one, two } = line === null ? { one: 0, two: 0 } : hashOfText(comparableKey(line))
    if (line !== null && isExtra) this.#idsOfExtras.set(record, line.custom_id)
    const state: ResultState = line === null ? 'lost' : 'known'
    this.#state.set(record, RESULT_STATES.indexOf(state))
    this.#position.set(record, position)
    this.#one.set(record, one)
    this.#two.set(record, two)
    return text?.length ?? 0
  }
}
