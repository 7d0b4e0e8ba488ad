import * as z from 'zod/mini'
import { type OwnPrice, priceFinder, withPricesOf } from '../domain/own-prices.ts'
import { type FindPrice, PRICE_TIERS, type PriceTier, type TokenPrice } from '../domain/prices.ts'
import { onStoredChange, readStored, writeStored } from '../lib/browser-storage.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'

const KEY = 'prices'

const StoredPrice = z.object({
  model: z.string(),
  tier: z.enum(PRICE_TIERS),
  price: z.object({
    input: z.string().check(z.regex(/^\d{1,6}(?:\.\d{1,9})?$/)),
    output: z.nullable(z.string().check(z.regex(/^\d{1,6}(?:\.\d{1,9})?$/))),
  }),
})

/** The prices that every page of the console calculates with. */
export interface PriceBook {
  /** A person's own price, else the snapshot's. */
  findPrice: FindPrice
  /** Whether a price is the person's own. */
  isOwn: (model: string, tier: PriceTier) => boolean
  own: readonly OwnPrice[]
}

function bookOf(own: readonly OwnPrice[]): PriceBook {
  return {
    findPrice: priceFinder(own),
    isOwn: (model, tier) => own.some((entry) => entry.model === model && entry.tier === tier),
    own,
  }
}

/** What cannot be read is left out: a broken entry must not take the others with it. */
function readOwnPrices(): OwnPrice[] {
  const stored = readStored('device', KEY)
  if (!Array.isArray(stored)) return []
  return stored.flatMap((entry) => {
    const parsed = z.safeParse(StoredPrice, entry)
    return parsed.success ? [parsed.data] : []
  })
}

const book = createValueStore<PriceBook>(bookOf(readOwnPrices()))

// Another tab may enter a price while no page here shows any.
if (typeof window !== 'undefined') onStoredChange(KEY, () => book.set(bookOf(readOwnPrices())))

/** The prices in use, kept current; also with what another tab enters. */
export function usePriceBook(): PriceBook {
  return useStoreValue(book)
}

/**
 * Keeps a person's own prices of one model on this device; those it had before are gone.
 * @returns false when the browser refused: they then last until the page is closed
 */
export function saveOwnPrices(model: string, prices: Partial<Record<PriceTier, TokenPrice>>): boolean {
  const own = withPricesOf(book.get().own, model, prices)
  book.set(bookOf(own))
  return writeStored('device', KEY, own)
}
