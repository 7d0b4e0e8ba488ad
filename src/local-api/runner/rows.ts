import { isObject } from '../../domain/jsonl/request-rules.ts'
import { createBreather } from '../breather.ts'
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
/** Answers that are kept in one write; an answer can be much longer than its request. */
const WRITE_BYTES = 4_000_000
const ROWS_PER_EXPIRY = 1_000

const encoder = new TextEncoder()
const decoder = new TextDecoder()

interface AnsweredRow {
  row: RowUnderWay
  outcome: Outcome
  finished: FinishedRequest
  /** Bytes of its line, with the line end. */
  bytes: number
}

function lineBytes(line: string): number {
  return encoder.encode(line).length + NEWLINE_BYTES
}

/** Reads the request lines of rows one after the other; rows that lie close together in the file cost one read. */
async function* readLines(store: Store, fileId: string, rows: readonly RowUnderWay[]) {
  const from = Math.min(...rows.map((row) => row.request.start))
  const to = Math.max(...rows.map((row) => row.request.start + row.request.length))
  const span = to - from > SPAN_BYTES ? null : await store.readSlice(fileId, from, to - from)
  for (const row of rows) {
    const { start, length } = row.request
    const line = span?.subarray(start - from, start - from + length)
    yield { row, line: line ?? (await store.readSlice(fileId, start, length)) }
  }
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

function answer(batch: BatchRecord, row: RowUnderWay, line: Uint8Array, personality: Personality) {
  const outcome = outcomeOf(batch, row, line)
  const { position, customId } = row.request
  const finished = resultLine({ batchId: batch.id, position, customId }, outcome, personality)
  return { row, outcome, finished, bytes: lineBytes(finished.line) }
}

function tally(rows: readonly AnsweredRow[]): Progress {
  const isAnswer = ({ finished }: AnsweredRow) => finished.kind === 'output'
  const sizeOf = (some: readonly AnsweredRow[]) => some.reduce((sum, { bytes }) => sum + bytes, 0)
  const completed = rows.filter(isAnswer)
  const failed = rows.filter((row) => !isAnswer(row))
  return {
    completed: completed.length,
    failed: failed.length,
    outputBytes: sizeOf(completed),
    errorBytes: sizeOf(failed),
    usage: completed.flatMap(({ row, outcome }) => {
      if (outcome.kind !== 'answer' || !outcome.usage) return []
      const durationMs = Math.round(row.endsAt - row.startedAt)
      return [{ model: row.request.model, rows: 1, ...outcome.usage, durationMs }]
    }),
  }
}

/** Returns whether the batch still runs: it may have been cancelled or deleted while its rows were answered. */
function keep(store: Store, batchId: string, answered: readonly AnsweredRow[]): boolean {
  const current = store.batch(batchId)
  if (!current || hasEnded(current)) return false
  store.finish(
    addProgress(current, tally(answered)),
    answered.map(({ finished }) => finished),
  )
  return true
}

/**
 * Answers rows that have ended and keeps their lines together with the counts. Takes a breath between
 * rows, and writes as soon as much has come together.
 */
export async function answerRows(
  store: Store,
  personality: Personality,
  batchId: string,
  rows: readonly RowUnderWay[],
): Promise<void> {
  const batch = store.batch(batchId)
  if (!batch) return
  const breathe = createBreather()
  let answered: AnsweredRow[] = []
  let bytes = 0
  for await (const { row, line } of readLines(store, batch.inputFileId, rows)) {
    const one = answer(batch, row, line, personality)
    answered.push(one)
    bytes += one.bytes
    if (bytes >= WRITE_BYTES) {
      if (!keep(store, batchId, answered)) return
      answered = []
      bytes = 0
    }
    await breathe()
  }
  if (answered.length > 0) keep(store, batchId, answered)
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
      usage: [],
    })
    store.finish(current, finished)
  }
}
