import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatClock,
  formatDuration,
  formatMoment,
  formatPercent,
  formatQuantity,
} from './format.ts'

describe('figures for people', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 KB'],
    [209_715_200, '209.7 MB'],
    [5_000_000_000, '5 GB'],
  ])('%i bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })

  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [60, '1 min'],
    [200, '3 min 20 s'],
    [7500, '2 h 5 min'],
    [86_400, '1 d'],
    [-5, '0 s'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })

  it.each([
    [2, 12, '16%'],
    [248, 250, '99%'],
    [1, 500, '1%'],
    [29, 100, '29%'],
  ])('never says more than was reached: %i of %i is %s', (part, all, text) => {
    expect(formatPercent(part, all)).toBe(text)
  })

  it('says 100% only for all and 0% only for none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000 }), fc.nat({ max: 50_000 }), (all, part) => {
        const text = formatPercent(part, all)
        expect(text === '100%').toBe(part >= all)
        expect(text === '0%').toBe(part === 0)
      }),
    )
    expect(formatPercent(0, 0)).toBe('0%')
  })

  it('counts one thing as one', () => {
    expect(formatQuantity(1, 'row')).toBe('1 row')
    expect(formatQuantity(12_345, 'batch', 'batches')).toBe('12,345 batches')
  })

  it('names the zone where it is not the reader’s own', () => {
    expect(formatMoment(1_766_154_501, 'utc')).toBe('19 Dec 2025, 14:28:21 UTC')
    expect(formatClock(1_766_154_501, 'utc')).toBe('14:28:21')
  })
})
