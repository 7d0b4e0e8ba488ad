import { parseUsd, usdToText } from './money.ts'
import {
  type FindPrice,
  findPrice,
  MODEL_PRICES,
  PRICE_TIERS,
  type PriceTier,
  type TokenPrice,
} from './prices.ts'

/** A price that a person has entered, for a model the snapshot does not know or prices otherwise. */
export interface OwnPrice {
  model: string
  tier: PriceTier
  price: TokenPrice
}

const keyOf = (model: string, tier: string) => `${tier} ${model}`

/** Prices are multiplied by single tokens: more decimals could not be kept exactly. */
const MOST_DECIMALS = 9
/** No model costs a million dollars for a million tokens; more digits are a slip of the finger. */
const MOST_WHOLE_DIGITS = 6

/** Looks prices up among a person's own first, then in the snapshot. */
export function priceFinder(own: readonly OwnPrice[]): FindPrice {
  const byKey = new Map(own.map(({ model, tier, price }) => [keyOf(model, tier), price]))
  return (model, tier) => byKey.get(keyOf(model, tier)) ?? findPrice(model, tier)
}

/** What a model costs in a window. */
export interface ModelPrice {
  model: string
  price: TokenPrice
}

/** All known prices of a window: a person's own first, then those of the snapshot. */
export function pricesOfTier(own: readonly OwnPrice[], tier: string): ModelPrice[] {
  const find = priceFinder(own)
  const models = new Set([...own.map(({ model }) => model), ...MODEL_PRICES.map(({ id }) => id)])
  return [...models].flatMap((model) => {
    const price = find(model, tier)
    return price === null ? [] : [{ model, price }]
  })
}

/**
 * A person's prices after those of one model were entered anew.
 * @param prices the model's own prices; a tier that is missing has the snapshot's price again
 */
export function withPricesOf(
  own: readonly OwnPrice[],
  model: string,
  prices: Partial<Record<PriceTier, TokenPrice>>,
): OwnPrice[] {
  const entered = PRICE_TIERS.flatMap((tier): OwnPrice[] => {
    const price = prices[tier]
    return price ? [{ model, tier, price }] : []
  })
  return [...own.filter((entry) => entry.model !== model), ...entered]
}

/**
 * Reads a price as a person types it: USD per 1M tokens, a dollar sign is allowed.
 * @returns the plain exact decimal, or `null` when it is no price that can be kept exactly
 */
export function readPrice(typed: string): string | null {
  const text = typed.trim().replace(/^\$\s*/, '')
  const [whole = '', fraction = ''] = text.split('.')
  if (!/^\d+(?:\.\d+)?$/.test(text)) return null
  if (whole.length > MOST_WHOLE_DIGITS || fraction.length > MOST_DECIMALS) return null
  return usdToText(parseUsd(text))
}

/** The two prices of a tier as typed. */
export interface TypedPrice {
  input: string
  output: string
}

export type ReadTypedPrice =
  { kind: 'none' } | { kind: 'price'; price: TokenPrice } | { kind: 'wrong'; input?: string; output?: string }

const NO_DECIMAL = 'Enter a decimal such as 0.05, with at most 9 digits after the point.'

/**
 * Reads the two prices of a tier.
 * @param inputOnly for models that generate nothing (embeddings): there is no price of output
 * @returns the price, `none` when nothing was entered, or what is wrong with which of the two
 */
export function readTypedPrice(typed: TypedPrice, inputOnly: boolean): ReadTypedPrice {
  const hasInput = typed.input.trim() !== ''
  const hasOutput = !inputOnly && typed.output.trim() !== ''
  if (!hasInput && !hasOutput) return { kind: 'none' }
  const input = readPrice(typed.input)
  const output = inputOnly ? null : readPrice(typed.output)
  if (input !== null && (inputOnly || output !== null)) return { kind: 'price', price: { input, output } }
  return {
    kind: 'wrong',
    ...(input === null ? { input: hasInput ? NO_DECIMAL : 'Enter this price too; 0 where it is free.' } : {}),
    ...(output === null && !inputOnly
      ? { output: hasOutput ? NO_DECIMAL : 'Enter this price too; 0 where it is free.' }
      : {}),
  }
}
