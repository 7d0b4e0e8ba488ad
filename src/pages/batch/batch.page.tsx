import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { RotateCcw, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { Link, type LoaderFunctionArgs, useNavigate, useParams } from 'react-router'
import { batchQuery } from '~/api/batches'
import { currentConnection, useConnection } from '~/api/connection-store'
import { fileQuery } from '~/api/files'
import { goOn, queryClient } from '~/api/query-client'
import type { Batch } from '~/contract/batch'
import { badgeOf, canCancel, hasEnded, titleOf } from '~/domain/batch-state'
import { type BatchTab, paths } from '~/lib/paths'
import { useNow } from '~/lib/use-now'
import { Button } from '~/ui/button'
import { Menu } from '~/ui/menu'
import { PageHeader } from '~/ui/page-header'
import { ShortId } from '~/ui/short-id'
import { SkeletonRows } from '~/ui/skeleton'
import { TabBar, tabClass } from '~/ui/tab-bar'
import { BatchBadge } from '../shared/batch-badge'
import { CancelBatchDialog } from '../shared/cancel-batch-dialog'
import { DownloadButton } from '../shared/download-button'
import { QueryTrouble } from '../shared/query-trouble'
import { RefreshControl } from '../shared/refresh-control'
import { CodeTab } from './code-tab'
import { DeleteBatchDialog } from './delete-batch-dialog'
import { OverviewTab } from './overview-tab'
import { ResultsTab } from './results/results-tab'
import { RetryBatchDialog } from './retry-batch-dialog'

const TABS = [
  { tab: 'overview', label: 'Overview' },
  { tab: 'results', label: 'Results' },
  { tab: 'code', label: 'Code' },
] as const satisfies readonly { tab: BatchTab; label: string }[]

function tabOf(parameter: string | undefined): BatchTab {
  return TABS.find(({ tab }) => tab === parameter)?.tab ?? 'overview'
}

function loader({ params }: LoaderFunctionArgs) {
  goOn(queryClient.query(batchQuery(currentConnection(), params['batchId'] ?? '')))
  return null
}

function BatchPage() {
  const { batchId = '', tab } = useParams()
  const connection = useConnection()
  const query = useQuery(batchQuery(connection, batchId))
  return (
    <div className="grid gap-6">
      {query.data ? (
        <BatchView key={query.data.id} batch={query.data} tab={tabOf(tab)} query={query} />
      ) : (
        <>
          <title>Batch · Batch Console</title>
          <PageHeader title="Batch" kicker={<Link to={paths.batches()}>Batches</Link>} />
          <QueryTrouble query={query} what="this batch" />
          {query.isPending && query.failureCount === 0 ? (
            <SkeletonRows rows={5} label="Loading the batch" />
          ) : null}
        </>
      )}
    </div>
  )
}

interface BatchViewProps {
  batch: Batch
  tab: BatchTab
  query: UseQueryResult<Batch>
}

type OpenDialog = 'cancel' | 'retry' | 'delete' | null

function BatchView({ batch, tab, query }: BatchViewProps) {
  const connection = useConnection()
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const inputFile = useQuery({
    ...fileQuery(connection, batch.input_file_id ?? ''),
    enabled: batch.input_file_id !== null,
  })
  const fileName = inputFile.data?.filename ?? null
  const title = titleOf(batch, fileName)
  const badge = badgeOf(batch, useNow())
  const close = () => setDialog(null)
  return (
    <>
      <title>{`${badge.label} · ${title} · Batch Console`}</title>
      <PageHeader
        kicker={<Link to={paths.batches()}>Batches</Link>}
        title={title}
        subtitle={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <BatchBadge batch={batch} />
            <ShortId id={batch.id} />
          </span>
        }
        actions={
          <>
            <RefreshControl query={query} />
            {batch.output_file_id && batch.request_counts.completed > 0 ? (
              <DownloadButton
                fileId={batch.output_file_id}
                label="Download answers"
                fileName={`${title} answers`}
              />
            ) : null}
            {canCancel(batch) ? (
              <Button icon={X} size="sm" onClick={() => setDialog('cancel')}>
                Cancel
              </Button>
            ) : null}
            <Menu
              label="More actions"
              items={[
                {
                  label: 'Retry failed rows',
                  icon: RotateCcw,
                  onSelect: () => setDialog('retry'),
                  disabledReason: retryObstacle(batch),
                },
                {
                  label: 'Delete batch',
                  icon: Trash2,
                  tone: 'danger',
                  onSelect: () => setDialog('delete'),
                  disabledReason: hasEnded(batch) ? undefined : 'Cancel it first: it is still running.',
                },
              ]}
            />
          </>
        }
      />
      <QueryTrouble query={query} what="this batch" />
      <TabBar label="Batch">
        {TABS.map(({ tab: each, label }) => (
          <Link
            key={each}
            to={paths.batch(batch.id, each)}
            aria-current={each === tab ? 'page' : undefined}
            className={tabClass(each === tab)}
          >
            {label}
          </Link>
        ))}
      </TabBar>
      {tab === 'overview' ? <OverviewTab batch={batch} inputFile={inputFile.data ?? null} /> : null}
      {tab === 'results' ? <ResultsTab connection={connection} batch={batch} /> : null}
      {tab === 'code' ? <CodeTab batch={batch} fileName={fileName} /> : null}
      <CancelBatchDialog batch={dialog === 'cancel' ? batch : null} title={title} onClose={close} />
      <RetryBatchDialog batch={dialog === 'retry' ? batch : null} onClose={close} />
      <DeleteBatchDialog
        batch={dialog === 'delete' ? batch : null}
        title={title}
        onClose={close}
        onDeleted={async () => {
          await navigate(paths.batches())
        }}
      />
    </>
  )
}

/** Why there is nothing to retry; `undefined` when there is. */
function retryObstacle(batch: Batch): string | undefined {
  if (!hasEnded(batch)) return 'The batch is still running.'
  const { total, completed } = batch.request_counts
  return completed < total ? undefined : 'No row has failed.'
}

export default { loader, Component: BatchPage }
