import { queryOptions } from '@tanstack/react-query'
import { BatchAnalytics } from '../contract/analytics.ts'
import { Batch, type CreateBatch } from '../contract/batch.ts'
import { type Page, pageOf } from '../contract/page.ts'
import { nextLook, RunningAges } from '../domain/polling.ts'
import type { Connection } from './connection.ts'
import { ApiError } from './errors.ts'
import { isMissingExtension, viaExtension } from './extensions.ts'
import { tellBatches } from './heard-batches.ts'
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

const runningAges = new RunningAges()

/**
 * The pause until running batches are looked at again; a hidden page looks at nothing (the cache sees to that) and
 * failed looks are repeated by the cache. The pause depends on the answer alone: were it another one at every
 * render, a page that renders often would start it anew each time and never look.
 * @param answeredAt Unix milliseconds; 0 while the first answer is still on its way
 */
export function pollWhileRunning(batches: readonly Batch[], answeredAt: number): number | false {
  // Batches of a list that is still being read would count as seen in 1970, and be looked at seldom for ever.
  if (answeredAt === 0) return false
  const ages = runningAges.of(batches, answeredAt / 1000)
  const random = (answeredAt % 1000) / 1000
  return nextLook({ ages, attention: 'watched', random })
}

/** A page of batches, newest first, looked at again while one of them runs. */
export function batchListQuery(connection: Connection, filter: BatchListFilter) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'list', filter],
    queryFn: async ({ signal }): Promise<Page<Batch>> => {
      const page = await requestJson(connection, '/batches', BatchPage, {
        query: { limit: PAGE_SIZE, after: filter.after, search: filter.search, status: filter.status },
        signal,
      })
      tellBatches(connection.id, page.data)
      return page
    },
    refetchInterval: ({ state }) => pollWhileRunning(state.data?.data ?? [], state.dataUpdatedAt),
  })
}

/** One batch, looked at again while it runs. */
export function batchQuery(connection: Connection, batchId: string) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'one', batchId],
    queryFn: async ({ signal }) => {
      const batch = await requestJson(connection, `/batches/${encodeURIComponent(batchId)}`, Batch, {
        signal,
      })
      tellBatches(connection.id, [batch])
      return batch
    },
    refetchInterval: ({ state }) => pollWhileRunning(state.data ? [state.data] : [], state.dataUpdatedAt),
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
    queryFn: ({ signal }) => readAnalytics(connection, batch.id, signal),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (previous, previousQuery) =>
      previousQuery?.queryKey[3] === batch.id ? previous : undefined,
  })
}

/** Connections whose server has no analytics: asked once, not again with every new row. */
const withoutAnalytics = new Set<string>()

/** Tokens and cost of a batch; `null` where the server has no analytics, which is asked only once. */
export async function readAnalytics(
  connection: Connection,
  batchId: string,
  signal: AbortSignal,
): Promise<BatchAnalytics | null> {
  if (withoutAnalytics.has(connection.id)) return null
  try {
    const path = `/batches/${encodeURIComponent(batchId)}/analytics`
    return await requestJson(connection, path, BatchAnalytics, { signal })
  } catch (error) {
    if (!isMissingExtension(error)) throw error
    // A batch that is gone says nothing about the server.
    if (await isThere(connection, batchId, signal)) withoutAnalytics.add(connection.id)
    return null
  }
}

async function isThere(connection: Connection, batchId: string, signal: AbortSignal): Promise<boolean> {
  try {
    await requestJson(connection, `/batches/${encodeURIComponent(batchId)}`, Batch, { signal })
    return true
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'not_found') return false
    throw error
  }
}

/** A search for something that cannot exist: servers that do not know `search` find it all the same. */
export const IMPOSSIBLE_SEARCH = 'no-batch-has-this-3f1c9a'

/**
 * Whether the server searches batches itself. Servers that do not know `search` answer as if it were not
 * there, so one question for something that cannot exist tells.
 */
export function batchSearchSupportQuery(connection: Connection) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'searches'],
    queryFn: async ({ signal }) => {
      const page = await requestJson(connection, '/batches', BatchPage, {
        query: { limit: 1, search: IMPOSSIBLE_SEARCH },
        signal,
      })
      return page.data.length === 0
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Starts a batch. @throws ApiError */
export async function createBatch(connection: Connection, body: CreateBatch): Promise<Batch> {
  const batch = await requestJson(connection, '/batches', Batch, { method: 'POST', body })
  runningAges.started(batch.id, Date.now() / 1000)
  return batch
}

/** Asks the server to stop a running batch; rows in flight still finish. @throws ApiError */
export function cancelBatch(connection: Connection, batchId: string): Promise<Batch> {
  return requestJson(connection, `/batches/${encodeURIComponent(batchId)}/cancel`, Batch, { method: 'POST' })
}

/** Removes a batch and its results; its input file stays. An extension. @throws ApiError */
export async function deleteBatch(connection: Connection, batchId: string): Promise<void> {
  const path = `/batches/${encodeURIComponent(batchId)}`
  await viaExtension(request(connection, path, { method: 'DELETE' }))
}

/** Runs the failed and cancelled rows of a batch again under the same id. An extension. @throws ApiError */
export async function retryBatch(connection: Connection, batchId: string): Promise<void> {
  const path = `/batches/${encodeURIComponent(batchId)}/retry`
  await viaExtension(request(connection, path, { method: 'POST' }))
  runningAges.started(batchId, Date.now() / 1000)
}
