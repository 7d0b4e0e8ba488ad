import type { Batch } from '../../contract/batch.ts'
import { beganAt, endedAt } from '../batch-state.ts'
import { type CountSample, GAP_SECONDS } from './count-samples.ts'

const UNIT_SECONDS = { m: 60, h: 3600, d: 86_400 } as const

/**
 * When a batch was last opened again by a retry; `null` where nothing tells that it was. Servers keep no time for
 * it, but give it a new deadline, and its failed rows leave the counts. The deadline is exact and the same for
 * everybody: a fall of the counts is of another opening only where the failures were still counted well after it.
 * @param samples counts that were seen while it ran, oldest first
 * @returns Unix seconds
 */
export function reopenedAt(batch: Batch, samples: readonly CountSample[]): number | null {
  const told = fromDeadline(batch)
  const fall = samples.findLast((sample, index) => {
    const before = samples[index - 1]
    return (
      before !== undefined &&
      sample.failed < before.failed &&
      (told === null || before.at > told + GAP_SECONDS)
    )
  })
  return fall?.at ?? told
}

/**
 * How long a batch took, from the beginning of its last run: its queue and the check of its file are no part of it.
 * @param reopened Unix seconds; `null` where it was not opened again
 * @returns seconds; `null` while it runs or where the server does not say when it ended
 */
export function secondsTaken(batch: Batch, reopened: number | null): number | null {
  const ended = endedAt(batch)
  return ended === null ? null : Math.max(0, ended - (reopened ?? beganAt(batch)))
}

/** How long a completion window is, in seconds; `null` for one that is not written as "24h" is. */
export function windowSeconds(completionWindow: string): number | null {
  const [, count = '', unit = ''] = /^(\d+)([mhd])$/.exec(completionWindow) ?? []
  if (unit !== 'm' && unit !== 'h' && unit !== 'd') return null
  return Number(count) * UNIT_SECONDS[unit]
}

/** A deadline that is further away than the window after the beginning was set by a later opening. */
function fromDeadline({ completion_window, expires_at, created_at, in_progress_at }: Batch): number | null {
  const window = windowSeconds(completion_window)
  if (expires_at === null || window === null) return null
  const opened = expires_at - window
  return opened > (in_progress_at ?? created_at) ? opened : null
}
