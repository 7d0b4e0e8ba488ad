import { useMutation, useQueryClient } from '@tanstack/react-query'
import { batchKeys, deleteBatch } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import type { Batch } from '~/contract/batch'
import { formatQuantity } from '~/lib/format'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { forgetResults } from '~/workers/results/client'

interface DeleteBatchDialogProps {
  /** The batch to delete; `null` keeps the dialog closed. */
  batch: Batch | null
  title: string
  onClose: () => void
  /** Leads away from the batch, before what is known of it is forgotten. */
  onDeleted: () => Promise<void>
}

/** Asks before a batch and its answers are deleted and waits for the server's word. */
export function DeleteBatchDialog({ batch, title, onClose, onDeleted }: DeleteBatchDialogProps) {
  const connection = useConnection()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: (batchId: string) => deleteBatch(connection, batchId),
    onSuccess: async (_nothing, batchId) => {
      await onDeleted()
      // Not while the page still shows it: that would ask the server for it again.
      client.removeQueries({ queryKey: [...batchKeys.all(connection), 'one', batchId], type: 'inactive' })
      void client.invalidateQueries({ queryKey: [...batchKeys.all(connection), 'list'] })
      void client.invalidateQueries({ queryKey: [...batchKeys.all(connection), 'index'] })
      void forgetResults(connection, batchId)
    },
  })
  return (
    <ConfirmDialog
      open={batch !== null}
      onClose={onClose}
      title={`Delete “${title}”?`}
      confirmLabel="Delete the batch"
      tone="danger"
      onConfirm={async () => {
        if (batch) await remove.mutateAsync(batch.id)
      }}
    >
      {batch ? (
        <p>
          {formatQuantity(batch.request_counts.completed, 'answer')} and{' '}
          {formatQuantity(batch.request_counts.failed, 'error')} are lost for good: download them first. The
          input file stays.
        </p>
      ) : null}
    </ConfirmDialog>
  )
}
