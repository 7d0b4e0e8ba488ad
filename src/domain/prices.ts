import { costOfTokens, type Money } from './money.ts'

/** How soon an answer is due; realtime is there for comparison only. */
export type PriceTier = 'realtime' | '1h' | '24h'

/** USD per 1M tokens as exact decimals. `output` is `null` where nothing is generated (embeddings). */
export interface TokenPrice {
  input: string
  output: string | null
}

export interface ModelPrices {
  id: string
  kind: 'chat' | 'ocr' | 'embedding'
  prices: Record<PriceTier, TokenPrice | null>
}

export const PRICE_TIERS = ['realtime', '1h', '24h'] as const satisfies readonly PriceTier[]

/**
 * Looks up what a model costs; `null` where nobody knows.
 * @param tier "realtime", or a completion window as servers write it
 */
export type FindPrice = (model: string, tier: string) => TokenPrice | null

/** The month of the price snapshot. */
export const PRICES_AS_OF = 'August 2026'

/**
 * List prices in USD per 1M tokens; a snapshot. Sources: the vendor's guide for the two Qwen3-VL models,
 * its published price table for the others.
 */
export const MODEL_PRICES: readonly ModelPrices[] = [
  {
    id: 'Qwen/Qwen3.5-4B',
    kind: 'chat',
    prices: {
      realtime: null,
      '1h': { input: '0.05', output: '0.08' },
      '24h': { input: '0.04', output: '0.06' },
    },
  },
  {
    id: 'Qwen/Qwen3.5-9B',
    kind: 'chat',
    prices: {
      realtime: { input: '0.08', output: '0.70' },
      '1h': { input: '0.04', output: '0.35' },
      '24h': { input: '0.03', output: '0.29' },
    },
  },
  {
    id: 'Qwen/Qwen3-14B-FP8',
    kind: 'chat',
    prices: {
      realtime: { input: '0.05', output: '0.60' },
      '1h': { input: '0.03', output: '0.30' },
      '24h': { input: '0.02', output: '0.20' },
    },
  },
  {
    id: 'Qwen/Qwen3.5-35B-A3B-FP8',
    kind: 'chat',
    prices: {
      realtime: { input: '0.25', output: '2.00' },
      '1h': { input: '0.07', output: '0.30' },
      '24h': { input: '0.05', output: '0.20' },
    },
  },
  {
    id: 'Qwen/Qwen3-VL-30B-A3B-Instruct-FP8',
    kind: 'chat',
    prices: {
      realtime: { input: '0.16', output: '0.80' },
      '1h': { input: '0.07', output: '0.30' },
      '24h': { input: '0.05', output: '0.20' },
    },
  },
  {
    id: 'Qwen/Qwen3-VL-235B-A22B-Instruct-FP8',
    kind: 'chat',
    prices: {
      realtime: { input: '0.60', output: '1.20' },
      '1h': { input: '0.15', output: '0.55' },
      '24h': { input: '0.10', output: '0.40' },
    },
  },
  {
    id: 'Qwen/Qwen3.5-397B-A17B',
    kind: 'chat',
    prices: {
      realtime: { input: '0.60', output: '3.60' },
      '1h': { input: '0.30', output: '1.80' },
      '24h': { input: '0.15', output: '1.20' },
    },
  },
  {
    id: 'nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-NVFP4',
    kind: 'chat',
    prices: {
      realtime: { input: '0.30', output: '0.75' },
      '1h': { input: '0.23', output: '0.56' },
      '24h': { input: '0.15', output: '0.38' },
    },
  },
  {
    id: 'openai/gpt-oss-20b',
    kind: 'chat',
    prices: {
      realtime: { input: '0.04', output: '0.30' },
      '1h': { input: '0.03', output: '0.20' },
      '24h': { input: '0.02', output: '0.15' },
    },
  },
  {
    id: 'allenai/olmOCR-2-7B-1025-FP8',
    kind: 'ocr',
    prices: {
      realtime: null,
      '1h': { input: '0.15', output: '0.15' },
      '24h': { input: '0.10', output: '0.10' },
    },
  },
  {
    id: 'lightonai/LightOnOCR-2-1B-bbox-soup',
    kind: 'ocr',
    prices: {
      realtime: null,
      '1h': { input: '0.08', output: '0.08' },
      '24h': { input: '0.05', output: '0.05' },
    },
  },
  {
    id: 'Qwen/Qwen3-Embedding-8B',
    kind: 'embedding',
    prices: {
      realtime: { input: '0.04', output: null },
      '1h': { input: '0.03', output: null },
      '24h': { input: '0.02', output: null },
    },
  },
]

/** The price of a model in a window, or `null` where the snapshot does not know one. */
export function findPrice(model: string, tier: string): TokenPrice | null {
  if (tier !== 'realtime' && tier !== '1h' && tier !== '24h') return null
  return MODEL_PRICES.find((entry) => entry.id === model)?.prices[tier] ?? null
}

/**
 * The cost of one row or of a sum of rows of one model.
 * @param price USD per 1M tokens
 */
export function costAt(price: TokenPrice, tokens: { input: number; output: number }): Money {
  return costOfTokens(tokens.input, price.input) + costOfTokens(tokens.output, price.output ?? '0')
}
