import type { Batch } from '../../contract/batch.ts'
import { beganAt, endedAt } from '../batch-state.ts'
import type { AnswerSeries } from './answer-series.ts'
import { type CountSample, GAP_SECONDS } from './count-samples.ts'

/** Rows that had ended by a moment; `null` where that is not known. */
interface ProgressPoint {
  /** Unix seconds. */
  at: number
  completed: number | null
  failed: number | null
}

/** Completed and failed rows over time, and how far that can be trusted. */
export interface ProgressCurve {
  points: ProgressPoint[]
  /** `answers`: to the second, from the time that each answer carries. `looks`: from counts seen while polling. */
  completedFrom: 'answers' | 'looks'
  /** Answers that carry no time and are not in the curve; 0 where the curve follows looks. */
  untimedRows: number
  /** Rows that completed at a time which is not known. */
  completedInGaps: number
  /** Rows that failed at a time which is not known. */
  failedInGaps: number
}

interface Known {
  batch: Batch
  series: AnswerSeries
  samples: readonly CountSample[]
}

/**
 * Puts what the answers say and what was seen while polling on one time axis. The curve of completed rows is the
 * same for everybody; that of failed rows, which carry no time, is known only where somebody looked.
 */
export function progressCurve({ batch, series, samples }: Known): ProgressCurve {
  const untimed = series.untimed.reduce((rows, total) => rows + total.rows, 0)
  // Some servers hand out no answer before the end, and embeddings carry no time.
  const isTimeless = series.buckets.length === 0 && (untimed > 0 || batch.request_counts.completed > 0)
  const completedFrom = isTimeless ? 'looks' : 'answers'
  const seen = looksOf(batch, samples)
  const looks = completedFrom === 'looks' ? seen : inStep(batch, seen, series.bucketSeconds)
  const steps = bucketSteps(batch, series)
  const times = new Set([beganAt(batch), ...steps.map(({ at }) => at), ...looks.map(({ at }) => at)])
  const completedAt = completedFrom === 'looks' ? stepper(looks, 'completed') : answerStepper(steps)
  const failedAt = stepper(looks, 'failed')
  return {
    points: [...times]
      .sort((one, other) => one - other)
      .map((at) => ({ at, completed: completedAt(at), failed: failedAt(at) })),
    completedFrom,
    untimedRows: completedFrom === 'answers' ? untimed : 0,
    completedInGaps: completedFrom === 'looks' ? changesInGaps(looks, 'completed') : 0,
    failedInGaps: changesInGaps(looks, 'failed'),
  }
}

/** What was seen, with the two moments at which the counts are known without looking: beginning and end. */
function looksOf(batch: Batch, samples: readonly CountSample[]): CountSample[] {
  const start = beganAt(batch)
  const looks: CountSample[] = [{ at: start, completed: 0, failed: 0, afterGap: false }]
  const { completed, failed } = batch.request_counts
  const end = endedAt(batch)
  for (const sample of samples) {
    if (sample.at <= start || (end !== null && sample.at >= end)) continue
    const look = end === null ? sample : withinEnd(sample, completed)
    looks.push({ ...look, afterGap: sample.afterGap || (looks.length === 1 && isGap(looks, look)) })
  }
  if (end !== null && end > start) {
    const last = { at: end, completed, failed, afterGap: false }
    looks.push({ ...last, afterGap: isGap(looks, last) })
  }
  return looks
}

/** A server may count an answer that is an error as completed; those beyond all that completed have failed. */
function withinEnd(look: CountSample, completedAtEnd: number): CountSample {
  const excess = Math.max(0, look.completed - completedAtEnd)
  return { ...look, completed: look.completed - excess, failed: look.failed + excess }
}

/**
 * Moves looks to the ends of their stretches: within one, the number of answers is not known. The first one is the
 * beginning of the batch; none moves beyond its end.
 */
function inStep(batch: Batch, looks: readonly CountSample[], seconds: number): readonly CountSample[] {
  const end = endedAt(batch) ?? Infinity
  return looks.map((look, index) =>
    index === 0 ? look : { ...look, at: Math.min(end, Math.ceil(look.at / seconds) * seconds) },
  )
}

function isGap(looks: readonly CountSample[], next: CountSample): boolean {
  const last = looks.at(-1)
  if (last === undefined || next.at - last.at <= GAP_SECONDS) return false
  return last.completed !== next.completed || last.failed !== next.failed
}

/**
 * Answers up to the beginning and the end of each stretch, so that pauses between stretches stay flat; never
 * beyond the end of the batch.
 */
function bucketSteps(batch: Batch, series: AnswerSeries): { at: number; completed: number }[] {
  const end = endedAt(batch)
  let completed = 0
  return series.buckets.flatMap(({ start, models }) => {
    const before = completed
    completed += models.reduce((rows, total) => rows + total.rows, 0)
    const stretchEnd = start + series.bucketSeconds
    const at = end === null ? stretchEnd : Math.max(start, Math.min(stretchEnd, end))
    return [
      { at: start, completed: before },
      { at, completed },
    ]
  })
}

/** Reads ascending moments: answered rows stay what they were until the next stretch with answers. */
function answerStepper(steps: readonly { at: number; completed: number }[]): (at: number) => number {
  let next = 0
  let completed = 0
  return (at) => {
    for (let step = steps[next]; step !== undefined && step.at <= at; step = steps[next]) {
      completed = step.completed
      next += 1
    }
    return completed
  }
}

/** Reads ascending moments: `null` between two looks that do not tell when the count changed. */
function stepper(
  looks: readonly CountSample[],
  count: 'completed' | 'failed',
): (at: number) => number | null {
  let index = 0
  return (at) => {
    while ((looks[index + 1]?.at ?? Infinity) <= at) index += 1
    const last = looks[index]
    const next = looks[index + 1]
    if (last === undefined || at < last.at) return null
    const isOpen = next !== undefined && next.afterGap && next[count] !== last[count]
    return isOpen && at > last.at ? null : last[count]
  }
}

function changesInGaps(looks: readonly CountSample[], count: 'completed' | 'failed'): number {
  return looks.reduce((rows, look, index) => {
    const before = looks[index - 1]
    return look.afterGap && before !== undefined ? rows + Math.max(0, look[count] - before[count]) : rows
  }, 0)
}
