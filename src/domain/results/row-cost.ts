import type { Money } from '../money.ts'
import { costAt, type TokenPrice } from '../prices.ts'

/** What one row costs, exactly, or why nobody knows. */
export type RowCost = { kind: 'known'; cost: Money } | { kind: 'unknown'; why: 'no_tokens' | 'no_price' }

/**
 * What the tokens of one answer cost.
 * @param usage `null` where the answer does not say what it used
 * @param price of its model in the window of its batch, `null` where none is known
 */
export function rowCost(usage: { input: number; output: number } | null, price: TokenPrice | null): RowCost {
  if (usage === null) return { kind: 'unknown', why: 'no_tokens' }
  if (price === null) return { kind: 'unknown', why: 'no_price' }
  return { kind: 'known', cost: costAt(price, usage) }
}

/** Why the cost of a row is not known, in a sentence. */
export function unknownCostWords(why: 'no_tokens' | 'no_price', model: string): string {
  if (why === 'no_tokens') return 'The answer does not say how many tokens it used.'
  if (model === '') return 'Neither the request nor the answer names its model, so it has no price.'
  return `No price of ${model} is known for this window.`
}
