import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { batchKeys, retryBatch } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { ApiError } from '~/api/errors'
import type { Batch } from '~/contract/batch'
import { openRows, wasCutShort } from '~/domain/batch-state'
import { lastingWords } from '~/domain/results/error-groups'
import { formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { Facts } from '~/ui/definition-list'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { useAsked } from '../shared/rows/use-asked'
import { useResults } from '../shared/rows/use-results'

interface RetryBatchDialogProps {
  batch: Batch
  /** When the server last answered with this batch, in Unix milliseconds. */
  answeredAt: number
  onClose: () => void
}

/**
 * Asks before rows run again, names what will be charged, and waits for the server's word. Where the server cannot
 * run them again, it says so and offers a new batch with them.
 */
export function RetryBatchDialog({ batch, answeredAt, onClose }: RetryBatchDialogProps) {
  const connection = useConnection()
  const { session, state } = useResults(connection, batch, answeredAt, false)
  const groups = useAsked(state.kind === 'open' ? state.status.version : null, (signal) =>
    session.errorGroups(signal),
  )
  const client = useQueryClient()
  const navigate = useNavigate()
  // As it was when the dialog opened: it runs again before the dialog has closed.
  const [asked] = useState(batch)
  const [needsNewBatch, setNeedsNewBatch] = useState(false)
  const running = asked.request_counts.failed + openRows(asked)
  const rows = formatQuantity(running, 'row')
  const lasting = groups === null ? null : lastingWords(groups, running)
  const isResume = wasCutShort(asked)

  async function retry() {
    if (needsNewBatch) return navigate(paths.clone(asked.id, 'unanswered'))
    try {
      await retryBatch(connection, asked)
    } catch (error) {
      if (!(error instanceof ApiError) || error.kind !== 'unsupported') throw error
      setNeedsNewBatch(true)
      throw new Error(
        `This server cannot run the rows of an ended batch again. A new batch can: only with the ${rows} not completed. You see it before anything is charged.`,
        { cause: error },
      )
    }
    // Not awaited: the deed is done, whether or not the list can be read again.
    return void client.invalidateQueries({ queryKey: batchKeys.all(connection) })
  }

  return (
    <ConfirmDialog
      open
      onClose={onClose}
      tone="primary"
      title={isResume ? 'Resume this batch?' : `Run ${rows} again?`}
      dismissLabel="Not now"
      confirmLabel={needsNewBatch ? 'Prepare a new batch' : isResume ? 'Resume' : 'Run again'}
      onConfirm={async () => {
        await retry()
      }}
    >
      {isResume ? (
        <ResumeFacts batch={asked} />
      ) : (
        <p>
          Failed and cancelled rows run once more in this batch, which opens again. Answers that exist stay as
          they are. Only rows that succeed are charged.
        </p>
      )}
      {lasting === null ? null : <p className="mt-3 text-warning">{lasting}</p>}
    </ConfirmDialog>
  )
}

/** What runs, what stays and what is charged when a batch that was cut short goes on. */
function ResumeFacts({ batch }: { batch: Batch }) {
  const { total, completed, failed } = batch.request_counts
  const open = openRows(batch)
  const running = [
    open > 0 ? formatQuantity(open, `${batch.status} row`) : null,
    failed > 0 ? formatQuantity(failed, 'failed row') : null,
  ].filter((words) => words !== null)
  return (
    <Facts
      entries={[
        {
          term: 'Runs now',
          value: total === 0 ? 'Every row, once the server has checked the file' : running.join(' and '),
        },
        ...(completed > 0
          ? [{ term: 'Stays', value: `${formatQuantity(completed, 'answer')}, not charged again` }]
          : []),
        { term: 'Is charged', value: 'Only rows that now succeed' },
      ]}
    />
  )
}
