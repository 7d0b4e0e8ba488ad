import type { Batch } from '../../contract/batch.ts'
import type { CountSample } from './count-samples.ts'

const UNIT_SECONDS = { m: 60, h: 3600, d: 86_400 } as const

/**
 * When a batch was last opened again by a retry; `null` where nothing tells that it was. Servers keep no time for
 * it, but give it a new deadline, and its failed rows leave the counts.
 * @param samples counts that were seen while it ran, oldest first
 * @returns Unix seconds
 */
export function reopenedAt(batch: Batch, samples: readonly CountSample[]): number | null {
  const fall = samples.findLast((sample, index) => sample.failed < (samples[index - 1]?.failed ?? 0))
  const times = [fromDeadline(batch), fall?.at ?? null].filter((at) => at !== null)
  return times.length === 0 ? null : Math.max(...times)
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
