import { useMutation, useQueryClient } from '@tanstack/react-query'
import { batchKeys, cancelBatch } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import type { Batch } from '~/contract/batch'
import { hasEnded, openRows } from '~/domain/batch-state'
import { formatQuantity } from '~/lib/format'
import { ConfirmDialog } from '~/ui/confirm-dialog'

interface CancelBatchDialogProps {
  batch: Batch
  title: string
  onClose: () => void
}

/** Asks before a batch is cancelled and waits for the server's word. */
export function CancelBatchDialog({ batch, title, onClose }: CancelBatchDialogProps) {
  const connection = useConnection()
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: (batchId: string) => cancelBatch(connection, batchId),
    // Not awaited: the deed is done, whether or not the list can be read again.
    onSuccess: () => void client.invalidateQueries({ queryKey: batchKeys.all(connection) }),
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Cancel “${title}”?`}
      confirmLabel="Cancel the batch"
      dismissLabel="Keep it running"
      tone="danger"
      onConfirm={async () => {
        await cancel.mutateAsync(batch.id)
      }}
    >
      <p>{consequence(batch)}</p>
    </ConfirmDialog>
  )
}

function consequence(batch: Batch): string {
  if (hasEnded(batch)) return 'It has ended meanwhile: there is nothing left to cancel.'
  const rest = openRows(batch)
  const saved =
    rest > 0
      ? `Up to ${formatQuantity(rest, 'row')} will not run and cost nothing.`
      : 'Rows that have not started will not run and cost nothing.'
  return `${saved} Rows in flight may still end, and are then charged. Answers that exist stay readable and downloadable.`
}
