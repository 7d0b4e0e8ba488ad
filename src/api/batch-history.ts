import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { Batch } from '../contract/batch.ts'
import { count } from '../contract/lenient.ts'
import { retryOf } from '../domain/attempts/attempt-metadata.ts'
import { hasEnded } from '../domain/batch-state.ts'
import {
  type BatchEnd,
  type BatchPlan,
  historyToStored,
  planLike,
  readHistory,
  scalePlan,
  type StartedBatch,
  withEnd,
  withStarted,
} from '../domain/estimate/history.ts'
import { onStoredChange, readStored, writeStored } from '../lib/browser-storage.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'
import { batchKeys, readAnalytics } from './batches.ts'
import type { Connection } from './connection.ts'
import { asApiError } from './errors.ts'
import { requestJson } from './http.ts'

const KEY = 'batch-history'
/** Ends that one visit asks for; more would be a burst of requests after a long absence. */
const MOST_ASKED = 5

const store = createValueStore<readonly StartedBatch[]>(readHistory(readStored('device', KEY)))
// Another tab may have started a batch since.
if (typeof window !== 'undefined') {
  onStoredChange(KEY, () => store.set(readHistory(readStored('device', KEY))))
}

function change(next: (history: readonly StartedBatch[]) => StartedBatch[]): void {
  const stored = readStored('device', KEY)
  // Where the browser keeps nothing, this tab still remembers.
  const history = next(stored === null ? store.get() : readHistory(stored))
  store.set(history)
  writeStored('device', KEY, historyToStored(history))
}

/** The batches that this browser has started, newest first, kept current. */
export function useBatchHistory(): readonly StartedBatch[] {
  return useStoreValue(store)
}

/** The batches that this browser has started to try rows of another one again, newest first. */
export function startedAttempts(connection: Connection, firstId: string): string[] {
  return store
    .get()
    .filter((started) => started.connectionId === connection.id && started.retryOf === firstId)
    .map(({ batchId }) => batchId)
}

function recordStarted(connection: Connection, batch: Batch, plan: BatchPlan): void {
  const started: StartedBatch = {
    batchId: batch.id,
    connectionId: connection.id,
    fileId: batch.input_file_id,
    title: batch.metadata['batch_description'] || plan.file.name,
    startedAt: Math.floor(Date.now() / 1000),
    completionWindow: batch.completion_window,
    retryOf: retryOf(batch),
    plan,
    end: null,
  }
  change((history) => withStarted(history, started))
}

/** Is told of every batch of a start: the rows that it runs (`null` for all of the file), and whose key started it. */
type Recorder = (batch: Batch, part: { requests: number | null }, connection: Connection) => void

/**
 * Remembers the batches of one start.
 * @param plan of the whole file; `null` where nobody has read it, and nothing is remembered
 * @returns to be told of every batch, with the rows that it runs (`null` for all of the file)
 */
export function startRecorder(plan: BatchPlan | null): Recorder {
  return (batch, { requests }, connection) => {
    if (plan) recordStarted(connection, batch, requests === null ? plan : scalePlan(plan, requests))
  }
}

/**
 * Remembers batches that run more rows of a file of which a first batch was started from this browser.
 * @param tried the id of that first batch; where it was started elsewhere, nothing is remembered
 * @returns to be told of every batch, with the rows that it runs
 */
export function restRecorder(tried: string): Recorder {
  return (batch, { requests }, connection) => {
    const first = store.get().find(({ batchId }) => batchId === tried)
    if (!first || requests === null) return
    const plan = planLike(first.plan, requests)
    // What was expected was the price of the first one's window.
    const isPriced = batch.completion_window === first.completionWindow
    recordStarted(connection, batch, isPriced ? plan : { ...plan, cost: null })
  }
}

/** OpenAI's API tells the tokens of a batch on the batch itself. */
const BatchWithUsage = z.extend(Batch, {
  usage: z.catch(z.nullish(z.object({ input_tokens: count, output_tokens: count })), null),
})

/**
 * Looks whether batches of this browser have ended since, and remembers what they used: the next estimate learns
 * from them. The answer is the number of ends that were found.
 */
export function batchEndsQuery(connection: Connection, batches: readonly StartedBatch[]) {
  const open = batches
    .filter(({ connectionId, end }) => connectionId === connection.id && end === null)
    .slice(0, MOST_ASKED)
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'ends', open.map(({ batchId }) => batchId)],
    queryFn: async ({ signal }) => {
      let found = 0
      for (const { batchId } of open) {
        const end = await readEnd(connection, batchId, signal)
        if (end) {
          change((history) => withEnd(history, batchId, end))
          found += 1
        }
      }
      return found
    },
    enabled: open.length > 0,
    staleTime: 30_000,
  })
}

/** @returns `null` while the batch runs */
async function readEnd(
  connection: Connection,
  batchId: string,
  signal: AbortSignal,
): Promise<BatchEnd | null> {
  const path = `/batches/${encodeURIComponent(batchId)}`
  try {
    const batch = await requestJson(connection, path, BatchWithUsage, { signal })
    if (!hasEnded(batch)) return null
    const usage = await readAnalytics(connection, batchId, signal)
    return {
      status: batch.status,
      completed: batch.request_counts.completed,
      inputTokens: usage?.total_prompt_tokens ?? batch.usage?.input_tokens ?? null,
      outputTokens: usage?.total_completion_tokens ?? batch.usage?.output_tokens ?? null,
    }
  } catch (error) {
    if (asApiError(error).kind !== 'not_found') throw error
    return { status: 'deleted', completed: 0, inputTokens: null, outputTokens: null }
  }
}
