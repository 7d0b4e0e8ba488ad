import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pollDelay, retryDelay } from './polling.ts'

describe('polling', () => {
  it('stops when nothing runs', () => {
    expect(pollDelay([])).toBe(false)
  })

  it.each([
    [0, 2000],
    [120, 2000],
    [600, 10_000],
    [1800, 30_000],
    [86_400, 30_000],
  ])('looks at a batch of %i s every %i ms', (age, delay) => {
    expect(pollDelay([age])).toBe(delay)
  })

  it('follows the youngest of several, and bears a clock that runs behind', () => {
    expect(pollDelay([86_400, 30, 600])).toBe(2000)
    expect(pollDelay([-5])).toBe(2000)
  })
})

describe('retrying', () => {
  it('grows, stays under a minute, and keeps to what the server asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, random) => {
          const delay = retryDelay(failures, null, random)
          expect(delay).toBeGreaterThanOrEqual(500)
          expect(delay).toBeLessThanOrEqual(60_000)
          expect(retryDelay(failures, 90, random)).toBe(90_000)
        },
      ),
    )
    expect(retryDelay(1, null, 1)).toBe(1000)
    expect(retryDelay(5, null, 1)).toBe(16_000)
  })
})
