import { queryOptions } from '@tanstack/react-query'
import { BatchAnalytics } from '../contract/analytics.ts'
import { Batch, type CreateBatch } from '../contract/batch.ts'
import { type Page, pageOf } from '../contract/page.ts'
import { hasEnded } from '../domain/batch-state.ts'
import { pollDelay } from '../domain/polling.ts'
import type { Connection } from './connection.ts'
import { request, requestJson } from './http.ts'

const BatchPage = pageOf(Batch)

/** Rows of a list page; servers take 1 to 100. */
const PAGE_SIZE = 25

export interface BatchListFilter {
  /** Cursor: the id of the last batch of the page before. */
  after: string | null
  search: string
  /** One of the contract's statuses, or empty for all. */
  status: string
}

/** Cache keys of everything about batches of one connection. */
export const batchKeys = {
  all: (connection: Connection) => [connection.id, 'batches'] as const,
}

/** How long ago a running batch started; `now` in Unix seconds. */
function agesOfRunning(batches: readonly Batch[], now: number): number[] {
  return batches
    .filter((batch) => !hasEnded(batch))
    .map((batch) => now - Math.max(batch.created_at, batch.in_progress_at ?? 0))
}

function pollWhileRunning(batches: readonly Batch[]): number | false {
  return pollDelay(agesOfRunning(batches, Date.now() / 1000))
}

/** A page of batches, newest first, looked at again while one of them runs. */
export function batchListQuery(connection: Connection, filter: BatchListFilter) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'list', filter],
    queryFn: ({ signal }): Promise<Page<Batch>> =>
      requestJson(connection, '/batches', BatchPage, {
        query: { limit: PAGE_SIZE, after: filter.after, search: filter.search, status: filter.status },
        signal,
      }),
    refetchInterval: (query) => pollWhileRunning(query.state.data?.data ?? []),
  })
}

/** One batch, looked at again while it runs. */
export function batchQuery(connection: Connection, batchId: string) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'one', batchId],
    queryFn: ({ signal }) =>
      requestJson(connection, `/batches/${encodeURIComponent(batchId)}`, Batch, { signal }),
    refetchInterval: (query) => pollWhileRunning(query.state.data ? [query.state.data] : []),
  })
}

/**
 * Tokens and billed cost so far. An extension: servers without it answer 404 or 405, and the page then
 * leaves the figures out.
 * @param batch the batch as last seen; its counts are part of the key, so that new rows bring new figures
 */
export function batchAnalyticsQuery(connection: Connection, batch: Batch) {
  const { completed, failed } = batch.request_counts
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'analytics', batch.id, batch.status, completed, failed],
    queryFn: ({ signal }) =>
      requestJson(connection, `/batches/${encodeURIComponent(batch.id)}/analytics`, BatchAnalytics, {
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (previous, previousQuery) =>
      previousQuery?.queryKey[3] === batch.id ? previous : undefined,
  })
}

/**
 * Whether the server searches batches itself. Servers that do not know `search` answer as if it were not
 * there, so one question for something that cannot exist tells.
 */
export function batchSearchSupportQuery(connection: Connection) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'searches'],
    queryFn: async ({ signal }) => {
      const page = await requestJson(connection, '/batches', BatchPage, {
        query: { limit: 1, search: 'no-batch-has-this-3f1c9a' },
        signal,
      })
      return page.data.length === 0
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Starts a batch. @throws ApiError */
export function createBatch(connection: Connection, body: CreateBatch): Promise<Batch> {
  return requestJson(connection, '/batches', Batch, { method: 'POST', body })
}

/** Asks the server to stop a running batch; rows in flight still finish. @throws ApiError */
export function cancelBatch(connection: Connection, batchId: string): Promise<Batch> {
  return requestJson(connection, `/batches/${encodeURIComponent(batchId)}/cancel`, Batch, { method: 'POST' })
}

/** Removes a batch and its results; its input file stays. An extension. @throws ApiError */
export async function deleteBatch(connection: Connection, batchId: string): Promise<void> {
  await request(connection, `/batches/${encodeURIComponent(batchId)}`, { method: 'DELETE' })
}

/** Runs the failed and cancelled rows of a batch again under the same id. An extension. @throws ApiError */
export async function retryBatch(connection: Connection, batchId: string): Promise<void> {
  await request(connection, `/batches/${encodeURIComponent(batchId)}/retry`, { method: 'POST' })
}
