import { OUTCOMES } from '../../domain/results/outcome.ts'
import type { RowQuery, SortColumn } from '../row-query.ts'
import type { OpenOutcome, RowTable } from '../row-table.ts'
import { costOf, tokensOf } from './column-filter.ts'
import type { RowCosts } from './row-costs.ts'

/** What a row is sorted by; `null` where it has no such value. */
export type SortKey = number | bigint | string | null

/** Gives the key of a row. */
export type KeyOf = (row: number) => SortKey

/**
 * The keys of a column.
 * @param open what a row without a result counts as
 * @param fieldKey the key of a record by a field of its answer
 */
export function keysOf(
  by: SortColumn,
  table: RowTable,
  open: OpenOutcome,
  costs: RowCosts,
  fieldKey: (record: number) => SortKey,
): KeyOf {
  const { results } = table
  const counted = (count: (record: number) => number) => (row: number) => {
    const { record } = table.at(row)
    return record === null || !results.isCounted(record) ? null : count(record)
  }
  switch (by) {
    case 'row':
      return (row) => row
    case 'custom_id':
      return (row) => table.customIdAt(row)
    case 'outcome':
      return (row) => OUTCOMES.indexOf(table.outcomeAt(row, open))
    case 'model':
      return (row) => table.modelAt(table.at(row)) || null
    case 'tokens':
      return (row) => tokensOf(table, table.at(row))
    case 'tokens_in':
      return counted((record) => results.tokensIn(record))
    case 'tokens_out':
      return counted((record) => results.tokensOut(record))
    case 'cost':
      return (row) => costOf(table, table.at(row), costs)
    case 'time':
      return (row) => {
        const { record } = table.at(row)
        return record === null ? null : results.answeredAt(record) || null
      }
    default:
      return (row) => {
        const { record } = table.at(row)
        return record === null ? null : fieldKey(record)
      }
  }
}

/** Rows in their order. Equal ones stay in input order, those without a key come last in either direction. */
export function sortRows(
  rows: Uint32Array,
  keyOf: KeyOf,
  direction: RowQuery['sort']['direction'],
): Uint32Array {
  const keys = Array.from(rows, keyOf)
  const places = Uint32Array.from(rows, (_, place) => place)
  // Rows come in input order, so their places break a tie.
  places.sort(
    (left, right) => compareKeys(keys[left] ?? null, keys[right] ?? null, direction) || left - right,
  )
  return places.map((place) => rows[place] ?? 0)
}

/** Numbers come before texts: a field may hold either. */
export function compareKeys(left: SortKey, right: SortKey, direction: RowQuery['sort']['direction']): number {
  if (left === right) return 0
  if (left === null) return 1
  if (right === null) return -1
  const sign = direction === 'up' ? 1 : -1
  const isText = typeof left === 'string'
  if (isText !== (typeof right === 'string')) return isText ? sign : -sign
  if (left < right) return -sign
  return left > right ? sign : 0
}
