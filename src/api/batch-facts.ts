import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import type { BatchAnalytics } from '../contract/analytics.ts'
import type { ListedBatch } from '../contract/listed-batch.ts'
import { hasEnded } from '../domain/batch-state.ts'
import { isObject } from '../domain/jsonl/request-rules.ts'
import { readStored, writeStored } from '../lib/browser-storage.ts'
import { useStoreValue } from '../lib/value-store.ts'
import { createBackgroundReads } from './background-reads.ts'
import { batchKeys, readAnalytics } from './batches.ts'
import type { Connection } from './connection.ts'
import { asApiError } from './errors.ts'
import { readFirstLine } from './files.ts'

const KEY = 'file-models'
const MOST_KEPT = 3000

const StoredModels = z.array(z.tuple([z.string(), z.string()]))

function storedModels(): ReadonlyMap<string, string | null> {
  const parsed = z.safeParse(StoredModels, readStored('device', KEY))
  return new Map(parsed.success ? parsed.data : [])
}

/** Ends of batches never change, save by a retry: status and counts are part of the key. */
function analyticsKey({ id, status, request_counts: { completed, failed } }: ListedBatch): string {
  return JSON.stringify([id, status, completed, failed])
}

const IdOfKey = z.tuple([z.string(), z.string(), z.number(), z.number()])

const analyticsReads = createBackgroundReads<BatchAnalytics | null>(
  (connection, key, signal) => readAnalytics(connection, z.parse(IdOfKey, JSON.parse(key))[0], signal),
  MOST_KEPT,
)

/** A file never changes, so its model is kept on this device as well. */
const modelReads = createBackgroundReads<string | null>(readModel, MOST_KEPT, storedModels())

async function readModel(
  connection: Connection,
  fileId: string,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    return modelOfLine(await readFirstLine(connection, fileId, signal))
  } catch (error) {
    // A deleted file tells nothing any more.
    if (asApiError(error).kind !== 'not_found') throw error
    return null
  }
}

/** The model of a request line; `null` where it names none. */
function modelOfLine(line: string): string | null {
  try {
    const request: unknown = JSON.parse(line)
    const body = isObject(request) ? request['body'] : null
    const model = isObject(body) ? body['model'] : null
    return typeof model === 'string' && model !== '' ? model : null
  } catch {
    return null
  }
}

/** The input files of batches whose model only the file tells. */
export function filesToRead(batches: readonly ListedBatch[]): string[] {
  return [
    ...new Set(
      batches.flatMap(({ model, input_file_id }) => (model === null && input_file_id ? [input_file_id] : [])),
    ),
  ]
}

/** Reads the models of input files from their first lines. The answers are in `useFileModels`. */
export function fileModelsQuery(connection: Connection, fileIds: readonly string[]) {
  return queryOptions({
    queryKey: [connection.id, 'files', 'models', fileIds],
    queryFn: async ({ signal }) => {
      await modelReads.readAll(connection, fileIds, signal)
      const told = [...modelReads.known.get()].filter(([, model]) => model !== null)
      writeStored('device', KEY, told)
      return fileIds.length
    },
    enabled: fileIds.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
}

/** The model of an input file; `undefined` until it was read, `null` where the file does not tell. */
export function useFileModels(connection: Connection): (fileId: string | null) => string | null | undefined {
  const known = useStoreValue(modelReads.known)
  return (fileId) => (fileId === null ? null : known.get(modelReads.keyOf(connection, fileId)))
}

/** Ended batches with answers whose figures the list did not bring: these are asked for one by one. */
export function batchesToAsk(batches: readonly ListedBatch[]): ListedBatch[] {
  return batches.filter(
    (batch) =>
      batch.analytics === null &&
      batch.usage === null &&
      batch.request_counts.completed > 0 &&
      hasEnded(batch),
  )
}

/** Asks for the figures of ended batches. The answers are in `useAnalytics`. */
export function analyticsQuery(connection: Connection, batches: readonly ListedBatch[]) {
  const keys = batches.map(analyticsKey)
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'analytics of many', keys],
    queryFn: async ({ signal }) => {
      await analyticsReads.readAll(connection, keys, signal)
      return keys.length
    },
    enabled: keys.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
}

/** The figures of a batch that were asked for; `undefined` until they are there, `null` where there are none. */
export function useAnalytics(
  connection: Connection,
): (batch: ListedBatch) => BatchAnalytics | null | undefined {
  const known = useStoreValue(analyticsReads.known)
  return (batch) => known.get(analyticsReads.keyOf(connection, analyticsKey(batch)))
}
