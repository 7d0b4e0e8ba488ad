import { describe, expect, it } from 'vitest'
import { dayRange, isInRange, rangeStart } from './range.ts'

const NOW = Date.UTC(2026, 2, 15, 12) / 1000
const none = { from: '', to: '' }

describe('the dates in view', () => {
  it('end today', () => {
    expect(dayRange('7d', none, NOW, 'utc')).toEqual({ from: '2026-03-09', to: '2026-03-15' })
    expect(dayRange('30d', none, NOW, 'utc')).toEqual({ from: '2026-02-14', to: '2026-03-15' })
    expect(dayRange('all', none, NOW, 'utc')).toEqual({ from: null, to: '2026-03-15' })
  })

  it('are what a person chose, in either order, and never nonsense', () => {
    const dates = { from: '2026-02-10', to: '2026-02-01' }
    expect(dayRange('dates', dates, NOW, 'utc')).toEqual({ from: '2026-02-01', to: '2026-02-10' })
    expect(dayRange('dates', { from: '2026-02-31', to: 'x' }, NOW, 'utc')).toEqual({
      from: '2026-02-14',
      to: '2026-03-15',
    })
  })

  it('hold whole days', () => {
    const range = dayRange('7d', none, NOW, 'utc')
    const start = rangeStart(range, 'utc')
    expect(start).toBe(Date.UTC(2026, 2, 9) / 1000)
    expect(isInRange(start, range, 'utc')).toBe(true)
    expect(isInRange(start - 1, range, 'utc')).toBe(false)
    expect(isInRange(NOW, range, 'utc')).toBe(true)
    expect(rangeStart(dayRange('all', none, NOW, 'utc'), 'utc')).toBe(0)
  })
})
