import { isObject } from '../../domain/jsonl/request-rules.ts'
import { toSeconds } from '../clock.ts'
import type { Personality } from '../personality.ts'
import type { Outcome } from '../simulator/outcome.ts'
import { simulateRow } from '../simulator/simulate.ts'
import { batchSimulation } from '../simulator/triggers.ts'
import type { BatchRecord, FinishedRequest } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import { resultLine } from './result-lines.ts'
import type { RowUnderWay } from './schedule.ts'
import { addProgress, hasEnded, type Progress } from './transitions.ts'

const NEWLINE_BYTES = 1
const SPAN_BYTES = 4_000_000
const ROWS_PER_EXPIRY = 1_000

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function lineBytes(line: string): number {
  return encoder.encode(line).length + NEWLINE_BYTES
}

/** Reads the request lines of rows; rows that lie close together in the file cost one read. */
async function readLines(store: Store, fileId: string, rows: readonly RowUnderWay[]): Promise<Uint8Array[]> {
  const from = Math.min(...rows.map((row) => row.request.start))
  const to = Math.max(...rows.map((row) => row.request.start + row.request.length))
  if (to - from > SPAN_BYTES) {
    return Promise.all(rows.map(({ request }) => store.readSlice(fileId, request.start, request.length)))
  }
  const span = await store.readSlice(fileId, from, to - from)
  return rows.map(({ request }) => span.subarray(request.start - from, request.start - from + request.length))
}

function outcomeOf(batch: BatchRecord, row: RowUnderWay, line: Uint8Array): Outcome {
  const parsed: unknown = JSON.parse(decoder.decode(line))
  const body = isObject(parsed) && isObject(parsed['body']) ? parsed['body'] : {}
  const { customId, position, attempt } = row.request
  return simulateRow({
    endpoint: batch.endpoint,
    body,
    customId,
    position,
    attempt,
    simulation: batchSimulation(batch.metadata),
    createdAt: toSeconds(row.endsAt),
  })
}

function tally(rows: readonly { row: RowUnderWay; outcome: Outcome; finished: FinishedRequest }[]): Progress {
  const progress: Progress = { completed: 0, failed: 0, outputBytes: 0, errorBytes: 0, usage: {} }
  for (const { row, outcome, finished } of rows) {
    const bytes = lineBytes(finished.line)
    if (finished.kind === 'error') {
      progress.failed += 1
      progress.errorBytes += bytes
      continue
    }
    progress.completed += 1
    progress.outputBytes += bytes
    if (outcome.kind !== 'answer' || !outcome.usage) continue
    const { promptTokens, cachedTokens, completionTokens, reasoningTokens } = outcome.usage
    const sum = progress.usage[row.request.model]
    progress.usage[row.request.model] = {
      rows: (sum?.rows ?? 0) + 1,
      promptTokens: (sum?.promptTokens ?? 0) + promptTokens,
      cachedTokens: (sum?.cachedTokens ?? 0) + cachedTokens,
      completionTokens: (sum?.completionTokens ?? 0) + completionTokens,
      reasoningTokens: (sum?.reasoningTokens ?? 0) + reasoningTokens,
      durationMs: (sum?.durationMs ?? 0) + Math.round(row.endsAt - row.startedAt),
    }
  }
  return progress
}

/** Answers rows that have ended and keeps their lines together with the counts, in one write. */
export async function answerRows(
  store: Store,
  personality: Personality,
  batchId: string,
  rows: readonly RowUnderWay[],
): Promise<void> {
  const batch = store.batch(batchId)
  if (!batch) return
  const lines = await readLines(store, batch.inputFileId, rows)
  const answered = rows.flatMap((row, index) => {
    const line = lines[index]
    if (!line) return []
    const outcome = outcomeOf(batch, row, line)
    const { position, customId } = row.request
    return [{ row, outcome, finished: resultLine({ batchId, position, customId }, outcome, personality) }]
  })
  // The batch may have been cancelled or deleted while the requests were read.
  const current = store.batch(batchId)
  if (!current || hasEnded(current)) return
  store.finish(
    addProgress(current, tally(answered)),
    answered.map(({ finished }) => finished),
  )
}

/** Lists rows that were never run in the error file; returns the batch that counts them. */
export function expireRows(store: Store, personality: Personality, batch: BatchRecord): BatchRecord {
  let current = batch
  for (;;) {
    const pending = store.requests(batch.id, { states: ['pending'], limit: ROWS_PER_EXPIRY })
    if (pending.length === 0) return current
    const finished = pending.map(({ position, customId }) => {
      const failure = { kind: 'expired' } as const
      return resultLine({ batchId: batch.id, position, customId }, { kind: 'failure', failure }, personality)
    })
    const errorBytes = finished.reduce((sum, { line }) => sum + lineBytes(line), 0)
    current = addProgress(current, {
      completed: 0,
      failed: finished.length,
      outputBytes: 0,
      errorBytes,
      usage: {},
    })
    store.finish(current, finished)
  }
}
