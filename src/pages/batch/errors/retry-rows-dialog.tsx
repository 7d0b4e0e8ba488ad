import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { batchKeys, retryRows } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { ApiError } from '~/api/errors'
import { pickOf } from '~/domain/attempts/clone-rows'
import { ERROR_KIND_FACTS } from '~/domain/results/error-cause'
import { type ErrorGroup, lastingWords } from '~/domain/results/error-groups'
import { formatCount, formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import type { ResultsSession } from '~/workers/results/session'

interface RetryRowsDialogProps {
  batchId: string
  session: ResultsSession
  /** Rows that failed alike. */
  group: ErrorGroup
  /** Index of the only one of them that is meant; `null` for all. */
  row?: number | null
  onClose: () => void
}

/**
 * Asks before the rows of one cause run again in their batch. Where the server cannot do that, a new batch with them
 * is prepared instead.
 */
export function RetryRowsDialog({ batchId, session, group, row = null, onClose }: RetryRowsDialogProps) {
  const connection = useConnection()
  const client = useQueryClient()
  const navigate = useNavigate()

  async function retry() {
    const { key } = group
    const { failedIds } = await session.pick(pickOf('failed', key, row), new AbortController().signal)
    if (failedIds.length === 0) {
      throw new Error(
        `The server counts ${row === null ? 'these rows' : 'this row'} as completed, so it cannot run ${row === null ? 'them' : 'it'} again in this batch. A new batch can.`,
      )
    }
    try {
      await retryRows(connection, batchId, failedIds)
    } catch (error) {
      if (!(error instanceof ApiError) || error.kind !== 'unsupported') throw error
      return navigate(paths.clone(batchId, 'failed', key, row))
    }
    // Not awaited: the deed is done, whether or not the list can be read again.
    return void client.invalidateQueries({ queryKey: batchKeys.all(connection) })
  }

  const lasting = lastingWords([group], group.count)
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      tone="primary"
      title={
        row === null
          ? `Run ${formatQuantity(group.count, 'row')} again?`
          : `Run row ${formatCount(row + 1)} again?`
      }
      confirmLabel="Run again"
      onConfirm={async () => {
        await retry()
      }}
    >
      <p>
        {row === null ? 'They' : 'It'} failed: {ERROR_KIND_FACTS[group.kind].label.toLowerCase()}.{' '}
        {row === null ? 'They run' : 'It runs'} once more in this batch, unchanged; the batch opens again.
        Only rows that succeed are charged. Where the server cannot do that, a new batch with{' '}
        {row === null ? 'these rows' : 'this row'} is prepared, and nothing is charged before you start it.
      </p>
      {lasting === null ? null : <p className="mt-3 text-warning">{lasting}</p>}
    </ConfirmDialog>
  )
}
