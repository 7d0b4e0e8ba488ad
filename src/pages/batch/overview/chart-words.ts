import type { Batch } from '~/contract/batch'
import { hasEnded } from '~/domain/batch-state'
import { formatUsd } from '~/domain/money'
import { PRICES_AS_OF } from '~/domain/prices'
import { type CostCurve, isUnknownCost } from '~/domain/series/costs'
import type { ProgressCurve } from '~/domain/series/progress-points'
import type { RatePoint } from '~/domain/series/rates'
import { formatCount, formatDuration, formatQuantity } from '~/lib/format'
import { missingInCost } from '../../shared/cost-words'
import { type Reading, readingWords } from './reading'

const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** Answers a minute for people: "0.4", "12.5", "3,000". */
export function formatRate(perMinute: number): string {
  return perMinute >= 100 ? formatCount(Math.round(perMinute)) : tenths.format(perMinute)
}

/** The chart of completed and failed rows in words, with what is not known of it. */
export function progressSummary(batch: Batch, curve: ProgressCurve): string {
  const { completed, failed } = batch.request_counts
  const first = curve.points[0]
  const last = curve.points.at(-1)
  const span = first && last && last.at > first.at ? ` in ${formatDuration(last.at - first.at)}` : ''
  return [
    `${formatCount(completed)} completed and ${formatCount(failed)} failed${span}.`,
    curve.completedFrom === 'looks' && completed > 0
      ? 'These answers carry no time: the curve follows the counts seen while this page was open.'
      : null,
    curve.untimedRows > 0 ? `${formatQuantity(curve.untimedRows, 'answer')} without a time left out.` : null,
    curve.completedInGaps > 0
      ? `When ${formatQuantity(curve.completedInGaps, 'row')} completed is not known: nobody looked.`
      : null,
    curve.failedInGaps > 0
      ? `When ${formatQuantity(curve.failedInGaps, 'row')} failed is not known: failures carry no time.`
      : null,
  ]
    .filter(Boolean)
    .join(' ')
}

/** The chart of cost in words: what the figure is made of, and what is missing in it. */
export function costSummary(batch: Batch, curve: CostCurve, reading: Reading | null): string {
  const { cost } = curve.total
  if (reading?.read === 0) return 'The answers are being read: what they cost is not known yet.'
  const span = hasEnded(batch) && reading === null ? 'in all' : 'so far'
  if (isUnknownCost(curve.total)) return ['Not known.', ...missingInCost(curve.total)].join(' ')
  return [
    `${formatUsd(cost)} ${span}${reading ? `, ${readingWords(reading)}` : ''}, from the tokens of the answers at list prices of ${PRICES_AS_OF}.`,
    curve.untimed > 0n
      ? `${formatUsd(curve.untimed)} of it by answers without a time, which are not drawn.`
      : null,
    ...missingInCost(curve.total),
  ]
    .filter(Boolean)
    .join(' ')
}

/** The chart of speed in words. */
export function rateSummary(points: readonly RatePoint[], reading: Reading | null): string {
  if (reading?.read === 0) return 'The answers are being read.'
  const rates = points.flatMap(({ perMinute }) => perMinute ?? [])
  if (rates.length === 0) return 'No answer has a time.'
  const idle = rates.filter((rate) => rate === 0).length
  const pauses = idle > 0 && idle < rates.length ? ' There were stretches without an answer.' : ''
  return `At most ${formatRate(Math.max(...rates))} answers a minute${reading ? `, ${readingWords(reading)}` : ''}.${pauses}`
}
