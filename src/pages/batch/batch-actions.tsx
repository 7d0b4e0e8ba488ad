import type { UseQueryResult } from '@tanstack/react-query'
import { Columns2, Copy, RotateCcw, Trash2, X } from 'lucide-react'
import { Link, useNavigate } from 'react-router'
import type { Batch } from '~/contract/batch'
import { canCancel, hasEnded, openRows, rowsToRetry, wasCutShort } from '~/domain/batch-state'
import { paths } from '~/lib/paths'
import { Button, buttonClass } from '~/ui/button'
import { Menu } from '~/ui/menu'
import { DownloadButton } from '../shared/download-button'
import { RefreshControl } from '../shared/refresh-control'
import { useBatchAsRead } from './use-batch-as-read'

/** The question that lies over the page. */
export type BatchDialog = 'cancel' | 'compare' | 'retry' | 'delete' | null

interface BatchActionsProps {
  batch: Batch
  title: string
  query: UseQueryResult<Batch>
  onOpenDialog: (dialog: BatchDialog) => void
}

/** What can be done with a batch, in its head. */
export function BatchActions({ batch, title, query, onOpenDialog }: BatchActionsProps) {
  const navigate = useNavigate()
  const asRead = useBatchAsRead({ batch, answeredAt: query.dataUpdatedAt })
  // Rows that only their answers call failed are completed for the server: it does not run them again.
  const isOnlyRead = batch.request_counts.failed + openRows(batch) === 0
  return (
    <>
      {/* On phones the time takes a line from what is below it. */}
      <span className="contents max-sm:[&_.tabular-nums]:sr-only">
        <RefreshControl query={query} />
      </span>
      {batch.output_file_id && batch.request_counts.completed > 0 ? (
        <DownloadButton
          fileId={batch.output_file_id}
          label="Download answers"
          fileName={`${title} answers`}
          growing={!hasEnded(batch)}
          expectedLines={batch.request_counts.completed}
        />
      ) : null}
      {canCancel(batch) ? (
        <Button icon={X} size="sm" onClick={() => onOpenDialog('cancel')}>
          Cancel
        </Button>
      ) : null}
      {wasCutShort(batch) ? (
        <Button icon={RotateCcw} size="sm" variant="primary" onClick={() => onOpenDialog('retry')}>
          Resume
        </Button>
      ) : null}
      {batch.input_file_id ? (
        <Link to={paths.clone(batch.id)} className={buttonClass({ size: 'sm' })}>
          <Copy aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
          Clone
        </Link>
      ) : null}
      <Menu
        label="More actions"
        items={[
          { label: 'Compare with …', icon: Columns2, onSelect: () => onOpenDialog('compare') },
          {
            label: 'Retry failed rows',
            icon: RotateCcw,
            onSelect: () => {
              if (isOnlyRead) void navigate(paths.clone(batch.id, 'failed'))
              else onOpenDialog('retry')
            },
            disabledReason: retryObstacle(asRead),
          },
          {
            label: 'New batch with rows not completed',
            icon: Copy,
            onSelect: () => void navigate(paths.clone(batch.id, 'unanswered')),
            disabledReason: cloneObstacle(asRead),
          },
          {
            label: 'Delete batch',
            icon: Trash2,
            tone: 'danger',
            onSelect: () => onOpenDialog('delete'),
            disabledReason: hasEnded(batch) ? undefined : 'Cancel it first: it is still running.',
          },
        ]}
      />
    </>
  )
}

/** Why there is nothing to retry; `undefined` when there is. */
function retryObstacle(batch: Batch): string | undefined {
  if (!hasEnded(batch)) return 'The batch is still running.'
  return rowsToRetry(batch) > 0 ? undefined : 'There is no row to run again.'
}

/** Why no new batch can be made of rows that are not completed; `undefined` when it can. */
function cloneObstacle(batch: Batch): string | undefined {
  if (batch.input_file_id === null) return 'Its input file was deleted.'
  const { total, completed } = batch.request_counts
  return completed < total ? undefined : 'Every row is completed.'
}
