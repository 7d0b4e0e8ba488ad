import type { Batch } from '~/contract/batch'
import type { MoneyRange } from '~/domain/estimate/estimate'
import { formatMoneyRange } from '~/domain/estimate/estimate-words'
import { formatUsd, type Money, readUsd, usdToText } from '~/domain/money'
import type { AnswerSeries } from '~/domain/series/answer-series'
import { type CostCurve, isUnknownCost } from '~/domain/series/costs'
import type { ProgressCurve } from '~/domain/series/progress-points'
import { rateOfAnswers, rateOfLooks } from '~/domain/series/rates'
import { formatCount } from '~/lib/format'
import { Chart } from '~/ui/chart'
import { lookedAt } from '~/domain/series/looked-at'
import { beganAt, endedAt } from '~/domain/batch-state'
import type { Reading } from './reading'
import { costSummary, formatRate, progressSummary, rateSummary } from './chart-words'

const NOT_KNOWN = 'not known'

/** Completed and failed rows over time. */
export function ProgressChart({ batch, curve }: { batch: Batch; curve: ProgressCurve }) {
  const read = (count: 'completed' | 'failed') => curve.points.map((point) => point[count])
  const hasFailures = batch.request_counts.failed > 0
  return (
    <Chart
      title="Completed and failed rows"
      summary={progressSummary(batch, curve)}
      times={curve.points.map(({ at }) => at)}
      series={[
        measure('Completed', 'accent-area', read('completed')),
        ...(hasFailures ? [measure('Failed', 'danger-line', read('failed'))] : []),
      ]}
      levels={[]}
      isCounted
      formatValue={formatCount}
    />
  )
}

function measure(name: string, look: 'accent-area' | 'danger-line', values: readonly (number | null)[]) {
  return {
    name,
    look,
    values,
    texts: values.map((value) => (value === null ? NOT_KNOWN : formatCount(value))),
  }
}

interface CostChartProps {
  batch: Batch
  curve: CostCurve
  /** What was expected when the batch was started; `null` where nobody estimated it. */
  planned: MoneyRange | null
  /** `null` once all answers have been read. */
  reading: Reading | null
}

/** What had been spent by when, held against what was expected. */
export function CostChart({ batch, curve, planned, reading }: CostChartProps) {
  const points = isUnknownCost(curve.total) ? [] : curve.points
  return (
    <Chart
      title="Cost"
      summary={costSummary(batch, curve, reading)}
      times={points.map(({ at }) => at)}
      series={[
        {
          name: 'Cost',
          look: 'accent-area',
          values: points.map(({ cost }) => toPixels(cost)),
          texts: points.map(({ cost }) => formatUsd(cost)),
        },
      ]}
      levels={planned === null ? [] : [levelOf(planned)]}
      formatValue={formatMark}
    />
  )
}

/** A range that reaches far beyond what is likely would press the curve flat: then the likely sum is drawn. */
function levelOf({ low, likely, high }: MoneyRange) {
  const isNarrow = high <= 2n * likely
  return {
    name: isNarrow ? 'Estimated' : 'Estimated, likely',
    from: toPixels(isNarrow ? low : likely),
    to: toPixels(isNarrow ? high : likely),
    text: isNarrow ? formatMoneyRange({ low, high }) : formatUsd(likely),
  }
}

/** Dollars as a float: for lengths on screen only, never for figures. */
function toPixels(amount: Money): number {
  return Number(amount) / 1e15
}

/** A mark of the cost axis: marks are round numbers, and rounding them to cents would make two alike. */
function formatMark(dollars: number): string {
  const exact = readUsd(Number(Math.max(0, dollars).toPrecision(4)).toFixed(9)) ?? 0n
  return dollars < 1 ? `$${usdToText(exact)}` : formatUsd(exact)
}

interface RateChartProps {
  batch: Batch
  /** When the server last answered with this batch, in Unix milliseconds. */
  answeredAt: number
  series: AnswerSeries
  curve: ProgressCurve
  /** `null` once all answers have been read. */
  reading: Reading | null
}

/** How fast answers came. */
export function RateChart({ batch, answeredAt, series, curve, reading }: RateChartProps) {
  const until = endedAt(batch) ?? lookedAt(batch, answeredAt / 1000)
  const points =
    curve.completedFrom === 'answers' ? rateOfAnswers(series, beganAt(batch), until) : rateOfLooks(curve)
  return (
    <Chart
      title="Answers a minute"
      summary={rateSummary(points, reading)}
      times={points.map(({ at }) => at)}
      series={[
        {
          name: 'Answers a minute',
          look: 'accent-steps',
          values: points.map(({ perMinute }) => perMinute),
          texts: points.map(({ perMinute }) => (perMinute === null ? NOT_KNOWN : formatRate(perMinute))),
        },
      ]}
      levels={[]}
      formatValue={formatRate}
    />
  )
}
