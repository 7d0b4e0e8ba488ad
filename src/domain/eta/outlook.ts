import type { Batch } from '../../contract/batch.ts'
import { beganAt, hasEnded, openRows } from '../batch-state.ts'
import type { CountSample } from '../series/count-samples.ts'
import type { ProgressCurve } from '../series/progress-points.ts'
import { reopenedAt, windowSeconds } from '../series/reopening.ts'
import { type DonePoint, type EndRange, estimateEnd } from './end-estimate.ts'

/** Whether a batch will end before its deadline. */
export type DeadlineRisk = 'no_deadline' | 'in_time' | 'may_miss' | 'will_miss' | 'passed'

/** A batch whose speed nobody knows is at risk once so little of its window is left. */
const LATE_SHARE = 0.25
/** The share of a batch's rows that is its tail. */
const TAIL_ROWS = 0.05

/** What is to be expected of a batch, by the phase it is in. */
export type Outlook =
  | { kind: 'ended' }
  /** The server reads the file. */
  | { kind: 'checking'; risk: DeadlineRisk }
  /** No row has ended yet: how long the queue is, nobody tells. */
  | { kind: 'queued'; risk: DeadlineRisk }
  /** Too few rows have ended to tell the speed. */
  | { kind: 'learning'; risk: DeadlineRisk }
  /** In the tail only the last rows are left, which often take longer than the others. */
  | { kind: 'running'; range: EndRange; risk: DeadlineRisk; isTail: boolean }
  /** Every row has ended; the results are being written. */
  | { kind: 'writing' }
  /** Rows in flight end, the others are given up. */
  | { kind: 'cancelling' }

/**
 * What is to be expected of a batch.
 * @param history rows ended over time, as `doneHistory` tells
 * @param now Unix seconds on the server's clock
 * @param beganBefore Unix seconds, where the run began before its history
 */
export function outlookOf(
  batch: Batch,
  history: readonly DonePoint[],
  now: number,
  beganBefore?: number,
): Outlook {
  if (hasEnded(batch)) return { kind: 'ended' }
  if (batch.status === 'validating') return { kind: 'checking', risk: deadlineRisk(batch, null, now) }
  if (batch.status === 'cancelling') return { kind: 'cancelling' }
  const { total, completed, failed } = batch.request_counts
  if (batch.status === 'finalizing' || (total > 0 && openRows(batch) === 0)) return { kind: 'writing' }
  if (completed + failed <= runOf(batch, history).doneBefore)
    return { kind: 'queued', risk: deadlineRisk(batch, null, now) }
  const range = total > 0 ? estimateEnd(history, total, now, beganBefore) : null
  const risk = deadlineRisk(batch, range, now)
  return range === null
    ? { kind: 'learning', risk }
    : { kind: 'running', range, risk, isTail: openRows(batch) <= total * TAIL_ROWS }
}

/** The run that a history is of: the last one, where a batch was opened again. */
export interface Run {
  /** Unix seconds. */
  since: number
  /** Rows that had ended in earlier runs. */
  doneBefore: number
  isAgain: boolean
}

/** @param history as `doneHistory` tells */
export function runOf(batch: Batch, history: readonly DonePoint[]): Run {
  const [first] = history
  return first?.opensAgain === true
    ? { since: first.at, doneBefore: first.done, isAgain: true }
    : { since: beganAt(batch), doneBefore: 0, isAgain: false }
}

function deadlineRisk(batch: Batch, range: EndRange | null, now: number): DeadlineRisk {
  if (batch.expires_at === null) return 'no_deadline'
  if (batch.expires_at < now) return 'passed'
  if (range === null) return isLateToStart(batch, batch.expires_at, now) ? 'may_miss' : 'in_time'
  if (range.latest <= batch.expires_at) return 'in_time'
  return range.earliest > batch.expires_at ? 'will_miss' : 'may_miss'
}

function isLateToStart(batch: Batch, deadline: number, now: number): boolean {
  const window = Math.min(deadline - batch.created_at, windowSeconds(batch.completion_window) ?? Infinity)
  return deadline - now < window * LATE_SHARE
}

/**
 * Rows that had ended over time, from all that is known: the times of the answers, the counts that were seen, and
 * the counts now. Counts never fall in it: for a batch that was opened again it begins at that moment, with the
 * answers and failures that stayed.
 * @param now Unix seconds, when the counts were answered
 */
export function doneHistory(
  batch: Batch,
  curve: ProgressCurve,
  samples: readonly CountSample[],
  now: number,
): DonePoint[] {
  const { completed, failed } = batch.request_counts
  const since = reopenedAt(batch, samples)
  const isOfThisRun = ({ at }: { at: number }) => since === null || at > since
  let failedBefore = 0
  const fromCurve = curve.points
    .filter(isOfThisRun)
    .flatMap(({ at, completed: answered, failed: broken }) => {
      // Failures of an earlier run may stand there a little longer.
      failedBefore = Math.min(broken ?? failedBefore, failed)
      return answered === null ? [] : [{ at, done: answered + failedBefore }]
    })
  const seen = samples
    .filter(isOfThisRun)
    .map((sample) => ({ at: sample.at, done: sample.completed + sample.failed }))
  const answersKept =
    curve.points.findLast((point) => point.completed !== null && !isOfThisRun(point))?.completed ?? 0
  // Rows that were not run again stay failed. Where nobody looked, each failure counts as one of them.
  const failuresKept = Math.min(failed, ...samples.filter(isOfThisRun).map((sample) => sample.failed))
  const kept = answersKept + failuresKept
  const history: DonePoint[] = since === null ? [] : [{ at: since, done: kept, opensAgain: true }]
  let done = since === null ? 0 : kept
  for (const point of [...fromCurve, ...seen].sort((one, other) => one.at - other.at)) {
    if (point.at >= now) break
    done = Math.max(done, point.done)
    history.push({ at: point.at, done })
  }
  return [...history, { at: now, done: Math.max(done, completed + failed) }]
}
