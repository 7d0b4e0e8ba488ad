import type { BatchStatus } from '../../contract/batch.ts'
import type { BatchFailure, BatchRecord, ModelUsage } from '../store/records.ts'

/** Whether a batch in this status has ended; a retry can reopen it. */
const HAS_ENDED = {
  validating: false,
  in_progress: false,
  finalizing: false,
  completed: true,
  failed: true,
  expired: true,
  cancelling: false,
  cancelled: true,
} satisfies Record<BatchStatus, boolean>

export function hasEnded(batch: BatchRecord): boolean {
  return HAS_ENDED[batch.status]
}

/** Rows that have neither an answer nor a failure yet. */
export function openRows(batch: BatchRecord): number {
  return batch.counts.total - batch.counts.completed - batch.counts.failed
}

/** @param at milliseconds, here and below */
export function start(batch: BatchRecord, total: number, at: number): BatchRecord {
  return { ...batch, status: 'in_progress', inProgressAt: at, counts: { total, completed: 0, failed: 0 } }
}

export function fail(batch: BatchRecord, errors: BatchFailure[], at: number): BatchRecord {
  return { ...batch, status: 'failed', failedAt: at, errors }
}

export function finalize(batch: BatchRecord, at: number): BatchRecord {
  return { ...batch, status: 'finalizing', finalizingAt: at }
}

export function complete(batch: BatchRecord, at: number): BatchRecord {
  return { ...batch, status: 'completed', completedAt: at }
}

export function expire(batch: BatchRecord, at: number): BatchRecord {
  return { ...batch, status: 'expired', expiredAt: at }
}

export function requestCancel(batch: BatchRecord, at: number): BatchRecord {
  return { ...batch, status: 'cancelling', cancellingAt: at }
}

export function cancel(batch: BatchRecord, at: number): BatchRecord {
  return { ...batch, status: 'cancelled', cancelledAt: at }
}

/** What rows that ended add to their batch. Bytes include the line ends. */
export interface Progress {
  completed: number
  failed: number
  outputBytes: number
  errorBytes: number
  /** One entry a row with usage; models may repeat. */
  usage: readonly ModelUsage[]
}

function addUsage(one: ModelUsage, other: ModelUsage): ModelUsage {
  return {
    model: one.model,
    rows: one.rows + other.rows,
    promptTokens: one.promptTokens + other.promptTokens,
    cachedTokens: one.cachedTokens + other.cachedTokens,
    completionTokens: one.completionTokens + other.completionTokens,
    reasoningTokens: one.reasoningTokens + other.reasoningTokens,
    durationMs: one.durationMs + other.durationMs,
  }
}

export function addProgress(batch: BatchRecord, progress: Progress): BatchRecord {
  const { counts, lines } = batch
  const usage = new Map(batch.usage.map((sum) => [sum.model, sum]))
  for (const added of progress.usage) {
    const sum = usage.get(added.model)
    usage.set(added.model, sum ? addUsage(sum, added) : added)
  }
  return {
    ...batch,
    usage: [...usage.values()],
    counts: {
      ...counts,
      completed: counts.completed + progress.completed,
      failed: counts.failed + progress.failed,
    },
    lines: {
      output: {
        count: lines.output.count + progress.completed,
        bytes: lines.output.bytes + progress.outputBytes,
      },
      error: { count: lines.error.count + progress.failed, bytes: lines.error.bytes + progress.errorBytes },
    },
  }
}

/**
 * Runs an ended batch on under the same id, with a new deadline.
 * @param removed failed rows that run again, and the bytes their lines took in the error file
 */
export function reopen(
  batch: BatchRecord,
  removed: { rows: number; bytes: number },
  at: number,
): BatchRecord {
  const { error } = batch.lines
  return {
    ...batch,
    status: 'in_progress',
    expiresAt: at + (batch.expiresAt - batch.createdAt),
    finalizingAt: null,
    completedAt: null,
    failedAt: null,
    expiredAt: null,
    cancellingAt: null,
    cancelledAt: null,
    errors: [],
    counts: { ...batch.counts, failed: batch.counts.failed - removed.rows },
    lines: {
      ...batch.lines,
      error: { count: error.count - removed.rows, bytes: error.bytes - removed.bytes },
    },
  }
}
