import type { Money } from '../money.ts'
import { costAt } from '../prices.ts'

type Price = Parameters<typeof costAt>[0]

/** What the rows of a trial have used. */
export interface TrialUsage {
  /** Rows that were answered, at least one. */
  rows: number
  inputTokens: number
  outputTokens: number
}

/**
 * What rows like those of a trial will cost, rounded up.
 * @param rows how many there are
 * @param price USD per 1M tokens
 */
export function costLikeTrial(usage: TrialUsage, rows: number, price: Price): Money {
  const tried = costAt(price, { input: usage.inputTokens, output: usage.outputTokens })
  return forRows(tried, usage.rows, rows)
}

function forRows(cost: Money, tried: number, rows: number): Money {
  const divisor = BigInt(Math.max(1, tried))
  return (cost * BigInt(rows) + divisor - 1n) / divisor
}

interface RestCircumstances {
  usage: TrialUsage
  rows: number
  /** What the server has billed for the trial; `null` where it does not say. */
  billed: Money | null
  /** The rows are to run in the window of the trial. */
  isSameWindow: boolean
  /** Prices of the trial's first model, in its own window and in the wanted one; `null` where they are not known. */
  triedPrice: Price | null
  wantedPrice: Price | null
}

/**
 * What the other rows will cost. What was billed counts for rows of any models; another window can be told only where
 * the bill shows that all rows were of the first one's price.
 * @returns `null` where it cannot be told
 */
export function restCost(circumstances: RestCircumstances): Money | null {
  const { usage, rows, billed, isSameWindow, triedPrice, wantedPrice } = circumstances
  if (billed !== null && isSameWindow) return forRows(billed, usage.rows, rows)
  const isOfOnePrice =
    billed === null || (triedPrice && costLikeTrial(usage, usage.rows, triedPrice) === billed)
  return wantedPrice && isOfOnePrice ? costLikeTrial(usage, rows, wantedPrice) : null
}
