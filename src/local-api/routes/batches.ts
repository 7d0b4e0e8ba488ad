import { BATCH_ENDPOINTS, type BatchEndpoint } from '../../contract/request-line.ts'
import { isObject } from '../../domain/jsonl/request-rules.ts'
import { badRequest, notFound } from '../errors.ts'
import { createId } from '../ids.ts'
import { cutPage, readPage } from '../page.ts'
import { NEAR_DEADLINE_SECONDS, batchSimulation } from '../simulator/triggers.ts'
import type { BatchRecord, FileRecord } from '../store/records.ts'
import { batchToWire, listToWire, type WireObject } from '../wire.ts'
import type { Workspace } from '../workspace.ts'
import { batchAnalytics } from './analytics.ts'
import { matchesFilters, readFilters } from './batch-filters.ts'
import { createRoutes, readJsonObject, requireBatch } from './context.ts'

const WINDOW_SECONDS: Readonly<Record<string, number>> = { '24h': 24 * 3600, '1h': 3600 }
const RESULT_LIFETIME_MS = 30 * 24 * 3600 * 1000
const METADATA_LIMITS = { keys: 16, keyCharacters: 64, valueCharacters: 512 }

function readText(body: WireObject, name: string): string {
  const value = body[name]
  if (typeof value !== 'string' || value === '')
    throw badRequest(`'${name}' is required and must be a string.`, name)
  return value
}

function readEndpoint(body: WireObject): BatchEndpoint {
  const wanted = readText(body, 'endpoint')
  const endpoint = BATCH_ENDPOINTS.find((candidate) => candidate === wanted)
  if (!endpoint) throw badRequest(`'endpoint' must be one of ${BATCH_ENDPOINTS.join(', ')}.`, 'endpoint')
  return endpoint
}

function readMetadata(body: WireObject): Record<string, string> | null {
  const { metadata } = body
  if (metadata === undefined || metadata === null) return null
  if (!isObject(metadata)) throw badRequest("'metadata' must be an object.", 'metadata')
  const entries = Object.entries(metadata)
  if (entries.length > METADATA_LIMITS.keys) throw badRequest("'metadata' may hold 16 keys.", 'metadata')
  return Object.fromEntries(
    entries.map(([key, value]) => {
      if (typeof value !== 'string') throw badRequest(`'metadata.${key}' must be a string.`, 'metadata')
      if (key.length > METADATA_LIMITS.keyCharacters || value.length > METADATA_LIMITS.valueCharacters) {
        throw badRequest(`'metadata.${key}' is too long (64 characters a key, 512 a value).`, 'metadata')
      }
      return [key, value]
    }),
  )
}

/** @throws ApiFailure 400 or 404 */
function toRecord(body: WireObject, workspace: Workspace): BatchRecord {
  const { store, clock, settings } = workspace
  const { personality } = settings
  const inputFileId = readText(body, 'input_file_id')
  const endpoint = readEndpoint(body)
  const completionWindow = readText(body, 'completion_window')
  if (!personality.completionWindows.some((window) => window === completionWindow)) {
    throw badRequest(
      `'completion_window' must be one of ${personality.completionWindows.join(', ')}.`,
      'completion_window',
    )
  }
  const metadata = readMetadata(body)
  const input = store.file(inputFileId)
  if (!input) throw notFound('file', inputFileId)
  if (input.kind !== 'input') throw badRequest("The file's purpose is not 'batch'.", 'input_file_id')
  const simulation = batchSimulation(metadata)
  const window = (simulation && NEAR_DEADLINE_SECONDS[simulation]) ?? WINDOW_SECONDS[completionWindow] ?? 0
  const createdAt = clock.now()
  return {
    id: createId('batch', personality),
    endpoint,
    inputFileId,
    inputDeleted: false,
    outputFileId: createId('file', personality),
    errorFileId: createId('file', personality),
    completionWindow,
    metadata,
    status: 'validating',
    errors: [],
    createdAt,
    inProgressAt: null,
    expiresAt: createdAt + window * 1000,
    finalizingAt: null,
    completedAt: null,
    failedAt: null,
    expiredAt: null,
    cancellingAt: null,
    cancelledAt: null,
    counts: { total: 0, completed: 0, failed: 0 },
    lines: { output: { count: 0, bytes: 0 }, error: { count: 0, bytes: 0 } },
    usage: [],
  }
}

function resultFile(batch: BatchRecord, kind: 'output' | 'error'): FileRecord {
  return {
    id: kind === 'output' ? batch.outputFileId : batch.errorFileId,
    kind,
    batchId: batch.id,
    filename: `batch_${batch.id.replace(/^batch_/, '')}_${kind}.jsonl`,
    bytes: 0,
    lineCount: 0,
    createdAt: batch.createdAt,
    expiresAt: batch.createdAt + RESULT_LIFETIME_MS,
  }
}

export function batchRoutes() {
  const routes = createRoutes()

  routes.post('/batches', async (context) => {
    const workspace = context.get('workspace')
    const { store, settings, runner } = workspace
    const batch = toRecord(await readJsonObject(context.req.raw), workspace)
    store.saveFile(resultFile(batch, 'output'))
    store.saveFile(resultFile(batch, 'error'))
    store.saveBatch(batch)
    runner.wake()
    return context.json(batchToWire(batch, store, settings.personality))
  })

  routes.get('/batches', (context) => {
    const { store, settings } = context.get('workspace')
    const { personality } = settings
    const query = context.req.query()
    const filters = readFilters(personality.extensions ? query : {})
    const inOrder = (batches: readonly BatchRecord[]) => {
      const newestFirst = batches.toReversed()
      return filters.activeFirst ? newestFirst.sort(filters.activeFirst) : newestFirst
    }
    const matching = inOrder(store.batches()).filter((batch) =>
      matchesFilters(batch, store.file(batch.inputFileId)?.filename, filters),
    )
    const page = readPage(query, personality.largestPage)
    const { entries, hasMore } = cutPage(matching, inOrder(store.everyBatch()), page)
    const data = entries.map((batch) => {
      const wire = batchToWire(batch, store, personality)
      return filters.withAnalytics ? { ...wire, analytics: batchAnalytics(batch) } : wire
    })
    return context.json(listToWire(data, hasMore, personality))
  })

  routes.get('/batches/:id', (context) => {
    const { store, settings } = context.get('workspace')
    const batch = requireBatch(context.get('workspace'), context.req.param('id'))
    return context.json(batchToWire(batch, store, settings.personality))
  })

  return routes
}
