import { type Job, jobCounts, jobEnded, jobProgressWords } from '~/domain/jobs/jobs'
import { formatCount, formatPercent } from '~/lib/format'
import { ProgressBar } from '~/ui/progress-bar'
import { Tile } from '~/ui/tile'
import { CostTile } from './cost-tile'
import { JobFiles } from './job-files'
import { JobLaunches } from './job-launches'
import { MissingParts } from './missing-parts'
import { PartsTable } from './parts-table'

/** One screen: how far the job is, what is still to be started, its parts and its files. */
export function JobOverview({ job, title }: { job: Job; title: string }) {
  return (
    <div className="grid gap-10">
      <JobLaunches jobId={job.id} />
      <Progress job={job} />
      <MissingParts job={job} title={title} />
      <section aria-labelledby="parts" className="grid gap-3">
        <h2 id="parts" className="text-lg font-semibold">
          Batches
        </h2>
        <PartsTable job={job} />
      </section>
      <section aria-labelledby="files" className="grid gap-3">
        <h2 id="files" className="text-lg font-semibold">
          Files of all batches together
        </h2>
        <JobFiles job={job} title={title} />
      </section>
    </div>
  )
}

function Progress({ job }: { job: Job }) {
  const { total, completed, failed, notStarted, isCounted } = jobCounts(job)
  const ended = jobEnded(job)
  const open = Math.max(0, total - completed - failed - notStarted)
  return (
    <section aria-labelledby="progress" className="grid gap-6">
      <h2 id="progress" className="sr-only">
        Progress
      </h2>
      <ProgressBar
        size="lg"
        total={total}
        completed={completed}
        failed={failed}
        label={jobProgressWords(job)}
        active={!ended}
      />
      <div className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
        <Tile
          label="Completed"
          value={formatCount(completed)}
          detail={
            total > 0
              ? `${formatPercent(completed, total)} of ${formatCount(total)} rows`
              : 'Rows not counted yet'
          }
        />
        <Tile
          label="Failed"
          value={formatCount(failed)}
          detail={failed > 0 ? 'Not charged' : ended ? 'No row failed' : 'None so far'}
          tone={failed > 0 ? 'danger' : 'neutral'}
        />
        {notStarted > 0 ? (
          <Tile label="Not started" value={formatCount(notStarted)} detail="They cost nothing" />
        ) : (
          <Tile
            label={ended ? 'Without an answer' : 'To go'}
            value={formatCount(open)}
            detail={openDetail(open, ended, isCounted)}
          />
        )}
        <CostTile job={job} />
      </div>
    </section>
  )
}

function openDetail(open: number, ended: boolean, isCounted: boolean): string {
  if (ended) return open > 0 ? 'Cancelled or expired, not charged' : 'Every row has ended'
  return isCounted ? 'Queued or in flight' : 'The server still counts them'
}
