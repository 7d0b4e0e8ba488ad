import type { PriceBook } from '../../api/own-prices.ts'
import type { Money } from '../../domain/money.ts'
import {
  costAt,
  MODEL_PRICES,
  type ModelPrices,
  PRICE_TIERS,
  type PriceTier,
  type TokenPrice,
} from '../../domain/prices.ts'

/** What a batch would hold: rows, and the tokens of one. */
export interface Workload {
  rows: number
  inputTokens: number
  outputTokens: number
}

/** What a model charges in one tier, and what the workload would cost there. */
interface TierCost {
  price: TokenPrice
  /** The person's own price, not the snapshot's. */
  isOwn: boolean
  cost: Money
}

export interface ModelRow {
  id: string
  /** Whether the server lists the model for this key; `unknown` while or where it does not say. */
  standing: 'listed' | 'not_listed' | 'unknown'
  kind: ModelPrices['kind'] | null
  tiers: Record<PriceTier, TierCost | null>
}

/**
 * Every model that the server lists or that has a price, each with its prices and the cost of a workload.
 * @param listed ids from the server; `null` where it has not said
 */
export function modelRows(
  listed: readonly string[] | null,
  book: PriceBook,
  workload: Workload,
): readonly ModelRow[] {
  const forKey = new Set(listed)
  const ids = new Set([...forKey, ...MODEL_PRICES.map(({ id }) => id), ...book.own.map(({ model }) => model)])
  const tierOf = (model: string, tier: PriceTier): TierCost | null => {
    const price = book.findPrice(model, tier)
    if (!price) return null
    const tokens = {
      input: workload.rows * workload.inputTokens,
      output: workload.rows * workload.outputTokens,
    }
    return { price, isOwn: book.isOwn(model, tier), cost: costAt(price, tokens) }
  }
  return [...ids].map((id) => ({
    id,
    standing: listed === null ? 'unknown' : forKey.has(id) ? 'listed' : 'not_listed',
    kind: MODEL_PRICES.find((model) => model.id === id)?.kind ?? null,
    tiers: { realtime: tierOf(id, 'realtime'), '1h': tierOf(id, '1h'), '24h': tierOf(id, '24h') },
  }))
}

export const MODEL_ORDERS = ['name', ...PRICE_TIERS] as const

/** By name, or by the cost of the workload in a tier. */
export type ModelOrder = (typeof MODEL_ORDERS)[number]

/** Usable models first, then in the order asked for; without a price comes last. */
export function inModelOrder(rows: readonly ModelRow[], order: ModelOrder): readonly ModelRow[] {
  const byName = (one: ModelRow, other: ModelRow) => one.id.localeCompare(other.id, 'en')
  const byStanding = (one: ModelRow, other: ModelRow) =>
    Number(one.standing === 'not_listed') - Number(other.standing === 'not_listed')
  const byCost = (one: ModelRow, other: ModelRow) => {
    if (order === 'name') return 0
    const [a, b] = [one.tiers[order], other.tiers[order]]
    if (!a || !b) return Number(a === null) - Number(b === null)
    return a.cost < b.cost ? -1 : Number(a.cost > b.cost)
  }
  return rows.toSorted((one, other) => byStanding(one, other) || byCost(one, other) || byName(one, other))
}

/** The saving of a batch against realtime in whole per cent; `null` where it cannot be told or is none. */
export function savingPercent(row: ModelRow, tier: PriceTier): number | null {
  const [batch, realtime] = [row.tiers[tier], row.tiers.realtime]
  if (tier === 'realtime' || !batch || !realtime || realtime.cost <= batch.cost) return null
  return Math.round((Number(realtime.cost - batch.cost) / Number(realtime.cost)) * 100)
}
