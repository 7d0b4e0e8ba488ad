import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { batchKeys, batchListQuery } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { deleteFile, fileKeys } from '~/api/files'
import type { Batch } from '~/contract/batch'
import type { StoredFile } from '~/contract/file'
import { hasEnded } from '~/domain/batch-state'
import { formatQuantity } from '~/lib/format'
import { ConfirmDialog } from '~/ui/dialog'

interface DeleteFileDialogProps {
  /** The file to delete; `null` keeps the dialog closed. */
  file: StoredFile | null
  onClose: () => void
  /** Leads away from the file, before what is known of it is forgotten. */
  onDeleted?: () => Promise<void>
}

/** Asks before a file is deleted, names what goes with it, and waits for the server's word. */
export function DeleteFileDialog({ file, onClose, onDeleted }: DeleteFileDialogProps) {
  const connection = useConnection()
  const client = useQueryClient()
  const batches = useQuery({
    ...batchListQuery(connection, { after: null, search: '', status: '' }),
    enabled: file?.purpose === 'batch',
  })
  const remove = useMutation({
    mutationFn: (fileId: string) => deleteFile(connection, fileId),
    onSuccess: async (_nothing, fileId) => {
      await onDeleted?.()
      client.removeQueries({ queryKey: [...fileKeys.all(connection), 'one', fileId], type: 'inactive' })
      // Not awaited: the deed is done, whether or not the lists can be read again.
      // Not the file itself: the page that shows it may still be there, and would ask for it again.
      for (const lists of ['list', 'names']) {
        void client.invalidateQueries({ queryKey: [...fileKeys.all(connection), lists] })
      }
      void client.invalidateQueries({ queryKey: batchKeys.all(connection) })
    },
  })
  const users = (batches.data?.data ?? []).filter((batch) => batch.input_file_id === file?.id)
  return (
    <ConfirmDialog
      open={file !== null}
      onClose={onClose}
      title={`Delete ${file?.filename ?? 'the file'}?`}
      confirmLabel="Delete the file"
      tone="danger"
      onConfirm={async () => {
        if (file) await remove.mutateAsync(file.id)
      }}
    >
      {file ? <p>{consequence(file, users)}</p> : null}
    </ConfirmDialog>
  )
}

/** What goes with the file. @param users batches known to run or to have run on it */
function consequence(file: StoredFile, users: readonly Batch[]): string {
  if (file.purpose === 'batch_output') return 'The answers in it are lost for good. The batch itself stays.'
  if (file.purpose === 'batch_error') return 'The errors in it are lost for good. The batch itself stays.'
  const running = users.filter((batch) => !hasEnded(batch)).length
  const stopped =
    running > 0
      ? `${formatQuantity(running, 'running batch', 'running batches')} will be cancelled with it.`
      : 'If a batch still runs on it, that batch is cancelled.'
  return `The requests are lost on the server. ${stopped} Answers that exist stay, but can no longer be shown beside their requests.`
}
