import type { Money } from '../money.ts'
import { costAt, type FindPrice, type PriceTier } from '../prices.ts'
import { answerTokens } from './answer-size.ts'
import { inputTokens } from './input-size.ts'
import type { PastUse } from './past-use.ts'
import type { FileSizes, ModelSizes } from './size-tally.ts'
import { addRanges, NO_TOKENS, type TokenRange, wholeRange } from './token-range.ts'

/** What earlier batches say about the requests of a model. */
export type PastUseOf = (sizes: ModelSizes) => PastUse | null

/** Exact amounts; `low` ≤ `likely` ≤ `high`. */
export interface MoneyRange {
  low: Money
  likely: Money
  high: Money
}

export const TIERS = ['24h', '1h', 'realtime'] as const satisfies readonly PriceTier[]

export interface ModelEstimate {
  model: string
  requests: number
  /** In whole tokens. */
  input: TokenRange
  output: TokenRange
  /** `null` where the model has no price. */
  costs: Record<PriceTier, MoneyRange | null>
}

/** What all models cost together. */
export interface TotalCost {
  /** The sum over the models that have a price; `null` where none has. */
  range: MoneyRange | null
  /** Models without a price, which are not in the sum. */
  unpriced: string[]
}

export interface Estimate {
  models: ModelEstimate[]
  requests: number
  input: TokenRange
  output: TokenRange
  costs: Record<PriceTier, TotalCost>
  /** Requests of too many different models, which are in no figure. */
  otherRequests: number
}

/** Estimates what the requests of a file will use and cost, by model and in total. */
export function estimateOf(sizes: FileSizes, findPrice: FindPrice, pastUseFor: PastUseOf): Estimate {
  const models = sizes.models.map((model) => estimateModel(model, findPrice, pastUseFor(model)))
  return {
    models,
    requests: models.reduce((sum, { requests }) => sum + requests, 0),
    input: models.map(({ input }) => input).reduce(addRanges, NO_TOKENS),
    output: models.map(({ output }) => output).reduce(addRanges, NO_TOKENS),
    costs: {
      '24h': totalOf(models, '24h'),
      '1h': totalOf(models, '1h'),
      realtime: totalOf(models, 'realtime'),
    },
    otherRequests: sizes.otherRequests,
  }
}

function estimateModel(sizes: ModelSizes, findPrice: FindPrice, past: PastUse | null): ModelEstimate {
  const input = wholeRange(inputTokens(sizes, past))
  const output = wholeRange(answerTokens(sizes, past))
  const costIn = (tier: PriceTier): MoneyRange | null => {
    const price = findPrice(sizes.model, tier)
    return (
      price && {
        low: costAt(price, { input: input.low, output: output.low }),
        likely: costAt(price, { input: input.likely, output: output.likely }),
        high: costAt(price, { input: input.high, output: output.high }),
      }
    )
  }
  return {
    model: sizes.model,
    requests: sizes.requests,
    input,
    output,
    costs: { '24h': costIn('24h'), '1h': costIn('1h'), realtime: costIn('realtime') },
  }
}

function totalOf(models: readonly ModelEstimate[], tier: PriceTier): TotalCost {
  const ranges = models.flatMap(({ costs }) => costs[tier] ?? [])
  return {
    range: ranges.length === 0 ? null : ranges.reduce(addMoney),
    unpriced: models.filter(({ costs }) => costs[tier] === null).map(({ model }) => model),
  }
}

/** What some of the requests cost where they are like all of them. @param of requests that `cost` is for */
export function shareOfCost({ range, unpriced }: TotalCost, rows: number, of: number): TotalCost {
  if (!range || rows >= of) return { range, unpriced }
  // Rounded up: the guard that asks above a sum must not be a fraction too kind.
  const share = (amount: Money) => (amount * BigInt(rows) + BigInt(of) - 1n) / BigInt(of)
  return {
    range: { low: share(range.low), likely: share(range.likely), high: share(range.high) },
    unpriced,
  }
}

function addMoney(one: MoneyRange, other: MoneyRange): MoneyRange {
  return { low: one.low + other.low, likely: one.likely + other.likely, high: one.high + other.high }
}

/**
 * What a window saves against realtime, for the likely use.
 * @returns `null` where a model lacks one of the prices or nothing is saved
 */
export function savingOf(estimate: Estimate, tier: '24h' | '1h'): { amount: Money; percent: number } | null {
  const own = estimate.costs[tier]
  const { realtime } = estimate.costs
  if (!own.range || !realtime.range || own.unpriced.length > 0 || realtime.unpriced.length > 0) return null
  const amount = realtime.range.likely - own.range.likely
  if (amount <= 0n) return null
  return { amount, percent: Number((amount * 100n) / realtime.range.likely) }
}
