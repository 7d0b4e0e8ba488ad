import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spreadIndexes, timeAxis } from './chart-axis.ts'

describe('the marks of a time axis', () => {
  it('stand at round times', () => {
    expect(timeAxis(1003, 1019, 5, 0)).toEqual({ ticks: [1005, 1010, 1015], precision: 'seconds' })
    expect(timeAxis(3600, 7200, 5, 0)).toEqual({
      ticks: [3600, 4500, 5400, 6300, 7200],
      precision: 'minutes',
    })
    expect(timeAxis(0, 4 * 86_400, 5, 0).precision).toBe('days')
  })

  it('begin days at midnight of the shown zone', () => {
    const { ticks } = timeAxis(0, 3 * 86_400, 4, 2 * 3600)
    expect(ticks[0]).toBe(86_400 - 2 * 3600)
  })

  it('are never too many and lie within the axis', () => {
    fc.assert(
      fc.property(
        fc.nat(2_000_000_000),
        fc.nat(1_000_000_000),
        fc.integer({ min: 2, max: 10 }),
        (from, span, most) => {
          const { ticks } = timeAxis(from, from + span, most, 3600)
          expect(ticks.length).toBeLessThanOrEqual(most + 1)
          expect(ticks.every((tick) => tick >= from && tick <= from + Math.max(1, span))).toBe(true)
        },
      ),
    )
  })
})

describe('the rows of a short table', () => {
  it('are all rows, or spread ones with both ends', () => {
    expect(spreadIndexes(3, 5)).toEqual([0, 1, 2])
    expect(spreadIndexes(101, 5)).toEqual([0, 25, 50, 75, 100])
    expect(spreadIndexes(0, 5)).toEqual([])
  })
})
