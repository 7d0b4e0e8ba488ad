import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { Batch } from '../../contract/batch.ts'
import { type AnswerFacts, answerSeries } from './answer-series.ts'
import { addSample, type CountSample } from './count-samples.ts'
import { progressCurve } from './progress-points.ts'

function batchWith(fields: Record<string, unknown>): Batch {
  return z.parse(Batch, { id: 'b', status: 'in_progress', created_at: 900, in_progress_at: 1000, ...fields })
}

const counts = (completed: number, failed: number) => ({ total: 100, completed, failed })

function answeredAt(...times: (number | null)[]) {
  const rows = times.map((at): AnswerFacts => ({ at, model: 'm', tokens: null }))
  return answerSeries(() => rows, 0)
}

function samplesOf(...looks: [at: number, completed: number, failed: number][]): readonly CountSample[] {
  return looks.reduce<readonly CountSample[]>(
    (samples, [at, completed, failed]) => addSample(samples, { at, completed, failed }),
    [],
  )
}

const ended = batchWith({ status: 'completed', completed_at: 2000, request_counts: counts(3, 2) })

describe('completed and failed rows over time', () => {
  it('begin with none and follow the times of the answers, to the row', () => {
    const { points, completedFrom } = progressCurve({
      batch: batchWith({ request_counts: counts(3, 0) }),
      series: answeredAt(1004, 1004, 1009),
      samples: [],
    })
    expect(completedFrom).toBe('answers')
    expect(points.map(({ at, completed }) => [at, completed])).toEqual([
      [1000, 0],
      [1004, 0],
      [1005, 2],
      [1009, 2],
      [1010, 3],
    ])
  })

  it('are the same for somebody who opens the page late, save for when rows failed', () => {
    const series = answeredAt(1004, 1500, 1900)
    const early = progressCurve({
      batch: ended,
      series,
      samples: samplesOf([1003, 0, 0], [1050, 1, 1], [1100, 1, 2]),
    })
    const late = progressCurve({ batch: ended, series, samples: [] })
    const completedAt = (curve: typeof late, at: number) =>
      curve.points.findLast((point) => point.at <= at)?.completed
    for (const at of [1000, 1005, 1300, 1501, 1901, 2000]) {
      expect(completedAt(late, at)).toBe(completedAt(early, at))
    }
    expect(early.points.at(-1)).toEqual({ at: 2000, completed: 3, failed: 2 })
    expect(late.points.at(-1)).toEqual({ at: 2000, completed: 3, failed: 2 })
    expect(early.failedInGaps).toBe(0)
    expect(late.failedInGaps).toBe(2)
  })

  it('show a gap where rows failed and nobody looked', () => {
    const { points } = progressCurve({
      batch: ended,
      series: answeredAt(1004, 1500, 1900),
      samples: samplesOf([1010, 1, 0], [1020, 1, 1]),
    })
    expect(points.map(({ at, failed }) => [at, failed])).toEqual([
      [1000, 0],
      [1005, 0],
      [1010, 0],
      [1020, 1],
      [1500, null],
      [1505, null],
      [1900, null],
      [1905, null],
      [2000, 2],
    ])
  })

  it('follow the counts that were seen where answers carry no time', () => {
    const { points, completedFrom, completedInGaps } = progressCurve({
      batch: batchWith({ status: 'completed', completed_at: 3000, request_counts: counts(9, 0) }),
      series: answeredAt(null, null, null),
      samples: samplesOf([1010, 2, 0], [1020, 5, 0]),
    })
    expect(completedFrom).toBe('looks')
    expect(points.map(({ at, completed }) => [at, completed])).toEqual([
      [1000, 0],
      [1010, 2],
      [1020, 5],
      [3000, 9],
    ])
    expect(completedInGaps).toBe(4)
  })

  it('never fall where a server counted errors as completed while it ran', () => {
    const { points } = progressCurve({
      batch: batchWith({ status: 'completed', completed_at: 1030, request_counts: counts(7, 3) }),
      series: answeredAt(null, null, null),
      samples: samplesOf([1010, 4, 0], [1020, 10, 0]),
    })
    expect(points.map(({ completed, failed }) => [completed, failed])).toEqual([
      [0, 0],
      [4, 0],
      [7, 3],
      [7, 3],
    ])
  })

  it('stay even where somebody looked within a stretch', () => {
    const { points } = progressCurve({
      batch: ended,
      series: answeredAt(1000, 1001, 1002, 1600),
      samples: samplesOf([1002.4, 2, 1]),
    })
    expect(points.slice(0, 2)).toEqual([
      { at: 1000, completed: 0, failed: 0 },
      { at: 1005, completed: 3, failed: 1 },
    ])
  })

  it('say how many answers have no time where some have one', () => {
    const curve = progressCurve({
      batch: batchWith({ request_counts: counts(3, 0) }),
      series: answeredAt(1004, null, 1009),
      samples: [],
    })
    expect(curve.completedFrom).toBe('answers')
    expect(curve.untimedRows).toBe(1)
  })

  it('do not reach beyond the end of the batch', () => {
    const { points } = progressCurve({ batch: ended, series: answeredAt(1004, 1500, 2000), samples: [] })
    expect(Math.max(...points.map(({ at }) => at))).toBe(2000)
    expect(points.at(-1)?.completed).toBe(3)
  })
})
