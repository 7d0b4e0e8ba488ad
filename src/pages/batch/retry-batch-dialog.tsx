import { useMutation, useQueryClient } from '@tanstack/react-query'
import { batchKeys, retryBatch } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import type { Batch } from '~/contract/batch'
import { openRows } from '~/domain/batch-state'
import { formatQuantity } from '~/lib/format'
import { ConfirmDialog } from '~/ui/dialog'

/** Asks before rows run again, names what will be charged, and waits for the server's word. */
export function RetryBatchDialog({ batch, onClose }: { batch: Batch | null; onClose: () => void }) {
  const connection = useConnection()
  const client = useQueryClient()
  const retry = useMutation({
    mutationFn: (batchId: string) => retryBatch(connection, batchId),
    // Not awaited: the deed is done, whether or not the list can be read again.
    onSuccess: () => void client.invalidateQueries({ queryKey: batchKeys.all(connection) }),
  })
  const rows = batch ? batch.request_counts.failed + openRows(batch) : 0
  return (
    <ConfirmDialog
      open={batch !== null}
      onClose={onClose}
      tone="primary"
      title={`Run ${formatQuantity(rows, 'row')} again?`}
      confirmLabel="Run again"
      onConfirm={async () => {
        if (batch) await retry.mutateAsync(batch.id)
      }}
    >
      <p>
        Failed and cancelled rows run once more in this batch, which opens again. Answers that exist stay as
        they are. Only rows that succeed are charged.
      </p>
    </ConfirmDialog>
  )
}
