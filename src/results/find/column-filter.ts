import { readUsd } from '../../domain/money.ts'
import type { Range, RowQuery } from '../row-query.ts'
import type { ListedRow, RowTable } from '../row-table.ts'
import type { RowCosts } from './row-costs.ts'

/** Decides what the columns in memory can decide: model, tokens and cost. */
export class ColumnFilter {
  readonly #table: RowTable
  readonly #costs: RowCosts
  readonly #model: string | null
  readonly #tokens: Range<number>
  readonly #cost: Range<bigint>

  constructor(table: RowTable, query: RowQuery, costs: RowCosts) {
    this.#table = table
    this.#costs = costs
    this.#model = query.model
    this.#tokens = query.tokens
    this.#cost = { from: amountOf(query.cost.from), to: amountOf(query.cost.to) }
  }

  /** A row whose tokens or cost are not known is in no range of them. */
  passes(at: ListedRow): boolean {
    if (this.#model !== null && this.#table.modelAt(at) !== this.#model) return false
    if (!isOpen(this.#tokens) && !isWithin(tokensOf(this.#table, at), this.#tokens)) return false
    return isOpen(this.#cost) || isWithin(costOf(this.#table, at, this.#costs), this.#cost)
  }
}

/** All tokens of a row, `null` where they are not known. */
export function tokensOf({ results }: RowTable, { record }: ListedRow): number | null {
  if (record === null || !results.isCounted(record)) return null
  return results.tokensIn(record) + results.tokensOut(record)
}

/** What a row costs, `null` where its tokens or the price are not known. */
export function costOf(table: RowTable, at: ListedRow, costs: RowCosts): number | bigint | null {
  const { results } = table
  const { record } = at
  if (record === null || !results.isCounted(record)) return null
  return costs.of(table.modelAt(at), results.tokensIn(record), results.tokensOut(record))
}

function amountOf(text: string | null): bigint | null {
  return text === null ? null : readUsd(text)
}

function isOpen({ from, to }: Range<unknown>): boolean {
  return from === null && to === null
}

function isWithin(value: number | bigint | null, { from, to }: Range<number | bigint>): boolean {
  return value !== null && (from === null || value >= from) && (to === null || value <= to)
}
