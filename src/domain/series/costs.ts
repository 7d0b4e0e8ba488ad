import type { Money } from '../money.ts'
import { costAt, type TokenPrice } from '../prices.ts'
import { type AnswerSeries, type ModelTotals, seriesTotals } from './answer-series.ts'

/** USD per 1M tokens of a model, `null` where none is known. */
export type PriceOf = (model: string) => TokenPrice | null

/** An exact sum and what is missing in it. */
export interface TokenCost {
  cost: Money
  /** Models without a known price: their tokens are not in the sum. */
  unpriced: string[]
  /** Rows that do not say what they used: they are not in the sum. */
  uncountedRows: number
}

/** Whether nothing at all is known of a sum: it then says nothing, and least of all that nothing was spent. */
export function isUnknownCost({ cost, unpriced, uncountedRows }: TokenCost): boolean {
  return cost === 0n && (unpriced.length > 0 || uncountedRows > 0)
}

/** What answered rows cost at given prices, exactly. */
export function costOfTotals(totals: readonly ModelTotals[], priceOf: PriceOf): TokenCost {
  let cost = 0n
  let uncountedRows = 0
  const unpriced = new Set<string>()
  for (const total of totals) {
    uncountedRows += total.uncounted
    if (total.uncounted === total.rows) continue
    const price = priceOf(total.model)
    if (price === null) unpriced.add(total.model)
    else cost += costAt(price, total)
  }
  return { cost, unpriced: [...unpriced].sort(), uncountedRows }
}

/** What had been spent by a moment. */
interface CostPoint {
  /** Unix seconds. */
  at: number
  cost: Money
}

/** Cost over time. The last point is all of `total` that has a time. */
export interface CostCurve {
  points: CostPoint[]
  total: TokenCost
  /** The part of the total whose answers carry no time. */
  untimed: Money
}

/**
 * Adds up the cost of the answers in the order they were made.
 * @param beganAt when the rows began to run, Unix seconds
 */
export function costCurve(series: AnswerSeries, priceOf: PriceOf, beganAt: number): CostCurve {
  let cost = 0n
  const first = series.buckets[0]
  const points: CostPoint[] = first === undefined ? [] : [{ at: Math.min(beganAt, first.start), cost }]
  for (const { start, models } of series.buckets) {
    // Pauses between stretches stay flat.
    if (start > (points.at(-1)?.at ?? start)) points.push({ at: start, cost })
    cost += costOfTotals(models, priceOf).cost
    points.push({ at: start + series.bucketSeconds, cost })
  }
  return {
    points,
    total: costOfTotals(seriesTotals(series), priceOf),
    untimed: costOfTotals(series.untimed, priceOf).cost,
  }
}
