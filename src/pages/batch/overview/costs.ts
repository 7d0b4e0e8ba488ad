import type { BatchAnalytics } from '~/contract/analytics'
import type { Batch } from '~/contract/batch'
import type { MoneyRange } from '~/domain/estimate/estimate'
import { type Money, readUsd } from '~/domain/money'
import type { FindPrice, PriceTier } from '~/domain/prices'
import type { ModelTotals } from '~/domain/series/answer-series'
import { costOfTotals, type PriceOf, type TokenCost } from '~/domain/series/costs'

/** Prices of a window by the model an answer names; answers that name none have the model of the batch. */
export function pricesFor(batch: Batch, tier: string, findPrice: FindPrice): PriceOf {
  return (model) => findPrice(model || batch.model || '', tier)
}

/** What a batch costs, from both sources, and what the same answers would have cost otherwise. */
export interface CostFigures {
  /** What the server says it has billed; `null` where it does not say. */
  billed: Money | null
  /** The tokens of the answers at the prices this console knows. */
  listed: TokenCost
  /** The same tokens in the other window and in realtime; only where every model has a price there. */
  others: { tier: PriceTier; cost: Money }[]
}

const TIERS = ['24h', '1h', 'realtime'] as const

/** @param totals everything that was answered, by model */
export function costFigures(
  batch: Batch,
  totals: readonly ModelTotals[],
  analytics: BatchAnalytics | null,
  findPrice: FindPrice,
): CostFigures {
  const billed = analytics?.total_cost == null ? null : readUsd(analytics.total_cost)
  const others = TIERS.filter((tier) => tier !== batch.completion_window).flatMap((tier) => {
    const { cost, unpriced } = costOfTotals(totals, pricesFor(batch, tier, findPrice))
    return unpriced.length > 0 || totals.length === 0 ? [] : [{ tier, cost }]
  })
  return {
    billed,
    listed: costOfTotals(totals, pricesFor(batch, batch.completion_window, findPrice)),
    others,
  }
}

/** How two sums compare: "62% less", "2.4 times as much", "the same". */
export function comparedWith(cost: Money, other: Money): string {
  if (cost === other) return 'the same'
  if (other <= 0n || cost <= 0n) return ''
  const percent = Number((cost * 1000n) / other) / 10
  if (percent >= 200) return `${(percent / 100).toFixed(1)} times as much`
  const difference = Math.round(Math.abs(100 - percent))
  if (difference === 0) return 'about the same'
  return `${difference}% ${percent > 100 ? 'more' : 'less'}`
}

/** How a bill compares with what had been estimated, by the end of the range that it passes. */
export function billWords(billed: Money, { low, high }: Pick<MoneyRange, 'low' | 'high'>): string {
  if (low === high) return comparedWith(billed, low)
  if (billed >= low && billed <= high) return 'within the estimate'
  const [end, name] = billed < low ? [low, 'the lowest'] : [high, 'the highest']
  const words = comparedWith(billed, end)
  if (words === '') return ''
  if (words === 'about the same') return `a little ${billed < low ? 'less' : 'more'} than ${name}`
  return words.endsWith('as much') ? `${words} as ${name}` : `${words} than ${name}`
}
