import { beforeEach, describe, expect, it } from 'vitest'
import type { TokenPrice } from '../../domain/prices.ts'
import { readResultLine } from '../../domain/results/result-line.ts'
import { ALL_ROWS, type RowQuery, type SortColumn, STILL_OPEN } from '../row-query.ts'
import { type OpenOutcome, RowTable } from '../row-table.ts'
import { memoryRowStore } from '../store/row-store.ts'
import { QueryView } from './query-view.ts'
import { RowCosts } from './row-costs.ts'

const encoder = new TextEncoder()
const PRICES: Record<string, TokenPrice> = {
  small: { input: '0.05', output: '0.3' },
  large: { input: '0.000000001', output: '999999' },
}

let table: RowTable
let open: OpenOutcome

beforeEach(() => {
  table = new RowTable(memoryRowStore())
  open = 'pending'
})

function ask(customId: string, model = 'small') {
  const body = { model, messages: [{ role: 'user', content: 'Q' }] }
  table.addInput(encoder.encode(JSON.stringify({ custom_id: customId, body })))
}

function answer(customId: string, tokens: [input: number, output: number] | null, more: object = {}) {
  const usage = tokens === null ? null : { prompt_tokens: tokens[0], completion_tokens: tokens[1] }
  const body = { choices: [{ message: { content: 'A' } }], usage, ...more }
  const response = { status_code: 200, body }
  add('output', { id: `id-${customId}`, custom_id: customId, response, error: null })
}

function fail(customId: string) {
  add('error', { id: `id-${customId}`, custom_id: customId, error: { code: 'x', message: 'It broke' } })
}

function add(file: 'output' | 'error', value: object) {
  const text = JSON.stringify(value)
  const line = readResultLine(text)
  if (line !== null) table.addResult(file, line, encoder.encode(text), 0)
}

function viewOf(query: Partial<RowQuery>): QueryView {
  const costs = new RowCosts((model) => PRICES[model] ?? null)
  return new QueryView(table, () => open, { ...ALL_ROWS, ...query }, { costs, scan: null })
}

function found(query: Partial<RowQuery>): number[] {
  return [...viewOf(query).rows()]
}

function sorted(by: SortColumn, direction: 'up' | 'down' = 'up'): number[] {
  return found({ sort: { by, direction } })
}

describe('the rows of a query', () => {
  it('have the outcome, which changes when no result can come any more', () => {
    for (const id of ['a', 'b', 'c']) ask(id)
    answer('b', [1, 1])
    const missing = viewOf({ outcome: 'missing' })
    expect([...missing.rows()]).toEqual([])
    open = 'missing'
    expect([...missing.rows()]).toEqual([0, 2])
    expect(found({ outcome: 'succeeded' })).toEqual([1])
  })

  it('have the model that answered, or else the one that was asked', () => {
    ask('a', 'small')
    ask('b', 'small')
    ask('c', 'large')
    answer('a', [1, 1], { model: 'small-2' })
    answer('b', [1, 1])
    expect(found({ model: 'small' })).toEqual([1])
    expect(found({ model: 'small-2' })).toEqual([0])
    expect(found({ model: 'large' })).toEqual([2])
  })

  it('are those that are still open, by what the later attempts have answered', () => {
    for (const id of ['a', 'b', 'c', 'd']) ask(id)
    answer('a', [1, 1])
    fail('b')
    fail('c')
    const settled = { name: '1', count: 2, marks: Uint8Array.of(1, 1, 0) }
    // The last row has come since.
    expect(found({ outcome: STILL_OPEN, settled })).toEqual([2, 3])
    expect(found({ outcome: STILL_OPEN, settled, sort: { by: 'row', direction: 'down' } })).toEqual([3, 2])
    const failed = viewOf({ outcome: 'failed', settled })
    expect([...failed.rows()]).toEqual([1, 2])
    expect(failed.found()).toMatchObject({ stillOpen: 2, outcomes: { failed: 2 } })
    const all = viewOf({ settled })
    all.refresh()
    expect(all.found().stillOpen).toBe(2)
    expect(viewOf({ outcome: 'failed' }).found().stillOpen).toBeNull()
  })

  it('are within the range of tokens, both ends included', () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) ask(id)
    answer('a', [4, 5])
    answer('b', [4, 6])
    answer('c', [10, 10])
    answer('d', null)
    expect(found({ tokens: { from: 10, to: null } })).toEqual([1, 2])
    expect(found({ tokens: { from: null, to: 10 } })).toEqual([0, 1])
    expect(found({ tokens: { from: 10, to: 19 } })).toEqual([1])
    expect(found({ tokens: { from: 0, to: null } })).toEqual([0, 1, 2])
  })

  it('are within the range of cost to the last digit', () => {
    for (const id of ['a', 'b', 'c']) ask(id, id === 'c' ? 'unknown' : 'small')
    answer('a', [3, 1])
    answer('b', [3, 2])
    answer('c', [3, 2])
    // 3 × 0.05 + 1 × 0.3 millionths, which floats do not add up to 0.45.
    expect(found({ cost: { from: '0.00000045', to: '0.00000045' } })).toEqual([0])
    expect(found({ cost: { from: '0.000000450000001', to: null } })).toEqual([1])
    expect(found({ cost: { from: null, to: '0.000000449999999' } })).toEqual([])
  })

  it('are compared by cost exactly where plain numbers are not exact any more', () => {
    for (const id of ['a', 'b', 'c']) ask(id, 'large')
    answer('a', [2, 4_000_000])
    answer('b', [1, 4_000_000])
    answer('c', [0, 1])
    expect(sorted('cost')).toEqual([2, 1, 0])
    expect(found({ cost: { from: '3999996.000000000000002', to: null } })).toEqual([0])
  })

  it('are sorted by any column, equal ones in input order and those without a value last', () => {
    for (const [id, model] of [['b'], ['a', 'large'], ['c'], ['d', 'large']] as const) ask(id, model)
    answer('b', [5, 9], { created: 300 })
    answer('a', [6, 1], { created: 200 })
    answer('d', [5, 9])
    expect(sorted('row', 'down')).toEqual([3, 2, 1, 0])
    expect(sorted('custom_id')).toEqual([1, 0, 2, 3])
    expect(sorted('custom_id', 'down')).toEqual([3, 2, 0, 1])
    expect(sorted('outcome')).toEqual([0, 1, 3, 2])
    expect(sorted('model')).toEqual([1, 3, 0, 2])
    expect(sorted('tokens')).toEqual([1, 0, 3, 2])
    expect(sorted('tokens', 'down')).toEqual([0, 3, 1, 2])
    expect(sorted('tokens_in')).toEqual([0, 3, 1, 2])
    expect(sorted('tokens_out')).toEqual([1, 0, 3, 2])
    expect(sorted('cost', 'down')).toEqual([3, 1, 0, 2])
    expect(sorted('time')).toEqual([1, 0, 2, 3])
    expect(sorted('time', 'down')).toEqual([0, 1, 2, 3])
  })

  it('follow the table, results whose request is not known included', () => {
    const view = viewOf({ sort: { by: 'custom_id', direction: 'down' } })
    ask('m')
    answer('z', [1, 1])
    expect([...view.rows()]).toEqual([1, 0])
    ask('z')
    ask('a')
    expect([...view.rows()]).toEqual([1, 0, 2])
    expect(found({ outcome: 'succeeded' })).toEqual([1])
  })

  it('have neighbours in their order; a row that is not among them stands where it would be', () => {
    for (const id of ['a', 'b', 'c', 'd']) ask(id)
    answer('a', [1, 1])
    answer('b', [1, 5])
    answer('c', [1, 3])
    fail('d')
    const byTokens = viewOf({ outcome: 'succeeded', sort: { by: 'tokens', direction: 'down' } })
    expect([...byTokens.rows()]).toEqual([1, 2, 0])
    expect(byTokens.place(2)).toEqual({ index: 1, previous: 1, next: 0 })
    expect(byTokens.place(3)).toEqual({ index: null, previous: 0, next: null })
    const cheap = viewOf({ tokens: { from: null, to: 4 }, sort: { by: 'tokens', direction: 'down' } })
    expect(cheap.place(1)).toEqual({ index: null, previous: null, next: 2 })
  })
})
