import type { OpenOutcome, RowTable } from '../row-table.ts'
import { isInInputOrder, narrows, type RowQuery } from '../row-query.ts'
import { ColumnFilter } from './column-filter.ts'
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

/** The rows that one query finds, in its order. */
export class QueryView {
  readonly query: RowQuery
  readonly #table: RowTable
  readonly #costs: RowCosts
  readonly #openOutcome: () => OpenOutcome
  readonly #filter: ColumnFilter
  #rows: Uint32Array = new Uint32Array()
  #version = ''

  /** @param openOutcome what a row without a result counts as now */
  constructor(table: RowTable, openOutcome: () => OpenOutcome, query: RowQuery, costs: RowCosts) {
    this.query = query
    this.#table = table
    this.#costs = costs
    this.#openOutcome = openOutcome
    this.#filter = new ColumnFilter(table, query, costs)
  }

  /** The rows found, as the table is now. */
  rows(): Uint32Array {
    const version = `${this.#table.version} ${this.#openOutcome()}`
    if (this.#version !== version) {
      this.#version = version
      this.#rows = this.#find()
    }
    return this.#rows
  }

  /** A row that is not in the view stands between those that would be its neighbours. */
  place(row: number): ViewPlace {
    const rows = this.rows()
    const index = rows.indexOf(row)
    if (index !== -1) return { index, previous: rows[index - 1] ?? null, next: rows[index + 1] ?? null }
    const at = this.#placeFor(row, rows)
    return { index: null, previous: rows[at - 1] ?? null, next: rows[at] ?? null }
  }

  #find(): Uint32Array {
    const rows = narrows(this.query)
      ? this.#matches()
      : Uint32Array.from({ length: this.#table.count }, (_, row) => row)
    return isInInputOrder(this.query) ? rows : sortRows(rows, this.#keyOf(), this.query.sort.direction)
  }

  #matches(): Uint32Array<ArrayBuffer> {
    const { outcome } = this.query
    const open = this.#openOutcome()
    const { count } = this.#table
    const found = new Uint32Array(count)
    let length = 0
    for (let row = 0; row < count; row += 1) {
      if (outcome !== null && this.#table.outcomeAt(row, open) !== outcome) continue
      if (!this.#filter.passes(this.#table.at(row))) continue
      found[length] = row
      length += 1
    }
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
    return keysOf(this.query.sort.by, this.#table, this.#openOutcome(), this.#costs, () => null)
  }
}
