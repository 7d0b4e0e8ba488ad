import { BATCH_STATUSES, type Batch, type BatchStatus } from '../contract/batch.ts'

/** What each status of the contract means for what a person can do. */
const STATUS_FACTS = {
  validating: { ended: false, cancellable: true },
  in_progress: { ended: false, cancellable: true },
  finalizing: { ended: false, cancellable: true },
  cancelling: { ended: false, cancellable: false },
  completed: { ended: true, cancellable: false },
  failed: { ended: true, cancellable: false },
  expired: { ended: true, cancellable: false },
  cancelled: { ended: true, cancellable: false },
} satisfies Record<BatchStatus, { ended: boolean; cancellable: boolean }>

/** The status as this console knows it, or `null` for one that a server has invented since. */
function knownStatus(status: string): BatchStatus | null {
  return BATCH_STATUSES.find((known) => known === status) ?? null
}

/** Whether nothing will change any more, save by a retry. An unknown status counts as still going on. */
export function hasEnded(batch: Pick<Batch, 'status'>): boolean {
  const status = knownStatus(batch.status)
  return status !== null && STATUS_FACTS[status].ended
}

/** Whether cancelling makes sense. Cancelling an ended batch may turn it "cancelled", so it is never offered. */
export function canCancel(batch: Pick<Batch, 'status'>): boolean {
  const status = knownStatus(batch.status)
  return status !== null && STATUS_FACTS[status].cancellable
}

/** Rows that have no result: still to come while the batch runs, cancelled or expired once it has ended. */
export function openRows(batch: Pick<Batch, 'request_counts'>): number {
  const { total, completed, failed } = batch.request_counts
  return Math.max(0, total - completed - failed)
}

/**
 * Rows of an ended batch that can run again: those that failed, were cancelled or expired. A batch that was rejected
 * whole has none: its file must be put right first.
 */
export function rowsToRetry(batch: Pick<Batch, 'status' | 'request_counts'>): number {
  if (!hasEnded(batch) || knownStatus(batch.status) === 'failed') return 0
  return batch.request_counts.failed + openRows(batch)
}

/** Whether the batch was stopped, by a person or by its deadline, while rows had no answer: it can go on. */
export function wasCutShort(batch: Pick<Batch, 'status' | 'request_counts'>): boolean {
  const { total, completed } = batch.request_counts
  // Cancelled before its rows were counted, it starts with the check of its file.
  if (batch.status === 'cancelled') return total === 0 || completed < total
  return batch.status === 'expired' && completed < total
}

/** When the batch ended, in Unix seconds; `null` while it runs or when the server does not say. */
export function endedAt(batch: Batch): number | null {
  switch (knownStatus(batch.status)) {
    case 'completed':
      return batch.completed_at
    case 'failed':
      return batch.failed_at
    case 'expired':
      // Some servers set only `completed_at` on a batch whose window ran out.
      return batch.expired_at ?? batch.completed_at
    case 'cancelled':
      return batch.cancelled_at
    default:
      return null
  }
}

/** When the rows of a batch began to run, as far as the server says. Unix seconds. */
export function beganAt(batch: Pick<Batch, 'in_progress_at' | 'created_at'>): number {
  return batch.in_progress_at ?? batch.created_at
}

export type BadgeTone = 'neutral' | 'running' | 'success' | 'warning' | 'danger'

/** The honest one-word state of a batch: from its counts and its deadline, not from the status alone. */
export type BatchState =
  | 'checking'
  | 'queued'
  | 'running'
  | 'overdue'
  | 'finalizing'
  | 'completed'
  | 'completed_with_gaps'
  | 'completed_with_failures'
  | 'none_succeeded'
  | 'rejected'
  | 'expired'
  | 'cancelling'
  | 'cancelled'
  | 'unknown'

/**
 * The state a person should see.
 * @param nowSeconds Unix seconds
 */
export function stateOf(batch: Batch, nowSeconds: number): BatchState {
  const overdue = batch.expires_at !== null && batch.expires_at < nowSeconds
  const { total, completed, failed } = batch.request_counts
  switch (knownStatus(batch.status)) {
    case 'validating':
      return 'checking'
    case 'in_progress':
      if (overdue) return 'overdue'
      return completed + failed === 0 ? 'queued' : 'running'
    case 'finalizing':
      return overdue ? 'overdue' : 'finalizing'
    case 'cancelling':
      return 'cancelling'
    case 'completed':
      if (completed === 0 && total > 0) return 'none_succeeded'
      if (failed > 0) return 'completed_with_failures'
      return completed < total ? 'completed_with_gaps' : 'completed'
    case 'failed':
      return 'rejected'
    case 'expired':
      return 'expired'
    case 'cancelled':
      return 'cancelled'
    case null:
      return 'unknown'
  }
}

const whole = new Intl.NumberFormat('en')

/** Tone and words of each state. Words carry the meaning; the tone only repeats it. */
const BADGES = {
  checking: { tone: 'running', label: () => 'Checking the file' },
  queued: { tone: 'neutral', label: () => 'Queued' },
  running: { tone: 'running', label: () => 'Running' },
  overdue: { tone: 'warning', label: () => 'Overdue' },
  finalizing: { tone: 'running', label: () => 'Finalizing' },
  completed: { tone: 'success', label: () => 'Completed' },
  completed_with_gaps: {
    tone: 'warning',
    label: ({ request_counts: { completed, total } }) =>
      `Completed, ${whole.format(completed)} of ${whole.format(total)} answered`,
  },
  completed_with_failures: {
    tone: 'warning',
    label: (batch) => {
      const { failed, total } = batch.request_counts
      const missing = openRows(batch) > 0 ? `, ${whole.format(openRows(batch))} without an answer` : ''
      return `Completed, ${whole.format(failed)} of ${whole.format(total)} failed${missing}`
    },
  },
  none_succeeded: { tone: 'danger', label: () => 'Completed, none succeeded' },
  rejected: { tone: 'danger', label: () => 'Rejected at validation' },
  expired: { tone: 'warning', label: () => 'Expired' },
  cancelling: { tone: 'running', label: () => 'Cancelling' },
  cancelled: { tone: 'neutral', label: () => 'Cancelled' },
  unknown: { tone: 'neutral', label: ({ status }) => status.replaceAll('_', ' ') },
} satisfies Record<BatchState, { tone: BadgeTone; label: (batch: Batch) => string }>

/** State, tone and words for the badge of a batch. @param nowSeconds Unix seconds */
export function badgeOf(
  batch: Batch,
  nowSeconds: number,
): { state: BatchState; tone: BadgeTone; label: string } {
  const state = stateOf(batch, nowSeconds)
  return { state, tone: BADGES[state].tone, label: BADGES[state].label(batch) }
}

/**
 * What to call a batch: the title given in this or the vendor's console, the guides' `description`,
 * else the name of its file, else its short id.
 */
export function titleOf(batch: Batch, fileName: string | null): string {
  const given = batch.metadata['batch_description']?.trim() || batch.metadata['description']?.trim()
  return given || fileName || `Batch ${shortId(batch.id)}`
}

/** The part of an id that a person compares: without its prefix, eight characters. */
function shortId(id: string): string {
  return id.replace(/^(batch|file|batch_req)[-_]/, '').slice(0, 8)
}

/** Progress in words: "480 completed, 12 failed, 8 to go". */
export function progressWords(batch: Batch): string {
  const { total, completed, failed } = batch.request_counts
  if (total === 0) return hasEnded(batch) ? 'No rows' : 'Rows not counted yet'
  const open = openRows(batch)
  const rest = hasEnded(batch) ? 'without an answer' : 'to go'
  return [
    `${whole.format(completed)} completed`,
    failed ? `${whole.format(failed)} failed` : null,
    open ? `${whole.format(open)} ${rest}` : null,
  ]
    .filter(Boolean)
    .join(', ')
}

/**
 * Whether a batch fits what a person typed: every word in its title, file name, id, endpoint or metadata.
 * For servers that cannot search themselves.
 */
export function matchesSearch(batch: Batch, fileName: string | null, search: string): boolean {
  const text = [
    titleOf(batch, fileName),
    fileName ?? '',
    batch.id,
    batch.endpoint,
    ...Object.values(batch.metadata),
  ]
    .join('\n')
    .toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
