import type { Batch } from '../../contract/batch.ts'
import { type BatchState, type BadgeTone, hasEnded, stateOf } from '../batch-state.ts'
import { type JobPart, jobPartOf } from './job-metadata.ts'

/** Batches that belong together, as far as they are known. */
export interface Job {
  id: string
  /** How many parts it has, started or not. */
  parts: number
  /** Rows of all parts, as far as anybody says. */
  requests: number | null
  /** Whether a few rows were tried before the others. */
  hasTrial: boolean
  /** The batch of each part that has started, in their order. */
  batches: JobBatch[]
  /** Batches that another one of the same part has replaced: rejected ones, and what two devices started at once. */
  replaced: Batch[]
}

/** A batch and its place in its job. */
export interface JobBatch {
  part: JobPart
  batch: Batch
}

/** What a list shows in one place: a batch by itself, or a job. */
export type ListEntry = { kind: 'batch'; batch: Batch } | { kind: 'job'; job: Job }

/**
 * Puts the batches of each job together, each where its first batch stands in the list.
 * @param more batches of these jobs that stand elsewhere, by the job's id
 */
export function groupByJob(
  batches: readonly Batch[],
  more: ReadonlyMap<string, readonly Batch[]> = new Map(),
): ListEntry[] {
  const known = new Map<string, Map<string, Batch>>()
  for (const batch of batches) {
    const id = jobPartOf(batch)?.jobId
    if (id === undefined) continue
    // What the list says is newer than what was looked up besides.
    const ofJob = known.get(id) ?? new Map((more.get(id) ?? []).map((other) => [other.id, other]))
    known.set(id, ofJob.set(batch.id, batch))
  }
  const shown = new Set<string>()
  return batches.flatMap((batch): ListEntry[] => {
    const id = jobPartOf(batch)?.jobId
    if (id === undefined) return [{ kind: 'batch', batch }]
    if (shown.has(id)) return []
    shown.add(id)
    const job = jobOf(id, [...(known.get(id)?.values() ?? [])])
    return job ? [{ kind: 'job', job }] : []
  })
}

/** The batches that an entry of a list stands for, replaced ones among them. */
export function batchesOf(entry: ListEntry): Batch[] {
  if (entry.kind === 'batch') return [entry.batch]
  return [...entry.job.batches.map(({ batch }) => batch), ...entry.job.replaced]
}

/** The job that these batches are parts of; `null` when none of them is. */
export function jobOf(id: string, batches: readonly Batch[]): Job | null {
  const all = batches.flatMap((batch): JobBatch[] => {
    const part = jobPartOf(batch)
    return part?.jobId === id ? [{ part, batch }] : []
  })
  const [first] = all
  if (!first) return null
  const byPart = new Map<number, JobBatch>()
  for (const candidate of all.toSorted(byWorth)) byPart.set(candidate.part.part, candidate)
  const chosen = [...byPart.values()].sort((one, other) => one.part.part - other.part.part)
  return {
    id,
    parts: Math.max(...all.map(({ part }) => part.parts)),
    requests: first.part.requests,
    hasTrial: all.some(({ part }) => part.role === 'trial'),
    batches: chosen,
    replaced: all.filter((candidate) => !chosen.includes(candidate)).map(({ batch }) => batch),
  }
}

/** Batches that were not rejected stand for their part, among equals the one that started first. */
function byWorth(one: JobBatch, other: JobBatch): number {
  const rank = ({ batch }: JobBatch) => (batch.status === 'failed' ? 0 : 1)
  return rank(one) - rank(other) || other.batch.created_at - one.batch.created_at
}

/** Rows of a job over its parts. */
export interface JobCounts {
  total: number
  completed: number
  failed: number
  /** Rows of parts that have not started; 0 while the server still counts those that have. */
  notStarted: number
  /** Whether the server has counted the rows of every part that has started. */
  isCounted: boolean
}

/** The rows of all parts together. */
export function jobCounts({ batches, requests, parts }: Job): JobCounts {
  const sum = { total: 0, completed: 0, failed: 0 }
  for (const { batch } of batches) {
    sum.total += batch.request_counts.total
    sum.completed += batch.request_counts.completed
    sum.failed += batch.request_counts.failed
  }
  const isCounted = batches.every(({ batch }) => batch.request_counts.total > 0)
  // Once all parts have started and are counted, they know better than what was written at the start.
  if (isCounted && batches.length === parts) return { ...sum, notStarted: 0, isCounted }
  const total = Math.max(sum.total, requests ?? 0)
  return { ...sum, total, notStarted: isCounted ? total - sum.total : 0, isCounted }
}

/** The parts that no batch stands for, by number. */
export function missingParts({ batches, parts }: Job): number[] {
  const started = new Set(batches.map(({ part }) => part.part))
  return Array.from({ length: parts }, (_, index) => index + 1).filter((part) => !started.has(part))
}

/** Whether nothing of what has started goes on. */
export function jobEnded({ batches }: Job): boolean {
  return batches.every(({ batch }) => hasEnded(batch))
}

/** When the first part was started, in Unix seconds. */
export function jobCreatedAt({ batches }: Job): number {
  return Math.min(...batches.map(({ batch }) => batch.created_at))
}

/** What to call a job: the title of its first part; `null` where none was given. */
export function jobTitle({ batches }: Job): string | null {
  return batches[0]?.batch.metadata['batch_description']?.trim() || null
}

/** The honest one-word state of a job, from all its parts. */
export type JobState = BatchState | 'partly_started' | 'trial_ended' | 'trial_failed' | 'partly_rejected'

/** States of parts in which the whole job is, as soon as one part is: the first one that occurs counts. */
const WHILE_RUNNING = ['overdue', 'cancelling', 'running', 'finalizing', 'queued', 'checking'] as const

const COMPLETED = ['completed', 'completed_with_gaps', 'completed_with_failures', 'none_succeeded'] as const

/** @param nowSeconds Unix seconds */
export function jobStateOf(job: Job, nowSeconds: number): JobState {
  const states = new Set(job.batches.map(({ batch }) => stateOf(batch, nowSeconds)))
  const has = (state: BatchState) => states.has(state)
  if (has('queued') && COMPLETED.some(has)) {
    states.add('running')
  }
  const running = WHILE_RUNNING.find((state) => has(state))
  if (running) return running
  if (has('unknown')) return 'unknown'
  if (has('rejected')) return states.size === 1 ? 'rejected' : 'partly_rejected'
  if (has('expired')) return 'expired'
  if (has('cancelled')) return 'cancelled'
  const { total, completed, failed } = jobCounts(job)
  if (missingParts(job).length > 0) {
    if (!job.hasTrial || job.batches.length > 1) return 'partly_started'
    return completed === 0 && failed > 0 ? 'trial_failed' : 'trial_ended'
  }
  if (completed === 0 && total > 0) return 'none_succeeded'
  if (failed > 0) return 'completed_with_failures'
  return completed < total ? 'completed_with_gaps' : 'completed'
}

const whole = new Intl.NumberFormat('en')

interface JobBadge {
  tone: BadgeTone
  label: (job: Job) => string
}

function rejected({ batches }: Job): number {
  return batches.filter(({ batch }) => batch.status === 'failed').length
}

/** Adds to the words of a state what else is true of the parts. */
function withGaps(words: string): (job: Job) => string {
  return (job) => {
    const bad = rejected(job)
    if (bad > 0) return `${words}, ${bad} of ${job.parts} rejected`
    const started = job.batches.length
    return started < job.parts && !job.hasTrial ? `${words}, ${started} of ${job.parts} started` : words
  }
}

const BADGES = {
  checking: { tone: 'running', label: withGaps('Checking the files') },
  queued: { tone: 'neutral', label: withGaps('Queued') },
  running: { tone: 'running', label: withGaps('Running') },
  overdue: { tone: 'warning', label: withGaps('Overdue') },
  finalizing: { tone: 'running', label: withGaps('Finalizing') },
  cancelling: { tone: 'running', label: withGaps('Cancelling') },
  completed: { tone: 'success', label: () => 'Completed' },
  completed_with_gaps: {
    tone: 'warning',
    label: (job) => {
      const { completed, total } = jobCounts(job)
      return `Completed, ${whole.format(completed)} of ${whole.format(total)} answered`
    },
  },
  completed_with_failures: {
    tone: 'warning',
    label: (job) => {
      const { failed, total } = jobCounts(job)
      return `Completed, ${whole.format(failed)} of ${whole.format(total)} failed`
    },
  },
  none_succeeded: { tone: 'danger', label: () => 'Completed, none succeeded' },
  rejected: { tone: 'danger', label: () => 'Rejected at validation' },
  partly_rejected: {
    tone: 'danger',
    label: (job) => `${rejected(job)} of ${job.parts} rejected at validation`,
  },
  partly_started: {
    tone: 'warning',
    label: ({ batches, parts }) => `${batches.length} of ${parts} started`,
  },
  trial_ended: {
    tone: 'neutral',
    label: (job) => {
      const { completed, failed } = jobCounts(job)
      return failed === 0
        ? 'Trial done, the rest not started'
        : `Trial done, ${whole.format(failed)} of ${whole.format(completed + failed)} failed`
    },
  },
  trial_failed: { tone: 'danger', label: () => 'Trial done, none succeeded' },
  expired: { tone: 'warning', label: withGaps('Expired') },
  cancelled: { tone: 'neutral', label: withGaps('Cancelled') },
  unknown: { tone: 'neutral', label: () => 'State unknown' },
} satisfies Record<JobState, JobBadge>

/** State, tone and words for the badge of a job. @param nowSeconds Unix seconds */
export function jobBadgeOf(
  job: Job,
  nowSeconds: number,
): { state: JobState; tone: BadgeTone; label: string } {
  const state = jobStateOf(job, nowSeconds)
  return { state, tone: BADGES[state].tone, label: BADGES[state].label(job) }
}

/** Progress in words: "80,000 completed, 12 failed, 40,000 not started". */
export function jobProgressWords(job: Job): string {
  const { total, completed, failed, notStarted } = jobCounts(job)
  if (total === 0) return jobEnded(job) ? 'No rows' : 'Rows not counted yet'
  const open = Math.max(0, total - completed - failed - notStarted)
  const rest = jobEnded(job) ? 'without an answer' : 'to go'
  return [
    `${whole.format(completed)} completed`,
    failed ? `${whole.format(failed)} failed` : null,
    open ? `${whole.format(open)} ${rest}` : null,
    notStarted ? `${whole.format(notStarted)} not started` : null,
  ]
    .filter(Boolean)
    .join(', ')
}
