import type { Batch } from '../../contract/batch.ts'
import { canCancel, hasEnded, rowsToRetry } from '../batch-state.ts'

export const BULK_ACTIONS = ['cancel', 'retry', 'download', 'delete'] as const

/** What can be done with several batches at once. */
export type BulkAction = (typeof BULK_ACTIONS)[number]

/** Why each action does not apply to a batch; `null` where it does. */
const OBSTACLES = {
  cancel: (batch) => (canCancel(batch) ? null : 'has ended already'),
  retry: (batch) => {
    if (!hasEnded(batch)) return 'still runs'
    if (batch.status === 'failed') return 'was rejected: its file must be put right'
    return rowsToRetry(batch) > 0 ? null : 'has no row to run again'
  },
  download: (batch) =>
    batch.output_file_id === null || batch.request_counts.completed === 0 ? 'has no answers' : null,
  delete: (batch) => (hasEnded(batch) ? null : 'still runs: cancel it first'),
} satisfies Record<BulkAction, (batch: Batch) => string | null>

/** The batches an action applies to, and why not to the others. */
export function splitForAction(
  action: BulkAction,
  batches: readonly Batch[],
): { fitting: Batch[]; others: { batch: Batch; reason: string }[] } {
  const fitting: Batch[] = []
  const others: { batch: Batch; reason: string }[] = []
  for (const batch of batches) {
    const reason = OBSTACLES[action](batch)
    if (reason === null) fitting.push(batch)
    else others.push({ batch, reason })
  }
  return { fitting, others }
}
