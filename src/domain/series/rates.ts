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
 * The last stretch may not be over: what it holds so far belongs to its part that is, or to the stretch before.
 * @param beganAt when the rows began to run, Unix seconds
 * @param until the moment up to which answers are known, Unix seconds
 */
export function rateOfAnswers(series: AnswerSeries, beganAt: number, until = Infinity): RatePoint[] {
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
  const end = Math.max(last.start + 1, Math.min(until, from + rows.length * seconds))
  const sinceLast = end - (from + (rows.length - 1) * seconds)
  if (rows.length > 1 && sinceLast < seconds / 2) rows.push((rows.pop() ?? 0) + (rows.pop() ?? 0))
  const points = rows.map((count, index) => {
    const at = from + index * seconds
    const length = index === rows.length - 1 ? end - at : seconds
    return { at, perMinute: (60 * count) / length }
  })
  // A step needs its end drawn.
  return [...points, { at: end, perMinute: points.at(-1)?.perMinute ?? 0 }]
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
