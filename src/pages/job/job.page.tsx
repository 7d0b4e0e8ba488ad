import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { RotateCcw, X } from 'lucide-react'
import { useState } from 'react'
import { Link, type LoaderFunctionArgs, useParams } from 'react-router'
import { currentConnection, useConnection } from '~/api/connection-store'
import { jobQuery } from '~/api/jobs'
import { goOn, queryClient } from '~/api/query-client'
import { type Job, jobBadgeOf, jobOf, jobTitle } from '~/domain/jobs/jobs'
import { formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { useNow } from '~/lib/use-now'
import { Button, buttonClass } from '~/ui/button'
import { EmptyState } from '~/ui/notice'
import { PageHeader } from '~/ui/page-header'
import { ShortId } from '~/ui/short-id'
import { SkeletonRows } from '~/ui/skeleton'
import { JobBadge } from '../shared/job-badge'
import { QueryTrouble } from '../shared/query-trouble'
import { RefreshControl } from '../shared/refresh-control'
import { CancelJobDialog, cancellable, RetryJobDialog, retryable } from './job-dialogs'
import { JobOverview } from './job-overview'

function loader({ params }: LoaderFunctionArgs) {
  goOn(queryClient.query(jobQuery(currentConnection(), params['jobId'] ?? '')))
  return null
}

function JobPage() {
  const { jobId = '' } = useParams()
  return <JobView key={jobId} jobId={jobId} />
}

type OpenDialog = 'cancel' | 'retry' | null

function JobView({ jobId }: { jobId: string }) {
  const connection = useConnection()
  const now = useNow()
  const [dialog, setDialog] = useState<OpenDialog>(null)
  const query = useQuery(jobQuery(connection, jobId))
  const job = query.data ? jobOf(jobId, query.data) : null
  const title = job ? (jobTitle(job) ?? `Job of ${formatQuantity(job.parts, 'batch', 'batches')}`) : 'Job'
  const close = () => setDialog(null)
  return (
    <div className="grid gap-6">
      <title>{`${job ? `${jobBadgeOf(job, now).label} · ` : ''}${title} · Batch Console`}</title>
      <PageHeader
        kicker={<Link to={paths.batches()}>Batches</Link>}
        title={title}
        subtitle={
          job ? (
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <JobBadge job={job} />
              <span>Job of {formatQuantity(job.parts, 'batch', 'batches')}</span>
              <ShortId id={job.id} />
            </span>
          ) : null
        }
        actions={job ? <Actions job={job} query={query} onOpenDialog={setDialog} /> : null}
      />
      <QueryTrouble query={query} what="this job" />
      {query.isPending && query.failureCount === 0 ? <SkeletonRows rows={5} label="Loading the job" /> : null}
      {query.data && !job ? (
        <EmptyState
          title="No batch of this job is here"
          actions={
            <Link to={paths.batches()} className={buttonClass()}>
              Go to batches
            </Link>
          }
        >
          They were deleted, belong to another account, or are older than what this server lets the console
          look through.
        </EmptyState>
      ) : null}
      {job ? (
        <>
          <JobOverview job={job} title={title} />
          <CancelJobDialog job={job} open={dialog === 'cancel'} title={title} onClose={close} />
          <RetryJobDialog job={job} open={dialog === 'retry'} onClose={close} />
        </>
      ) : null}
    </div>
  )
}

interface ActionsProps {
  job: Job
  query: UseQueryResult
  onOpenDialog: (dialog: OpenDialog) => void
}

function Actions({ job, query, onOpenDialog }: ActionsProps) {
  return (
    <>
      <RefreshControl query={query} />
      {cancellable(job).length > 0 ? (
        <Button icon={X} size="sm" onClick={() => onOpenDialog('cancel')}>
          Cancel
        </Button>
      ) : null}
      {retryable(job).length > 0 ? (
        <Button icon={RotateCcw} size="sm" onClick={() => onOpenDialog('retry')}>
          Retry failed rows
        </Button>
      ) : null}
    </>
  )
}

export default { loader, Component: JobPage }
