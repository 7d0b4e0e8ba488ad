import { NO_ROWS } from '../../domain/results/outcome.ts'
import { isInInputOrder, narrows, type RowQuery, STILL_OPEN } from '../row-query.ts'
import type { OpenOutcome, RowTable } from '../row-table.ts'
import { isSettled } from '../settled-rows.ts'
import { ColumnFilter } from './column-filter.ts'
import type { Found } from './found.ts'
import type { LazyScan } from './lazy-scan.ts'
import type { RowCosts } from './row-costs.ts'
import { compareKeys, type KeyOf, keysOf, sortRows } from './row-order.ts'

/** Where a row stands in a view. */
export interface ViewPlace {
  /** `null` when the row is not in the view. */
  index: number | null
  /** Its neighbours, `null` at the ends. */
  previous: number | null
  next: number | null
}

/** How a view comes to its rows. */
export interface ViewParts {
  costs: RowCosts
  /** `null` when the query asks nothing of the contents of rows. */
  scan: LazyScan | null
}

/** The rows that one query finds, in its order. */
export class QueryView {
  readonly query: RowQuery
  readonly #table: RowTable
  readonly #costs: RowCosts
  readonly #scan: LazyScan | null
  readonly #openOutcome: () => OpenOutcome
  readonly #filter: ColumnFilter
  /** Tells views apart, also those of other tabs. */
  readonly #name = Math.random().toString(36).slice(2)
  #rows: Uint32Array = new Uint32Array()
  #outcomes = { ...NO_ROWS }
  #stillOpen = 0
  /** Rows whose contents have to be read, and how many of them have been since. */
  #unknown: Uint32Array = new Uint32Array()
  #read = 0
  #hitsSeen = 0
  #version = ''
  #revision = 0

  /** @param openOutcome what a row without a result counts as now */
  constructor(table: RowTable, openOutcome: () => OpenOutcome, query: RowQuery, { costs, scan }: ViewParts) {
    this.query = query
    this.#table = table
    this.#costs = costs
    this.#scan = scan
    this.#openOutcome = openOutcome
    this.#filter = new ColumnFilter(table, query, costs)
  }

  /** The rows found so far, as the table is now. */
  rows(): Uint32Array {
    if (this.#version !== this.#tableVersion()) this.refresh()
    return this.#rows
  }

  /** What is known as of the last `refresh`. */
  found(): Found {
    const { count: total } = this.#table
    return {
      stamp: this.stamp,
      matched: this.#rows.length,
      scanned: total - (this.#unknown.length - this.#read),
      total,
      isSearching: this.hasWork,
      isTooSlow: this.#scan?.isTooSlow ?? false,
      outcomes: this.#outcomes,
      stillOpen: this.query.settled === null ? null : this.#stillOpen,
    }
  }

  get stamp(): string {
    return `${this.#name} ${this.#revision}`
  }

  /** Whether rows have changed, or more is known of them, since the last `refresh`. */
  get isStale(): boolean {
    return this.#version !== this.#tableVersion() || this.#read > 0
  }

  /** Whether something was found since the last `refresh`. */
  get hasNews(): boolean {
    return this.#scan !== null && this.#scan.hits > this.#hitsSeen
  }

  /** Whether everything that had to be read has been since the last `refresh`. */
  get isReadOut(): boolean {
    return this.#read > 0 && !this.hasWork
  }

  /** Whether rows have to be read before it is known which are found. */
  get hasWork(): boolean {
    return this.#read < this.#unknown.length && this.#scan?.isTooSlow === false
  }

  /** Reads rows for a few milliseconds. What that finds is seen after `refresh`. */
  async work(): Promise<void> {
    if (this.#scan === null || !this.hasWork) return
    const unknown = this.#unknown
    const read = await this.#scan.work(unknown, this.#read)
    // Meanwhile the rows may have been looked through anew.
    if (this.#unknown === unknown) this.#read = read
  }

  /** Finds the rows anew from what is known. */
  refresh(): void {
    this.#version = this.#tableVersion()
    this.#hitsSeen = this.#scan?.hits ?? 0
    this.#revision += 1
    const rows = narrows(this.query) || this.#scan !== null ? this.#matches() : this.#all()
    const isSorted = isInInputOrder(this.query)
    this.#rows = isSorted ? rows : sortRows(rows, this.#keyOf(), this.query.sort.direction)
  }

  /** A row that is not in the view stands between those that would be its neighbours. */
  place(row: number): ViewPlace {
    const rows = this.rows()
    const index = rows.indexOf(row)
    if (index !== -1) return { index, previous: rows[index - 1] ?? null, next: rows[index + 1] ?? null }
    const at = this.#placeFor(row, rows)
    return { index: null, previous: rows[at - 1] ?? null, next: rows[at] ?? null }
  }

  #tableVersion(): string {
    return `${this.#table.version} ${this.#openOutcome()}`
  }

  #all(): Uint32Array {
    this.#outcomes = this.#table.outcomeCounts(this.#openOutcome())
    const rows = Uint32Array.from({ length: this.#table.count }, (_, row) => row)
    const { settled } = this.query
    this.#stillOpen = settled === null ? 0 : rows.filter((row) => !isSettled(settled, row)).length
    return rows
  }

  #matches(): Uint32Array {
    const { outcome: wanted, settled } = this.query
    const open = this.#openOutcome()
    const { count } = this.#table
    const [found, unknown] = [new Uint32Array(count), new Uint32Array(count)]
    const outcomes = { ...NO_ROWS }
    let [length, unknownLength, stillOpen] = [0, 0, 0]
    for (let row = 0; row < count; row += 1) {
      const at = this.#table.at(row)
      if (!this.#filter.passes(at)) continue
      const has = this.#scan === null ? true : this.#scan.has(row, at)
      if (has === null) {
        unknown[unknownLength] = row
        unknownLength += 1
      }
      if (has !== true) continue
      const outcome = this.#table.outcomeAt(row, open)
      outcomes[outcome] += 1
      const isOpen = settled !== null && !isSettled(settled, row)
      if (isOpen) stillOpen += 1
      if (wanted === STILL_OPEN ? !isOpen : wanted !== null && outcome !== wanted) continue
      found[length] = row
      length += 1
    }
    this.#outcomes = outcomes
    this.#stillOpen = stillOpen
    this.#unknown = unknown.slice(0, unknownLength)
    this.#read = 0
    return found.slice(0, length)
  }

  /** Where a row would be put in. */
  #placeFor(row: number, rows: Uint32Array): number {
    const keyOf = this.#keyOf()
    const key = keyOf(row)
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      const other = rows[middle] ?? 0
      const order = compareKeys(keyOf(other), key, this.query.sort.direction) || other - row
      if (order < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  #keyOf(): KeyOf {
    const fieldKey = (record: number) => this.#scan?.keyOf(record) ?? null
    return keysOf(this.query.sort.by, this.#table, this.#openOutcome(), this.#costs, fieldKey)
  }
}
