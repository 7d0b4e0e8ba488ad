import type { Money } from '../money.ts'
import { costAt } from '../prices.ts'

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
export function costLikeTrial(usage: TrialUsage, rows: number, price: Parameters<typeof costAt>[0]): Money {
  const tried = costAt(price, { input: usage.inputTokens, output: usage.outputTokens })
  const divisor = BigInt(Math.max(1, usage.rows))
  return (tried * BigInt(rows) + divisor - 1n) / divisor
}
