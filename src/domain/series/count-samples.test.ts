import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addSample, type CountSample } from './count-samples.ts'

function seen(...looks: [at: number, completed: number, failed?: number][]): readonly CountSample[] {
  return looks.reduce<readonly CountSample[]>(
    (samples, [at, completed, failed = 0]) => addSample(samples, { at, completed, failed }),
    [],
  )
}

describe('counts seen while polling', () => {
  it('keep the two ends of a stretch in which nothing happened', () => {
    expect(seen([10, 5], [12, 5], [14, 5], [1400, 5]).map(({ at }) => at)).toEqual([10, 1400])
  })

  it('mark a change that happened while nobody looked', () => {
    const samples = seen([10, 5], [20, 6], [500, 6], [502, 7], [900, 40])
    expect(samples.map(({ afterGap }) => afterGap)).toEqual([false, false, false, false, true])
  })

  it('do not go back in time', () => {
    expect(seen([10, 5], [10, 6], [4, 7])).toHaveLength(1)
  })

  it('stay few, keep both ends and every gap, whatever is seen', () => {
    const look = fc.record({ pause: fc.integer({ min: 1, max: 200 }), more: fc.nat(3) })
    fc.assert(
      fc.property(fc.array(look, { minLength: 1, maxLength: 1200 }), (looks) => {
        let at = 1000
        let completed = 0
        let samples: readonly CountSample[] = []
        let gaps = 0
        for (const { pause, more } of looks) {
          at += pause
          completed += more
          if (more > 0 && pause > 90 && samples.length > 0) gaps += 1
          samples = addSample(samples, { at, completed, failed: 0 })
        }
        expect(samples.length).toBeLessThanOrEqual(241)
        expect(samples.at(-1)).toMatchObject({ at, completed })
        expect(samples.some(({ afterGap }) => afterGap)).toBe(gaps > 0)
        expect(samples.every(({ at: one }, index) => one > (samples[index - 1]?.at ?? 0))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
