import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AnswerFacts, answerSeries } from './answer-series.ts'
import { rateOfAnswers, rateOfLooks } from './rates.ts'

function answeredAt(times: readonly number[]) {
  const rows = times.map((at): AnswerFacts => ({ at, model: 'm', tokens: null }))
  return answerSeries(() => rows, 0)
}

describe('answers per minute', () => {
  it('are 0 where none came', () => {
    const points = rateOfAnswers(answeredAt([1000, 1000, 1003]), 1000)
    expect(points.map(({ perMinute }) => perMinute)).toEqual([120, 0, 0, 60, 60])
  })

  it('account for every answer in few stretches, however long the batch ran', () => {
    const times = fc.array(fc.integer({ min: 1_700_000_000, max: 1_700_090_000 }), {
      minLength: 1,
      maxLength: 200,
    })
    fc.assert(
      fc.property(times, (answered) => {
        const points = rateOfAnswers(answeredAt(answered), 1_700_000_000)
        expect(points.length).toBeLessThanOrEqual(61)
        const seconds = (points[1]?.at ?? 0) - (points[0]?.at ?? 0)
        const rows = points.slice(0, -1).reduce((sum, { perMinute }) => sum + (perMinute ?? 0), 0)
        expect((rows * seconds) / 60).toBeCloseTo(answered.length, 6)
      }),
    )
  })

  it('do not dip because the last stretch is not over', () => {
    // One answer a second for 100 seconds: stretches of two seconds.
    const times = Array.from({ length: 99 }, (_, second) => 1000 + second)
    for (const until of [1099, 1098.6]) {
      const rates = rateOfAnswers(answeredAt(times), 1000, until).map(({ perMinute }) => perMinute ?? 0)
      expect(Math.min(...rates)).toBeGreaterThan(58)
      expect(Math.max(...rates)).toBeLessThan(63)
    }
  })

  it('are told from counts, and are unknown in gaps', () => {
    const points = [
      { at: 0, completed: 0, failed: 0 },
      { at: 30, completed: 10, failed: 0 },
      { at: 60, completed: null, failed: 0 },
      { at: 90, completed: 50, failed: 0 },
    ]
    const curve = {
      points,
      completedFrom: 'looks',
      untimedRows: 0,
      completedInGaps: 0,
      failedInGaps: 0,
    } as const
    expect(rateOfLooks(curve).map(({ perMinute }) => perMinute)).toEqual([20, null, null, null])
  })
})
