import type { ModelPrice } from '../../domain/own-prices.ts'
import { lacksAttempts, queryKey, type RowQuery } from '../row-query.ts'
import type { OpenOutcome, RowTable } from '../row-table.ts'
import type { RowStore } from '../store/row-store.ts'
import { ownExpression } from './expression.ts'
import { LazyScan } from './lazy-scan.ts'
import type { ContentQuery } from './line-reader.ts'
import type { FindPorts } from './ports.ts'
import { QueryView } from './query-view.ts'
import { RowCosts } from './row-costs.ts'

/** A question about rows: which, and the prices of the batch's window, by which they may be filtered and sorted. */
export interface Listing {
  query: RowQuery
  prices: readonly ModelPrice[]
}

/** The rows of one batch. */
export interface ListedBatch {
  table: RowTable
  store: RowStore
  /** What a row without a result counts as now. */
  openOutcome: () => OpenOutcome
  /** The model of rows that name none. */
  model: string | null
}

/** Views kept: what the page shows, what is being exported, and some before. */
const MOST_KEPT = 4

const NOT_READ = 'What came of the rows that were tried again has not been read yet.'

/** The views of the rows of one batch, one for each query. */
export class QueryViews {
  readonly #batch: ListedBatch
  readonly #ports: FindPorts
  readonly #views = new Map<string, QueryView>()
  /** What has been read serves every query that asks the same of the contents. */
  readonly #scans = new Map<string, LazyScan>()

  constructor(batch: ListedBatch, ports: FindPorts) {
    this.#batch = batch
    this.#ports = ports
  }

  /** @throws SyntaxError when the query's expression is none; Error while nobody knows which rows are still open */
  of({ query, prices }: Listing): QueryView {
    if (lacksAttempts(query)) throw new Error(NOT_READ)
    if (query.isRegex) ownExpression(query.text, query.matchesCase)
    const key = `${queryKey(query)} ${query.settled?.name} ${JSON.stringify(prices)}`
    return kept(this.#views, key, () => {
      const { table, openOutcome, model: usual } = this.#batch
      const byModel = new Map(prices.map(({ model, price }) => [model, price]))
      const costs = new RowCosts((model) => byModel.get(model || usual || '') ?? null)
      return new QueryView(table, openOutcome, query, { costs, scan: this.#scanFor(query) })
    })
  }

  #scanFor({ text, isRegex, matchesCase, scope, field, cause, sort }: RowQuery): LazyScan | null {
    const sortField = sort.by.startsWith('field:') ? sort.by.slice('field:'.length) : null
    if (text === '' && field === null && cause === null && sortField === null) return null
    const asked: ContentQuery = { text, isRegex, matchesCase, scope, field, cause, sortField }
    const { table, store } = this.#batch
    return kept(this.#scans, JSON.stringify(asked), () => new LazyScan(table, store, asked, this.#ports))
  }
}

/** The value of a key, made when there is none; the one asked for longest ago is dropped beyond a few. */
function kept<Value>(values: Map<string, Value>, key: string, make: () => Value): Value {
  const value = values.get(key) ?? make()
  values.delete(key)
  values.set(key, value)
  const [oldest] = values.keys()
  if (values.size > MOST_KEPT && oldest !== undefined) values.delete(oldest)
  return value
}
