import type { Batch } from '../../contract/batch.ts'
import { beganAt, hasEnded } from '../batch-state.ts'
import { type Job, missingParts } from '../jobs/jobs.ts'
import { type CountSample, GAP_SECONDS } from '../series/count-samples.ts'
import { reopenedAt } from '../series/reopening.ts'
import type { DonePoint } from './end-estimate.ts'
import { type DeadlineRisk, type Outlook, outlookOf } from './outlook.ts'

/** What a list knows of the end of a batch or job. */
export interface SeenOutlook {
  outlook: Outlook
  /** Of what still goes on, the first one. Unix seconds, `null` where there is none. */
  deadline: number | null
}

/**
 * What is to be expected of a batch, from nothing but the counts that were seen. It tells no end until they have
 * been seen to grow: how fast the rows before went, and whether they waited, is not known.
 * @param samples oldest first
 * @param now Unix seconds, for a batch that has not been seen yet
 */
export function seenOutlook(batch: Batch, samples: readonly CountSample[], now: number): SeenOutlook {
  const since = reopenedAt(batch, samples)
  const history = seenHistory(batch, samples, since)
  const lastLook = history.at(-1)?.at ?? now
  const outlook = outlookOf(batch, history, lastLook, since ?? beganAt(batch))
  return { outlook, deadline: batch.expires_at }
}

/** Rows ended since the batch has been watched; from its beginning where that is not long before. */
function seenHistory(batch: Batch, samples: readonly CountSample[], since: number | null): DonePoint[] {
  const history: DonePoint[] = []
  for (const { at, completed, failed } of samples) {
    if (since !== null && at < since) continue
    const done = completed + failed
    if (history.length === 0 && since === null && at - beganAt(batch) <= GAP_SECONDS && at > beganAt(batch)) {
      history.push({ at: beganAt(batch), done: 0 })
    }
    history.push({ at, done: Math.max(done, history.at(-1)?.done ?? 0) })
  }
  return history
}

/** The worst first. */
const RISKS = ['passed', 'will_miss', 'may_miss', 'in_time', 'no_deadline'] as const

/**
 * What is to be expected of a job: the end of its last part, told only when that of every part is known.
 * @param samplesOf the counts of a batch as they were seen, oldest first
 * @param now Unix seconds
 */
export function seenJobOutlook(
  job: Job,
  samplesOf: (batch: Batch) => readonly CountSample[],
  now: number,
): SeenOutlook {
  const open = job.batches.flatMap(({ batch }) => (hasEnded(batch) ? [] : [batch]))
  const outlooks = open.map((batch) => seenOutlook(batch, samplesOf(batch), now).outlook)
  const [first, ...others] = outlooks
  if (!first) return { outlook: { kind: 'ended' }, deadline: null }
  const deadlines = open.flatMap(({ expires_at }) => (expires_at === null ? [] : [expires_at]))
  const deadline = deadlines.length === 0 ? null : Math.min(...deadlines)
  if (missingParts(job).length > 0)
    return { outlook: { kind: 'learning', risk: worstOf(outlooks) }, deadline }
  if (others.length === 0) return { outlook: first, deadline }
  const ranges = outlooks.map((outlook) => {
    if (outlook.kind === 'running') return outlook.range
    return outlook.kind === 'writing' ? { earliest: now, latest: now } : null
  })
  if (!ranges.every((range) => range !== null)) {
    return { outlook: { kind: 'learning', risk: worstOf(outlooks) }, deadline }
  }
  const range = {
    earliest: Math.max(...ranges.map(({ earliest }) => earliest)),
    latest: Math.max(...ranges.map(({ latest }) => latest)),
  }
  const isTail = outlooks.every((outlook) => outlook.kind !== 'running' || outlook.isTail)
  return { outlook: { kind: 'running', range, risk: worstOf(outlooks), isTail }, deadline }
}

function worstOf(outlooks: readonly Outlook[]): DeadlineRisk {
  const risks = new Set(outlooks.map((outlook) => ('risk' in outlook ? outlook.risk : null)))
  return RISKS.find((risk) => risks.has(risk)) ?? 'no_deadline'
}
