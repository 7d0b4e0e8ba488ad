import type { Connection } from '~/api/connection'
import type { Batch } from '~/contract/batch'
import type { FindPrice } from '~/domain/prices'
import type { PriceOf } from '~/domain/series/costs'
import type { ResultsStatus } from '~/results/status'
import type { Side } from '~/workers/compare/messages'
import type { ResultsSession } from '~/workers/results/session'

/** One of the two batches as the page knows it. */
export interface ComparedBatch {
  connection: Connection
  batch: Batch
  title: string
  /** When the server last answered with this batch, in Unix milliseconds. */
  answeredAt: number
}

/** One of the two batches with its rows. */
export interface ComparedSide extends ComparedBatch {
  side: Side
  session: ResultsSession
  status: ResultsStatus
  priceOf: PriceOf
}

/** What the sides are called on screen, also where they do not stand left and right. */
export const LETTERS = { left: 'A', right: 'B' } as const satisfies Record<Side, string>

/** Prices of a batch by the model an answer names; answers that name none have the model of the batch. */
export function pricesOf(batch: Batch, findPrice: FindPrice): PriceOf {
  return (model) => findPrice(model || batch.model || '', batch.completion_window)
}
