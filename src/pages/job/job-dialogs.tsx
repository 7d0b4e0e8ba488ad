import { useMutation, useQueryClient } from '@tanstack/react-query'
import { batchKeys, cancelBatch, retryBatch } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { asApiError } from '~/api/errors'
import type { Batch } from '~/contract/batch'
import { canCancel, openRows, rowsToRetry } from '~/domain/batch-state'
import type { Job, JobBatch } from '~/domain/jobs/jobs'
import { formatQuantity } from '~/lib/format'
import { ConfirmDialog } from '~/ui/confirm-dialog'

/** The parts of a job that can be cancelled. */
export function cancellable({ batches }: Job): JobBatch[] {
  return batches.filter(({ batch }) => canCancel(batch))
}

/** The parts of a job that have ended with rows that have no answer. */
export function retryable({ batches }: Job): JobBatch[] {
  return batches.filter(({ batch }) => rowsToRetry(batch) > 0)
}

/** Does the same to several parts. @throws Error that says how far it came */
function useForEachPart(act: (batch: Batch) => Promise<unknown>) {
  const connection = useConnection()
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (parts: readonly JobBatch[]) => {
      const outcomes = await Promise.allSettled(parts.map(({ batch }) => act(batch)))
      const failed = outcomes.flatMap((outcome, index) =>
        outcome.status === 'rejected'
          ? [`Part ${parts[index]?.part.part}: ${asApiError(outcome.reason).message}`]
          : [],
      )
      if (failed.length === 0) return
      const done = parts.length - failed.length
      throw new Error(`It worked for ${done} of ${parts.length} batches. ${failed.join(' ')}`)
    },
    // Not awaited: the deed is done, whether or not the list can be read again.
    onSettled: () => void client.invalidateQueries({ queryKey: batchKeys.all(connection) }),
  })
}

interface DialogProps {
  job: Job
  open: boolean
  onClose: () => void
}

/** Asks before all running parts are cancelled. */
export function CancelJobDialog({ job, open, title, onClose }: DialogProps & { title: string }) {
  const connection = useConnection()
  const cancel = useForEachPart((batch) => cancelBatch(connection, batch.id))
  const parts = cancellable(job)
  const rows = parts.reduce((sum, { batch }) => sum + openRows(batch), 0)
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`Cancel “${title}”?`}
      confirmLabel={`Cancel ${formatQuantity(parts.length, 'batch', 'batches')}`}
      dismissLabel="Keep it running"
      tone="danger"
      onConfirm={() => cancel.mutateAsync(parts)}
    >
      <p>
        {rows > 0
          ? `Up to ${formatQuantity(rows, 'row')} will not run and cost nothing.`
          : 'Rows that have not started will not run and cost nothing.'}{' '}
        Rows in flight may still end, and are then charged. Answers that exist stay readable and downloadable.
      </p>
    </ConfirmDialog>
  )
}

/** Asks before the failed and cancelled rows of all parts run again. */
export function RetryJobDialog({ job, open, onClose }: DialogProps) {
  const connection = useConnection()
  const retry = useForEachPart((batch) => retryBatch(connection, batch))
  const parts = retryable(job)
  const rows = parts.reduce((sum, { batch }) => sum + rowsToRetry(batch), 0)
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      tone="primary"
      title={`Run ${formatQuantity(rows, 'row')} again?`}
      confirmLabel="Run again"
      onConfirm={() => retry.mutateAsync(parts)}
    >
      <p>
        Failed and cancelled rows run once more in {formatQuantity(parts.length, 'batch', 'batches')}, which
        open again. Answers that exist stay as they are. Only rows that succeed are charged.
      </p>
    </ConfirmDialog>
  )
}
