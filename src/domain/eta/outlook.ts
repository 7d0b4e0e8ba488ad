import type { Batch } from '../../contract/batch.ts'
import { hasEnded, openRows } from '../batch-state.ts'
import type { CountSample } from '../series/count-samples.ts'
import type { ProgressCurve } from '../series/progress-points.ts'
import { type DonePoint, type EndRange, estimateEnd } from './end-estimate.ts'

/** Whether a running batch will end before its deadline. */
export type DeadlineRisk = 'no_deadline' | 'in_time' | 'may_miss' | 'will_miss' | 'passed'

/** What is to be expected of a batch, by the phase it is in. */
export type Outlook =
  | { kind: 'ended' }
  /** The server reads the file. */
  | { kind: 'checking' }
  /** No row has ended yet: how long the queue is, nobody tells. */
  | { kind: 'queued'; risk: DeadlineRisk }
  /** Too few rows have ended to tell the speed. */
  | { kind: 'learning'; risk: DeadlineRisk }
  | { kind: 'running'; range: EndRange; risk: DeadlineRisk }
  /** Every row has ended; the results are being written. */
  | { kind: 'writing' }
  /** Rows in flight end, the others are given up. */
  | { kind: 'cancelling' }

/**
 * What is to be expected of a batch.
 * @param history rows ended over time, as `doneHistory` tells
 * @param now Unix seconds on the server's clock
 */
export function outlookOf(batch: Batch, history: readonly DonePoint[], now: number): Outlook {
  if (hasEnded(batch)) return { kind: 'ended' }
  if (batch.status === 'validating') return { kind: 'checking' }
  if (batch.status === 'cancelling') return { kind: 'cancelling' }
  const { total, completed, failed } = batch.request_counts
  if (batch.status === 'finalizing' || (total > 0 && openRows(batch) === 0)) return { kind: 'writing' }
  if (completed + failed === 0) return { kind: 'queued', risk: deadlineRisk(batch, null, now) }
  const range = total > 0 ? estimateEnd(history, total, now) : null
  const risk = deadlineRisk(batch, range, now)
  return range === null ? { kind: 'learning', risk } : { kind: 'running', range, risk }
}

function deadlineRisk(batch: Batch, range: EndRange | null, now: number): DeadlineRisk {
  if (batch.expires_at === null) return 'no_deadline'
  if (batch.expires_at < now) return 'passed'
  if (range === null || range.latest <= batch.expires_at) return 'in_time'
  return range.earliest > batch.expires_at ? 'will_miss' : 'may_miss'
}

/**
 * Rows that had ended over time, from all that is known: the times of the answers, the counts that were seen, and
 * the counts now. Counts never fall in it.
 * @param now Unix seconds, when the counts were answered
 */
export function doneHistory(
  batch: Batch,
  curve: ProgressCurve,
  samples: readonly CountSample[],
  now: number,
): DonePoint[] {
  const { completed, failed } = batch.request_counts
  let failedBefore = 0
  const fromCurve = curve.points.flatMap(({ at, completed: answered, failed: broken }) => {
    failedBefore = broken ?? failedBefore
    return answered === null ? [] : [{ at, done: answered + failedBefore }]
  })
  const seen = samples.map((sample) => ({ at: sample.at, done: sample.completed + sample.failed }))
  const history: DonePoint[] = []
  let done = 0
  for (const point of [...fromCurve, ...seen].sort((one, other) => one.at - other.at)) {
    if (point.at >= now) break
    done = Math.max(done, point.done)
    history.push({ at: point.at, done })
  }
  return [...history, { at: now, done: Math.max(done, completed + failed) }]
}
