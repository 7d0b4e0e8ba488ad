import { toSeconds } from './clock.ts'
import type { Personality } from './personality.ts'
import { hasEnded } from './runner/transitions.ts'
import type { BatchRecord, FileRecord } from './store/records.ts'
import type { Store } from './store/store.ts'

/** JSON as it goes over the wire: `null` where a value is absent. */
export type WireObject = Record<string, unknown>

/** What a file is for, in the words of this personality. */
export function purposeOf(file: FileRecord, personality: Personality): string {
  const purposes = { input: 'batch', output: 'batch_output', error: personality.errorFilePurpose }
  return purposes[file.kind]
}

function withAbsent(object: WireObject, personality: Personality): WireObject {
  if (personality.absent === 'null') return object
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null))
}

function seconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : toSeconds(milliseconds)
}

/** The size of a file now; output and error files grow with their batch. */
function bytesOf(file: FileRecord, store: Store): number {
  if (file.kind === 'input' || file.batchId === null) return file.bytes
  return store.batch(file.batchId)?.lines[file.kind].bytes ?? 0
}

export function fileToWire(file: FileRecord, store: Store, personality: Personality): WireObject {
  return {
    id: file.id,
    object: 'file',
    bytes: bytesOf(file, store),
    created_at: toSeconds(file.createdAt),
    expires_at: toSeconds(file.expiresAt),
    filename: file.filename,
    purpose: purposeOf(file, personality),
    ...(personality.fileStatus ? { status: 'processed' } : {}),
  }
}

/** The id of an output or error file as the batch names it; see `earlyFileIds`. */
function resultFileId(batch: BatchRecord, kind: 'output' | 'error', store: Store, personality: Personality) {
  const id = kind === 'output' ? batch.outputFileId : batch.errorFileId
  if (!store.file(id)) return null
  if (personality.earlyFileIds) return id
  if (!hasEnded(batch)) return null
  return batch.lines[kind].count > 0 ? id : ''
}

export function batchToWire(batch: BatchRecord, store: Store, personality: Personality): WireObject {
  const hidesInput = batch.inputDeleted && !personality.keepsDeletedInputId
  return withAbsent(
    {
      id: batch.id,
      object: 'batch',
      endpoint: batch.endpoint,
      errors: batch.errors.length === 0 ? null : { object: 'list', data: batch.errors },
      input_file_id: hidesInput ? '' : batch.inputFileId,
      completion_window: batch.completionWindow,
      status: batch.status,
      output_file_id: resultFileId(batch, 'output', store, personality),
      error_file_id: resultFileId(batch, 'error', store, personality),
      created_at: toSeconds(batch.createdAt),
      in_progress_at: seconds(batch.inProgressAt),
      expires_at: toSeconds(batch.expiresAt),
      finalizing_at: seconds(batch.finalizingAt),
      completed_at: seconds(batch.completedAt),
      failed_at: seconds(batch.failedAt),
      expired_at: seconds(batch.expiredAt),
      cancelling_at: seconds(batch.cancellingAt),
      cancelled_at: seconds(batch.cancelledAt),
      request_counts: batch.counts,
      metadata: batch.metadata,
    },
    personality,
  )
}

/** The list envelope of the OpenAI contract, in which the ids of an empty page are still texts. */
export function listToWire(
  data: readonly WireObject[],
  hasMore: boolean,
  personality: Personality,
): WireObject {
  const [first] = data
  const last = data.at(-1)
  if (first && last)
    return { object: 'list', data, first_id: first['id'], last_id: last['id'], has_more: hasMore }
  const noIds = personality.absent === 'omitted' ? {} : { first_id: '', last_id: '' }
  return { object: 'list', data, ...noIds, has_more: hasMore }
}
