import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { batchKeys, retryBatch } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { ApiError } from '~/api/errors'
import type { Batch } from '~/contract/batch'
import { openRows } from '~/domain/batch-state'
import { formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { ConfirmDialog } from '~/ui/dialog'

/**
 * Asks before rows run again, names what will be charged, and waits for the server's word. Where the server cannot
 * run them again, a new batch with them is prepared.
 */
export function RetryBatchDialog({ batch, onClose }: { batch: Batch | null; onClose: () => void }) {
  const connection = useConnection()
  const client = useQueryClient()
  const navigate = useNavigate()
  const rows = batch ? batch.request_counts.failed + openRows(batch) : 0

  async function retry(batchId: string) {
    try {
      await retryBatch(connection, batchId)
    } catch (error) {
      if (!(error instanceof ApiError) || error.kind !== 'unsupported') throw error
      return navigate(paths.clone(batchId, 'unanswered'))
    }
    // Not awaited: the deed is done, whether or not the list can be read again.
    return void client.invalidateQueries({ queryKey: batchKeys.all(connection) })
  }

  return (
    <ConfirmDialog
      open={batch !== null}
      onClose={onClose}
      tone="primary"
      title={`Run ${formatQuantity(rows, 'row')} again?`}
      confirmLabel="Run again"
      onConfirm={async () => {
        if (batch) await retry(batch.id)
      }}
    >
      <p>
        Failed and cancelled rows run once more in this batch, which opens again. Answers that exist stay as
        they are. Only rows that succeed are charged. Where the server cannot do that, a new batch with these
        rows is prepared, and nothing is charged before you start it.
      </p>
    </ConfirmDialog>
  )
}
