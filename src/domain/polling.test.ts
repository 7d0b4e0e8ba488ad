import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextLook, RunningAges, retryDelay } from './polling.ts'

const calm = { attention: 'watched', random: 0.5 } as const

describe('polling', () => {
  it('stops when nothing runs, and where nobody looks and nobody asked to be told', () => {
    for (const attention of ['watched', 'asked', 'none'] as const) {
      expect(nextLook({ ...calm, ages: [], attention })).toBe(false)
    }
    expect(nextLook({ ...calm, ages: [10], attention: 'none' })).toBe(false)
  })

  it.each([
    [0, 2000],
    [120, 2000],
    [600, 10_000],
    [1800, 30_000],
    [86_400, 30_000],
  ])('looks at a batch of %i s every %i ms', (age, delay) => {
    expect(nextLook({ ...calm, ages: [age] })).toBe(delay)
  })

  it('looks once a minute, whatever the age, where somebody asked to be told', () => {
    expect(nextLook({ ...calm, ages: [0], attention: 'asked' })).toBe(60_000)
    expect(nextLook({ ...calm, ages: [86_400], attention: 'asked' })).toBe(60_000)
  })

  it('follows the youngest of several, and bears a clock that runs behind', () => {
    expect(nextLook({ ...calm, ages: [86_400, 30, 600] })).toBe(2000)
    expect(nextLook({ ...calm, ages: [-5] })).toBe(2000)
  })

  it('spreads many tabs by a tenth, never beyond', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 100_000, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (age, random) => {
          const usual = Number(nextLook({ ...calm, ages: [age] }))
          const pause = Number(nextLook({ ...calm, ages: [age], random }))
          expect(Math.abs(pause - usual)).toBeLessThanOrEqual(usual * 0.05 + 1e-6)
        },
      ),
    )
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
    expect(retryDelay(1, 1e12, 1)).toBe(3_600_000)
  })
})

describe('the age of a running batch', () => {
  const running = { id: 'a', status: 'in_progress', created_at: 1000 }
  const ended = { ...running, status: 'completed' }

  it('counts from its creation, or from when it was first seen if its clock runs ahead', () => {
    const ages = new RunningAges()
    expect(ages.of([running], 1600)).toEqual([600])
    expect(ages.of([{ ...running, id: 'b', created_at: 9000 }], 1600)).toEqual([0])
    expect(ages.of([{ ...running, id: 'b', created_at: 9000 }], 1700)).toEqual([100])
  })

  it('counts anew when an ended batch runs again', () => {
    const ages = new RunningAges()
    expect(ages.of([ended], 50_000)).toEqual([])
    expect(ages.of([running], 50_010)).toEqual([0])
    expect(ages.of([running], 50_040)).toEqual([30])
  })

  it('counts from here when it was started here', () => {
    const ages = new RunningAges()
    ages.started('a', 90_000)
    expect(ages.of([running], 90_005)).toEqual([5])
  })
})
