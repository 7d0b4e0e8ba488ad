import type { AnswerSeries } from './answer-series.ts'
import type { ProgressCurve } from './progress-points.ts'

/** How fast answers came in the stretch that begins at a moment; `null` where that is not known. */
export interface RatePoint {
  /** Unix seconds. */
  at: number
  perMinute: number | null
}

/** Stretches of a rate: narrower ones show noise instead of speed. */
const MOST_STRETCHES = 60

/**
 * Answers per minute over time, from the times the answers carry; stretches without an answer are 0.
 * @param beganAt when the rows began to run, Unix seconds
 */
export function rateOfAnswers(series: AnswerSeries, beganAt: number): RatePoint[] {
  const last = series.buckets.at(-1)
  if (last === undefined) return []
  const first = Math.min(series.buckets[0]?.start ?? beganAt, Math.max(beganAt, last.start - 366 * 86_400))
  const { bucketSeconds } = series
  const from = Math.floor(first / bucketSeconds) * bucketSeconds
  const buckets = (last.start - from) / bucketSeconds + 1
  const seconds = bucketSeconds * Math.ceil(buckets / MOST_STRETCHES)
  const rows = Array.from({ length: Math.ceil((buckets * bucketSeconds) / seconds) }, () => 0)
  for (const { start, models } of series.buckets) {
    const index = Math.floor((start - from) / seconds)
    rows[index] = (rows[index] ?? 0) + models.reduce((sum, total) => sum + total.rows, 0)
  }
  const points = rows.map((count, index) => ({
    at: from + index * seconds,
    perMinute: (60 * count) / seconds,
  }))
  // A step needs its end drawn.
  return [...points, { at: from + rows.length * seconds, perMinute: points.at(-1)?.perMinute ?? 0 }]
}

/** Answers per minute from counts seen while polling. */
export function rateOfLooks({ points }: ProgressCurve): RatePoint[] {
  return points.map(({ at, completed }, index) => {
    const next = points[index + 1] ?? points[index]
    const before = points[index + 1] === undefined ? points[index - 1] : points[index]
    if (next === undefined || before === undefined || next.at <= before.at) return { at, perMinute: null }
    if (completed === null || next.completed === null || before.completed === null) {
      return { at, perMinute: null }
    }
    return { at, perMinute: (60 * Math.max(0, next.completed - before.completed)) / (next.at - before.at) }
  })
}
