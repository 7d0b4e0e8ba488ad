import { type OwnPrice, priceFinder } from '../../domain/own-prices.ts'
import type { OpenOutcome, RowTable } from '../row-table.ts'
import { queryKey, type RowQuery } from '../row-query.ts'
import { QueryView } from './query-view.ts'
import { RowCosts } from './row-costs.ts'

/** A question about rows: which, and the prices a person has entered, by which they may be filtered and sorted. */
export interface Listing {
  query: RowQuery
  ownPrices: readonly OwnPrice[]
}

/** What rows of a batch are priced by. */
export interface Pricing {
  /** For example "24h". */
  tier: string
  /** The model of answers that name none. */
  model: string | null
}

/** Views kept: what the page shows, what is being exported, and the one before. */
const MOST_KEPT = 4

/** The views of the rows of one batch, one for each query. */
export class QueryViews {
  readonly #table: RowTable
  readonly #openOutcome: () => OpenOutcome
  readonly #pricing: Pricing
  readonly #kept = new Map<string, QueryView>()

  /** @param openOutcome what a row without a result counts as now */
  constructor(table: RowTable, openOutcome: () => OpenOutcome, pricing: Pricing) {
    this.#table = table
    this.#openOutcome = openOutcome
    this.#pricing = pricing
  }

  of({ query, ownPrices }: Listing): QueryView {
    const key = `${queryKey(query)} ${JSON.stringify(ownPrices)}`
    const view = this.#kept.get(key) ?? this.#make(query, ownPrices)
    this.#kept.delete(key)
    this.#kept.set(key, view)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
    return view
  }

  #make(query: RowQuery, ownPrices: readonly OwnPrice[]): QueryView {
    const { tier, model: usual } = this.#pricing
    const findPrice = priceFinder(ownPrices)
    const costs = new RowCosts((model) => findPrice(model || usual || '', tier))
    return new QueryView(this.#table, this.#openOutcome, query, costs)
  }
}
