import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { Batch } from '~/contract/batch'
import { BatchAnalytics } from '~/contract/analytics'
import { parseUsd } from '~/domain/money'
import { findPrice } from '~/domain/prices'
import { billWords, comparedWith, costFigures } from './costs'

const MODEL = 'Qwen/Qwen3.5-9B'
const batch = z.parse(Batch, { id: 'b', status: 'completed', completion_window: '24h' })
const totals = (model: string) => [
  { model, rows: 1, uncounted: 0, input: 1_000_000, cached: 0, output: 1_000_000, reasoning: 0 },
]

describe('what a batch costs', () => {
  it('is what the server billed, and beside it what the tokens cost at list prices', () => {
    const analytics = z.parse(BatchAnalytics, { total_cost: '0.31' })
    expect(costFigures(batch, totals(MODEL), analytics, findPrice)).toEqual({
      billed: parseUsd('0.31'),
      listed: { cost: parseUsd('0.32'), unpriced: [], uncountedRows: 0 },
      others: [
        { tier: '1h', cost: parseUsd('0.39') },
        { tier: 'realtime', cost: parseUsd('0.78') },
      ],
    })
  })

  it('takes the model of the batch for answers that name none', () => {
    expect(costFigures({ ...batch, model: MODEL }, totals(''), null, findPrice).listed.cost).toBe(
      parseUsd('0.32'),
    )
  })

  it('compares nothing where a price is missing', () => {
    expect(costFigures(batch, totals('nobody/knows'), null, findPrice)).toMatchObject({
      billed: null,
      others: [],
    })
    expect(costFigures(batch, totals('Qwen/Qwen3.5-4B'), null, findPrice).others).toHaveLength(1)
    expect(costFigures(batch, [], null, findPrice).others).toEqual([])
  })
})

describe('two sums', () => {
  it.each([
    ['1', '1', 'the same'],
    ['0.38', '1', '62% less'],
    ['1.2', '1', '20% more'],
    ['2.4', '1', '2.4 times as much'],
    ['1.0001', '1', 'about the same'],
    ['1', '0', ''],
  ])('%s against %s is %s', (cost, other, words) => {
    expect(comparedWith(parseUsd(cost), parseUsd(other))).toBe(words)
  })
})

describe('a bill beside its estimate', () => {
  const range = { low: parseUsd('0.10'), high: parseUsd('0.30') }
  it.each([
    ['0.10', 'within the estimate'],
    ['0.17', 'within the estimate'],
    ['0.30', 'within the estimate'],
    ['0.05', '50% less than the lowest'],
    ['0.45', '50% more than the highest'],
    ['0.90', '3.0 times as much as the highest'],
    ['0.0999', 'a little less than the lowest'],
    ['0.3001', 'a little more than the highest'],
  ])('%s is %s', (billed, words) => {
    expect(billWords(parseUsd(billed), range)).toBe(words)
  })

  it('is compared with the one amount where there is no range', () => {
    expect(billWords(parseUsd('0.05'), { low: parseUsd('0.10'), high: parseUsd('0.10') })).toBe('50% less')
  })

  it('is compared with nothing where the estimate was nothing', () => {
    expect(billWords(parseUsd('0.05'), { low: 0n, high: 0n })).toBe('')
  })
})
