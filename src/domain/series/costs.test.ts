import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseUsd } from '../money.ts'
import { costAt, findPrice } from '../prices.ts'
import { type AnswerFacts, answerSeries, seriesTotals } from './answer-series.ts'
import { costCurve, costOfTotals } from './costs.ts'

const CHEAP = 'Qwen/Qwen3-14B-FP8'
const DEAR = 'Qwen/Qwen3.5-397B-A17B'
const priceOf = (model: string) => findPrice(model, '24h')

const row: fc.Arbitrary<AnswerFacts> = fc.record({
  at: fc.option(fc.integer({ min: 1_700_000_000, max: 1_700_100_000 })),
  model: fc.constantFrom(CHEAP, DEAR, 'nobody/knows'),
  tokens: fc.option(
    fc.record({
      input: fc.nat(300_000),
      cached: fc.constant(0),
      output: fc.nat(40_000),
      reasoning: fc.constant(0),
    }),
  ),
})

describe('the cost of a batch', () => {
  it('is exact over 5,000 rows, row by row the same as in sums', () => {
    const rows = Array.from({ length: 5000 }, (_, index) => ({
      at: 1_700_000_000 + Math.floor(index / 7),
      model: index % 3 === 0 ? DEAR : CHEAP,
      tokens: { input: 17 + index, cached: index % 5, output: 3 + (index % 11), reasoning: 0 },
    }))
    const single = rows.reduce((sum, { model, tokens }) => {
      const price = priceOf(model)
      return price === null ? sum : sum + costAt(price, tokens)
    }, 0n)
    const curve = costCurve(
      answerSeries(() => rows, 0),
      priceOf,
      1_700_000_000,
    )
    expect(curve.total).toEqual({ cost: single, unpriced: [], uncountedRows: 0 })
    expect(curve.points.at(-1)?.cost).toBe(single)
    expect(curve.points.length).toBeLessThanOrEqual(601)
  })

  it('names models without a price instead of guessing, and rows that do not say what they used', () => {
    const tokens = { input: 1_000_000, cached: 0, output: 0, reasoning: 0 }
    const rows = [
      { at: 10, model: CHEAP, tokens },
      { at: 11, model: 'nobody/knows', tokens },
      { at: 12, model: 'silent', tokens: null },
    ]
    const totals = seriesTotals(answerSeries(() => rows, 0))
    expect(costOfTotals(totals, priceOf)).toEqual({
      cost: parseUsd('0.02'),
      unpriced: ['nobody/knows'],
      uncountedRows: 1,
    })
  })

  it('never falls over time, and timed and untimed parts are the total', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200 }), fc.integer({ min: 1, max: 30 }), (rows, most) => {
        const { points, total, untimed } = costCurve(
          answerSeries(() => rows, 0, most),
          priceOf,
          1_700_000_000,
        )
        expect((points.at(-1)?.cost ?? 0n) + untimed).toBe(total.cost)
        expect(
          points.every(
            ({ at, cost }, index) =>
              index === 0 || (cost >= (points[index - 1]?.cost ?? 0n) && at > (points[index - 1]?.at ?? 0)),
          ),
        ).toBe(true)
      }),
    )
  })
})
