import { ChevronDown, ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import {
  batchesOf,
  type Job,
  jobCounts,
  jobCreatedAt,
  jobEnded,
  jobProgressWords,
  jobTitle,
} from '~/domain/jobs/jobs'
import type { Batch } from '~/contract/batch'
import { seenJobOutlook } from '~/domain/eta/seen-outlook'
import { formatUsd, type Money } from '~/domain/money'
import type { CountSample } from '~/domain/series/count-samples'
import type { BatchUse } from '~/domain/usage-roll-up/batch-use'
import { formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { useNow } from '~/lib/use-now'
import { IconButton } from '~/ui/button'
import { TickBox } from '~/ui/tick-box'
import { ProgressBar } from '~/ui/progress-bar'
import { aboveRowLink, rowLink, Td, Tr } from '~/ui/table'
import { RelativeTime } from '~/ui/time'
import { JobBadge } from '../shared/job-badge'
import { Due } from './due'
import type { Column } from './list-url'
import type { Selection } from './use-selection'

interface JobRowsProps {
  job: Job
  /** Some of its parts are still being looked for: nothing is said of the whole before. */
  isPartlyKnown: boolean
  hidden: ReadonlySet<Column>
  /** What a batch used, where it is known. */
  usedBy: (batch: Batch) => BatchUse | null
  /** The counts of a running batch as they were seen. */
  seenOf: (batch: Batch) => readonly CountSample[]
  selection: Selection
  children: ReactNode
}

/** A job as one row with the progress of all its parts, which can be unfolded below it. */
export function JobRows({ job, isPartlyKnown, hidden, usedBy, seenOf, selection, children }: JobRowsProps) {
  const [open, setOpen] = useState(false)
  const { total, completed, failed } = jobCounts(job)
  const title = jobTitle(job) ?? `Job of ${formatQuantity(job.parts, 'batch', 'batches')}`
  const uses = job.batches.map(({ batch }) => usedBy(batch))
  const models = [...new Set(uses.map((use) => use?.model ?? null))].filter((model) => model !== null)
  const cost = uses.reduce<Money | null>(
    (sum, use) => (sum === null || !use?.cost ? null : sum + use.cost.amount),
    0n,
  )
  const windows = [...new Set(job.batches.map(({ batch }) => batch.completion_window))]
  return (
    <>
      <Tr>
        <Td className="as-table:min-w-48">
          <div className="flex items-start gap-3">
            {isPartlyKnown ? null : <JobTick job={job} title={title} selection={selection} />}
            <div className="min-w-0">
              <Link to={paths.job(job.id)} {...rowLink}>
                {title}
              </Link>
              <div className="flex flex-wrap items-center gap-x-1 text-sm text-ink-muted">
                <span className={`${aboveRowLink} -ml-2`}>
                  <IconButton
                    icon={open ? ChevronDown : ChevronRight}
                    label={`${open ? 'Hide' : 'Show'} the batches of ${title}`}
                    size="sm"
                    variant="quiet"
                    aria-expanded={open}
                    onClick={() => setOpen(!open)}
                  />
                </span>
                Job of {formatQuantity(job.parts, 'batch', 'batches')}
              </div>
            </div>
          </div>
        </Td>
        <Td label="State" className="as-table:min-w-42">
          {isPartlyKnown ? (
            <span className="text-sm text-ink-muted">Looking for its batches</span>
          ) : (
            <JobBadge job={job} />
          )}
        </Td>
        {hidden.has('model') ? null : (
          <Td label="Model" className="text-sm as-table:min-w-28">
            {models.length > 0 ? (
              <span className="wrap-anywhere">{models.join(', ')}</span>
            ) : (
              <span className="text-ink-muted">–</span>
            )}
          </Td>
        )}
        {hidden.has('progress') ? null : (
          <Td label="Progress" className="as-table:min-w-36">
            {isPartlyKnown ? null : (
              <div className="grid gap-1.5">
                <ProgressBar
                  total={total}
                  completed={completed}
                  failed={failed}
                  label={jobProgressWords(job)}
                  active={!jobEnded(job)}
                />
                <span className="text-sm text-ink-muted tabular-nums">{jobProgressWords(job)}</span>
              </div>
            )}
          </Td>
        )}
        {hidden.has('window') ? null : (
          <Td label="Window" className="as-table:min-w-24 @min-[68rem]:whitespace-nowrap">
            <span className="tabular-nums">{windows.filter(Boolean).join(', ') || '–'}</span>
            {isPartlyKnown ? null : (
              <div className="text-sm text-ink-muted">
                <EndOfJob job={job} seenOf={seenOf} />
              </div>
            )}
          </Td>
        )}
        {hidden.has('cost') ? null : (
          <Td numeric label="Cost">
            {cost === null ? <span className="text-ink-muted">–</span> : formatUsd(cost)}
          </Td>
        )}
        {hidden.has('created') ? null : (
          <Td label="Created" className="whitespace-nowrap">
            <RelativeTime seconds={jobCreatedAt(job)} />
          </Td>
        )}
        <Td />
      </Tr>
      {open ? children : null}
    </>
  )
}

/** When the last of its batches is expected to end. */
function EndOfJob({ job, seenOf }: Pick<JobRowsProps, 'job' | 'seenOf'>) {
  return <Due seen={seenJobOutlook(job, seenOf, useNow())} />
}

/** Selects all that was started of a job: what is done then is done with each of its batches. */
function JobTick({ job, title, selection }: Pick<JobRowsProps, 'job' | 'selection'> & { title: string }) {
  const batches = batchesOf({ kind: 'job', job })
  const ticked = batches.filter(({ id }) => selection.has(id)).length
  const isAll = ticked === batches.length
  return (
    <span className={`${aboveRowLink} -ml-1 p-1`}>
      <TickBox
        aria-label={`Select ${formatQuantity(batches.length, 'batch', 'batches')} of ${title}`}
        isPartial={ticked > 0 && !isAll}
        checked={isAll}
        onChange={() => selection.set(batches, !isAll)}
      />
    </span>
  )
}
