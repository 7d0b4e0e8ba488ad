import { queryOptions } from '@tanstack/react-query'
import { BatchAnalytics } from '../contract/analytics.ts'
import { Batch, type CreateBatch } from '../contract/batch.ts'
import { type Page, pageOf } from '../contract/page.ts'
import { canCancel, hasEnded } from '../domain/batch-state.ts'
import { nextLook, RunningAges } from '../domain/polling.ts'
import type { Connection } from './connection.ts'
import { ApiError, needsPerson } from './errors.ts'
import { isMissingExtension, viaExtension } from './extensions.ts'
import { tellBatches, tellGone } from './heard-batches.ts'
import { request, requestJson } from './http.ts'
import { tellOtherTabs } from './other-tabs.ts'

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
  all: (connection: Pick<Connection, 'id'>) => [connection.id, 'batches'] as const,
}

const runningAges = new RunningAges()

/**
 * The pause until running batches are looked at again; a hidden page looks at nothing (the cache sees to that) and
 * failed looks are repeated by the cache. The pause depends on the answer alone: were it another one at every
 * render, a page that renders often would start it anew each time and never look.
 * @param looked what became of the last look
 */
export function pollWhileRunning(batches: readonly Batch[], looked: Looked): number | false {
  const { dataUpdatedAt } = looked
  // Batches of a list that is still being read would count as seen in 1970, and be looked at seldom for ever.
  if (dataUpdatedAt === 0) return false
  const ages = runningAges.of(batches, dataUpdatedAt / 1000)
  return nextLook({ ages, attention: 'watched', random: randomOf(looked), refusal: refusalOf(looked) })
}

/** What a cached query tells of its last look. Times are Unix milliseconds, 0 for never. */
interface Looked {
  dataUpdatedAt: number
  error: Error | null
  errorUpdatedAt: number
}

/** Another number for every look, and the same one however often a page renders. */
export function randomOf({ dataUpdatedAt, errorUpdatedAt }: Looked): number {
  return (Math.max(dataUpdatedAt, errorUpdatedAt) % 1000) / 1000
}

/** How the last look was refused, for `nextLook`; `null` where it succeeded. */
export function refusalOf({ dataUpdatedAt, error, errorUpdatedAt }: Looked) {
  if (error === null) return null
  return { needsPerson: needsPerson(error), seconds: (errorUpdatedAt - dataUpdatedAt) / 1000 }
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
    refetchInterval: ({ state }) => pollWhileRunning(state.data?.data ?? [], state),
  })
}

/** One batch, looked at again while it runs. */
export function batchQuery(connection: Connection, batchId: string) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'one', batchId],
    queryFn: ({ signal }) => readBatch(connection, batchId, signal),
    refetchInterval: ({ state }) => pollWhileRunning(state.data ? [state.data] : [], state),
  })
}

/** Asks for one batch and tells everybody, also when it is gone. @throws ApiError */
export async function readBatch(
  connection: Connection,
  batchId: string,
  signal?: AbortSignal,
): Promise<Batch> {
  try {
    const path = `/batches/${encodeURIComponent(batchId)}`
    const batch = await requestJson(connection, path, Batch, { signal })
    tellBatches(connection.id, [batch])
    return batch
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'not_found') tellGone(connection.id, [batchId])
    throw error
  }
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
  tellOtherTabs(connection)
  return batch
}

/**
 * Asks the server to stop a running batch; rows in flight still finish. Looks first, because some servers turn an
 * ended batch into a cancelled one; one that is being cancelled already is left alone.
 * @throws ApiError of kind `ended` where there is nothing to cancel any more
 */
export async function cancelBatch(connection: Connection, batchId: string): Promise<Batch> {
  const batch = await readBatch(connection, batchId)
  if (hasEnded(batch) && batch.status !== 'cancelled') {
    throw new ApiError({
      kind: 'ended',
      status: null,
      code: null,
      serverMessage: '',
      retryAfterSeconds: null,
    })
  }
  if (!canCancel(batch)) return batch
  const path = `/batches/${encodeURIComponent(batchId)}/cancel`
  const cancelled = await requestJson(connection, path, Batch, { method: 'POST' })
  tellBatches(connection.id, [cancelled])
  tellOtherTabs(connection)
  return cancelled
}

/**
 * Removes a batch and its results; its input file stays. One that is gone already is no failure. An extension.
 * @throws ApiError
 */
export async function deleteBatch(connection: Connection, batchId: string): Promise<void> {
  const path = `/batches/${encodeURIComponent(batchId)}`
  try {
    await request(connection, path, { method: 'DELETE' })
  } catch (error) {
    if (!isMissingExtension(error) || !(await isGone(connection, batchId)))
      await viaExtension(Promise.reject(error))
  }
  tellGone(connection.id, [batchId])
  tellOtherTabs(connection)
}

async function isGone(connection: Connection, batchId: string): Promise<boolean> {
  try {
    await readBatch(connection, batchId)
    return false
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'not_found') return true
    throw error
  }
}

/**
 * Runs the failed and cancelled rows of a batch again under the same id. One that runs already, because another tab
 * was faster, is left alone. An extension.
 * @param asked the batch as it was when the person decided
 * @throws ApiError of kind `ran_again` where its rows have run since, and it has ended in another way
 */
export async function retryBatch(connection: Connection, asked: Batch): Promise<void> {
  const batchId = asked.id
  const batch = await readBatch(connection, batchId)
  if (!hasEnded(batch)) return
  if (hasRunSince(asked, batch)) {
    throw new ApiError({
      kind: 'ran_again',
      status: null,
      code: null,
      serverMessage: '',
      retryAfterSeconds: null,
    })
  }
  const path = `/batches/${encodeURIComponent(batchId)}/retry`
  await viaExtension(request(connection, path, { method: 'POST' }))
  runningAges.started(batchId, Date.now() / 1000)
  tellOtherTabs(connection)
  // The deed is done, whether or not the batch can be read again.
  await readBatch(connection, batchId).catch(() => undefined)
}

/** A retry gives a batch a new deadline, or leaves other counts. */
function hasRunSince(before: Batch, now: Batch): boolean {
  const { completed, failed } = before.request_counts
  return (
    before.expires_at !== now.expires_at ||
    completed !== now.request_counts.completed ||
    failed !== now.request_counts.failed
  )
}

/** Runs some failed rows of a batch again under the same id. An extension. @param ids of their results @throws ApiError */
export async function retryRows(
  connection: Connection,
  batchId: string,
  ids: readonly string[],
): Promise<void> {
  const path = `/batches/${encodeURIComponent(batchId)}/retry-requests`
  await viaExtension(request(connection, path, { method: 'POST', body: { request_ids: ids } }))
  runningAges.started(batchId, Date.now() / 1000)
  tellOtherTabs(connection)
}
