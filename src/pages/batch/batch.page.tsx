import { useQuery } from '@tanstack/react-query'
import { use, useState } from 'react'
import {
  Link,
  type LoaderFunctionArgs,
  type ShouldRevalidateFunctionArgs,
  useNavigate,
  useParams,
} from 'react-router'
import { batchQuery } from '~/api/batches'
import { currentConnection, useConnection } from '~/api/connection-store'
import { isTransient } from '~/api/errors'
import { fileQuery } from '~/api/files'
import { goOn, queryClient } from '~/api/query-client'
import type { Batch } from '~/contract/batch'
import { concernsAttempts } from '~/domain/attempts/attempt-metadata'
import { badgeOf, hasEnded, titleOf } from '~/domain/batch-state'
import { formatClock, formatPercent } from '~/lib/format'
import { type BatchTab, paths } from '~/lib/paths'
import { useNow } from '~/lib/use-now'
import { outcomesOf } from '~/results/status'
import type { KeptAnswer } from '~/workers/results/kept-batch'
import type { MergedResults } from '~/workers/results/merged-results'
import { Badge } from '~/ui/badge'
import { classNames } from '~/ui/class-names'
import { useFaviconProgress } from '~/ui/favicon-progress'
import { PageHeader } from '~/ui/page-header'
import { ShortId } from '~/ui/short-id'
import { SkeletonRows } from '~/ui/skeleton'
import { TabBar, tabClass } from '~/ui/tab-bar'
import { TimeZoneContext } from '~/ui/time'
import { BatchBadge } from '../shared/batch-badge'
import { CancelBatchDialog } from '../shared/late-dialogs'
import { PartLine } from '../shared/part-line'
import { QueryTrouble } from '../shared/query-trouble'
import { lateDialog, latePart } from '../shared/rows/late-part'
import { useResults } from '../shared/rows/use-results'
import type { AttemptsNoteProps } from './attempts/attempts-note'
import { MergedContext } from './attempts/merged-context'
import { BatchActions, type BatchDialog } from './batch-actions'
import { OverviewTab } from './overview/overview-tab'
import { useCountsSeen } from './overview/use-counts-seen'
import { type AsReadProps, useBatchAsRead } from './use-batch-as-read'
import { useSilence } from './use-silence'

const opening = () => <SkeletonRows rows={5} label="Opening the tab" />
const ResultsTab = latePart(
  'This tab',
  async () => (await import('./results/results-tab')).ResultsTab,
  opening,
)
const ErrorsTab = latePart('This tab', async () => (await import('./errors/errors-tab')).ErrorsTab, opening)
const InputTab = latePart('This tab', async () => (await import('./input-tab')).InputTab, opening)
const CodeTab = latePart('This tab', async () => (await import('./code-tab')).CodeTab, opening)
const CompareDialog = lateDialog(
  'Compare',
  'The batches to compare with',
  async () => (await import('./compare-dialog')).CompareDialog,
)
const RetryBatchDialog = lateDialog(
  'Run again',
  'The question that comes first',
  async () => (await import('./retry-batch-dialog')).RetryBatchDialog,
)
const DeleteBatchDialog = lateDialog(
  'Delete batch',
  'The question that comes first',
  async () => (await import('./delete-batch-dialog')).DeleteBatchDialog,
)
const AttemptsNote = latePart(
  'What is known of other attempts',
  async () => (await import('./attempts/attempts-note')).AttemptsNote,
)
const KeptBatch = latePart('What this device keeps', async () => (await import('./kept-batch')).KeptBatch)

const TABS = [
  { tab: 'overview', label: 'Overview' },
  { tab: 'results', label: 'Results' },
  { tab: 'errors', label: 'Errors' },
  { tab: 'input', label: 'Input' },
  { tab: 'code', label: 'Code' },
] as const satisfies readonly { tab: BatchTab; label: string }[]

/** As high as the window inside of the frame's padding: the results below take the height that is left. */
const FILLING = 'max-lg:gap-4 lg:-mb-12 lg:flex lg:h-[calc(100dvh-3rem)] lg:flex-col lg:*:shrink-0'

function tabOf(parameter: string | undefined): BatchTab {
  return TABS.find(({ tab }) => tab === parameter)?.tab ?? 'overview'
}

function loader({ params }: LoaderFunctionArgs) {
  goOn(queryClient.query(batchQuery(currentConnection(), params['batchId'] ?? '')))
  return null
}

/** Tabs, filters and open rows are in the URL too, and none of them makes the batch another one. */
function shouldRevalidate({ currentParams, nextParams }: ShouldRevalidateFunctionArgs) {
  return currentParams['batchId'] !== nextParams['batchId']
}

function BatchPage() {
  const { batchId = '', tab } = useParams()
  return <BatchView key={batchId} batchId={batchId} tab={tabOf(tab)} />
}

function BatchView({ batchId, tab }: { batchId: string; tab: BatchTab }) {
  const connection = useConnection()
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<BatchDialog>(null)
  const query = useQuery(batchQuery(connection, batchId))
  const [kept, setKept] = useState<KeptAnswer | null>(null)
  const [merged, setMerged] = useState<MergedResults | null>(null)
  const { batch = undefined, answeredAt = 0 } = query.data
    ? { batch: query.data, answeredAt: query.dataUpdatedAt }
    : ((query.error === null ? kept : null) ?? {})
  // A server that has answered knows better, also where it refuses.
  const isUnreachable =
    query.data === undefined && query.error === null && (kept !== null || isTransient(query.failureReason))
  const inputFileId = batch?.input_file_id ?? null
  const inputFile = useQuery({
    ...fileQuery(connection, inputFileId ?? ''),
    enabled: inputFileId !== null,
    // Only what has been looked at is followed, and the tab that looks at the error may still be loading when it comes.
    notifyOnChangeProps: 'all',
  })
  const fileName = inputFile.data?.filename ?? kept?.fileName ?? null
  const title = batch ? titleOf(batch, fileName) : 'Batch'
  const close = () => setDialog(null)
  useFaviconProgress(batch ? shareDone(batch) : null)
  return (
    <div className={classNames('grid gap-6', tab === 'results' && FILLING)}>
      {batch ? (
        <BatchTitle batch={batch} title={title} answeredAt={answeredAt} />
      ) : (
        <title>{`${title} · Batch Console`}</title>
      )}
      {/* The same heading before and after the batch has arrived: it may hold the focus. */}
      <PageHeader
        kicker={<Link to={paths.batches()}>Batches</Link>}
        title={title}
        subtitle={
          batch ? (
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <BadgeAsRead batch={batch} answeredAt={answeredAt} />
              <ShortId id={batch.id} />
            </span>
          ) : null
        }
        actions={
          batch ? <BatchActions batch={batch} title={title} query={query} onOpenDialog={setDialog} /> : null
        }
      />
      {isUnreachable && kept ? null : <QueryTrouble query={query} what="this batch" />}
      {isUnreachable ? (
        <KeptBatch connection={connection} batchId={batchId} query={query} kept={kept} onFound={setKept} />
      ) : null}
      {batch === undefined && query.isPending && query.failureCount === 0 ? (
        <SkeletonRows rows={5} label="Loading the batch" />
      ) : null}
      {batch ? (
        <>
          <PartLine batch={batch} />
          <Attempts
            batch={batch}
            title={title}
            answeredAt={answeredAt}
            isBrief={tab === 'results'}
            onMerged={setMerged}
          />
          <Tabs batchId={batch.id} open={tab} />
          {tab === 'overview' ? (
            <OverviewTab
              connection={connection}
              batch={batch}
              answeredAt={answeredAt}
              inputFile={inputFile.data ?? null}
            />
          ) : null}
          <MergedContext value={merged}>
            {tab === 'results' ? (
              <ResultsTab connection={connection} batch={batch} title={title} answeredAt={answeredAt} />
            ) : null}
            {tab === 'errors' ? (
              <ErrorsTab
                connection={connection}
                batch={batch}
                title={title}
                answeredAt={answeredAt}
                onRetryAll={hasEnded(batch) ? () => setDialog('retry') : undefined}
              />
            ) : null}
          </MergedContext>
          {tab === 'input' ? <InputTab batch={batch} query={inputFile} /> : null}
          {tab === 'code' ? <CodeTab batch={batch} fileName={fileName} /> : null}
          {dialog === 'cancel' ? <CancelBatchDialog batch={batch} title={title} onClose={close} /> : null}
          {tab === 'overview' ? null : <KeepCounts batch={batch} answeredAt={answeredAt} />}
          {dialog === 'compare' ? <CompareDialog batch={batch} title={title} onClose={close} /> : null}
          {dialog === 'retry' ? (
            <RetryBatchDialog batch={batch} answeredAt={answeredAt} onClose={close} />
          ) : null}
          {dialog === 'delete' ? (
            <DeleteBatchDialog
              batch={batch}
              title={title}
              onClose={close}
              onDeleted={async () => {
                await navigate(paths.batches())
              }}
            />
          ) : null}
        </>
      ) : null}
    </div>
  )
}

/** Loaded where there may be something to say. */
function Attempts(props: Omit<AttemptsNoteProps, 'connection'>) {
  const connection = useConnection()
  const { state } = useResults(connection, props.batch, props.answeredAt, false)
  const outcomes = state.kind === 'open' ? outcomesOf(state.status) : null
  if (!concernsAttempts(props.batch, outcomes)) return null
  return <AttemptsNote connection={connection} {...props} />
}

/** Notes the counts where nobody draws them: the chart of the overview is made of them. */
function KeepCounts({ batch, answeredAt }: AsReadProps) {
  useCountsSeen(useConnection(), batch, answeredAt)
  return null
}

/** How the batch stands; while its server is silent, how a running one stood. */
function BadgeAsRead(props: AsReadProps) {
  const batch = useBatchAsRead(props)
  const silentSince = useSilence(props)
  const zone = use(TimeZoneContext)
  if (silentSince === null || hasEnded(batch)) return <BatchBadge batch={batch} />
  const { label } = badgeOf(batch, silentSince / 1000)
  return <Badge tone="neutral">{`${label} at ${formatClock(silentSince / 1000, zone)}`}</Badge>
}

function BatchTitle({ title, ...props }: AsReadProps & { title: string }) {
  const batch = useBatchAsRead(props)
  const now = useNow()
  return <title>{`${stateInTitle(batch, now)} · ${title} · Batch Console`}</title>
}

/** What a tab's strip says first: how far a running batch is, else how it stands. */
function stateInTitle(batch: Batch, now: number): string {
  const { total, completed, failed } = batch.request_counts
  return shareDone(batch) === null ? badgeOf(batch, now).label : formatPercent(completed + failed, total)
}

/** The share of rows that have ended, in whole hundredths; `null` unless some of them run. */
function shareDone(batch: Batch): number | null {
  const { total, completed, failed } = batch.request_counts
  if (hasEnded(batch) || total === 0 || completed + failed === 0) return null
  return Math.floor((100 * Math.min(total, completed + failed)) / total) / 100
}

function Tabs({ batchId, open }: { batchId: string; open: BatchTab }) {
  return (
    <TabBar label="Batch">
      {TABS.map(({ tab, label }) => (
        <Link
          key={tab}
          to={paths.batch(batchId, tab)}
          aria-current={tab === open ? 'page' : undefined}
          className={tabClass(tab === open)}
        >
          {label}
        </Link>
      ))}
    </TabBar>
  )
}

export default { loader, shouldRevalidate, Component: BatchPage }
