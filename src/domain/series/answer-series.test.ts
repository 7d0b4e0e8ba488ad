import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AnswerFacts, answerSeries, seriesTotals } from './answer-series.ts'

const tokens = fc.record({
  input: fc.nat(1_000_000),
  cached: fc.nat(1000),
  output: fc.nat(1_000_000),
  reasoning: fc.nat(1000),
})
const row: fc.Arbitrary<AnswerFacts> = fc.record({
  at: fc.option(fc.integer({ min: 1_700_000_000, max: 1_700_400_000 })),
  model: fc.constantFrom('', 'a', '__proto__'),
  tokens: fc.option(tokens),
})

function answered(at: number | null, model = 'm'): AnswerFacts {
  return { at, model, tokens: { input: 10, cached: 2, output: 5, reasoning: 1 } }
}

describe('answers over time', () => {
  it('are summed by second and model while few seconds have passed', () => {
    const rows = [answered(1000), answered(1002, 'n'), answered(1000), answered(null)]
    const totals = { input: 10, cached: 2, output: 5, reasoning: 1, uncounted: 0 }
    expect(answerSeries(() => rows, 0)).toEqual({
      bucketSeconds: 1,
      buckets: [
        {
          start: 1000,
          models: [{ model: 'm', rows: 2, uncounted: 0, input: 20, cached: 4, output: 10, reasoning: 2 }],
        },
        { start: 1002, models: [{ model: 'n', rows: 1, ...totals }] },
      ],
      untimed: [{ model: 'm', rows: 1, ...totals }],
    })
  })

  it('stand in wider stretches the longer the batch ran, and never in too many', () => {
    const width = (seconds: number) =>
      answerSeries(() => [answered(1_700_000_000), answered(1_700_000_000 + seconds)], 0).bucketSeconds
    expect(width(0)).toBe(1)
    expect(width(299)).toBe(1)
    expect(width(300)).toBe(2)
    expect(width(3600)).toBe(15)
    expect(width(86_400)).toBe(300)
    expect(width(2 * 365 * 86_400)).toBe(4 * 86_400)
  })

  it('have no time when the stamp lies before the batch', () => {
    const series = answerSeries(() => [answered(5), answered(1000)], 900)
    expect(series.buckets.map(({ start }) => start)).toEqual([1000])
    expect(series.untimed).toHaveLength(1)
  })

  it('lose nothing, whatever the order they are read in', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (rows, most) => {
        const series = answerSeries(() => rows, 0, most)
        expect(series.buckets.length).toBeLessThanOrEqual(most)
        const span = (series.buckets.at(-1)?.start ?? 0) - (series.buckets[0]?.start ?? 0)
        expect(span / series.bucketSeconds).toBeLessThan(most)
        const totals = seriesTotals(series)
        const sum = (read: (total: (typeof totals)[number]) => number) =>
          totals.reduce((all, total) => all + read(total), 0)
        expect(sum((total) => total.rows)).toBe(rows.length)
        expect(sum((total) => total.uncounted)).toBe(rows.filter((one) => one.tokens === null).length)
        expect(sum((total) => total.output)).toBe(
          rows.reduce((all, one) => all + (one.tokens?.output ?? 0), 0),
        )
        const backwards = answerSeries(() => rows.toReversed(), 0, most)
        expect(backwards.buckets.map(({ start }) => start)).toEqual(series.buckets.map(({ start }) => start))
      }),
    )
  })
})
