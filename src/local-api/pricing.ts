import {
  MODEL_PRICES,
  findPrice,
  costAt,
  type ModelPrices,
  type PriceTier,
  type TokenPrice,
} from '../domain/prices.ts'
import type { Money } from '../domain/money.ts'
import { SIMULATED_MODELS } from './simulator/triggers.ts'
import type { ModelUsage } from './store/records.ts'

/** What the simulated models cost, and every model that has no price: USD per 1M tokens. */
const SIMULATED_PRICES: Record<PriceTier, TokenPrice> = {
  realtime: { input: '0.16', output: '0.80' },
  '1h': { input: '0.07', output: '0.30' },
  '24h': { input: '0.05', output: '0.20' },
}

/** Every model that `/models` lists, with its prices. */
export const LISTED_MODELS: readonly ModelPrices[] = [
  ...MODEL_PRICES,
  ...SIMULATED_MODELS.map((id): ModelPrices => ({ id, kind: 'chat', prices: SIMULATED_PRICES })),
]

function priceOf(model: string, tier: string): TokenPrice {
  const simulated = tier === '1h' || tier === '24h' ? SIMULATED_PRICES[tier] : SIMULATED_PRICES.realtime
  return findPrice(model, tier) ?? simulated
}

/** The cost of answered rows by model. @param tier "24h", "1h" or "realtime" */
export function costOfUsage(usage: readonly ModelUsage[], tier: string): Money {
  return usage.reduce((sum, tokens) => sum + costOfModel(tokens.model, tokens, tier), 0n)
}

export function costOfModel(
  model: string,
  tokens: { promptTokens: number; completionTokens: number },
  tier: string,
): Money {
  return costAt(priceOf(model, tier), { input: tokens.promptTokens, output: tokens.completionTokens })
}
