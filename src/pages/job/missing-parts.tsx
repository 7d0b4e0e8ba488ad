import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { restRecorder } from '~/api/batch-history'
import { useConnection } from '~/api/connection-store'
import { jobFilesQuery } from '~/api/jobs'
import { type LaunchPart, startLaunch, useLaunches } from '~/api/launches'
import type { StoredFile } from '~/contract/file'
import { carriedMetadata } from '~/domain/jobs/job-metadata'
import { type Job, type JobBatch, jobCounts, missingParts } from '~/domain/jobs/jobs'
import { formatUsd, readUsd } from '~/domain/money'
import { formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { useSettings } from '~/lib/settings'
import { Button, buttonClass } from '~/ui/button'
import { ChoiceCards } from '~/ui/choice'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Notice } from '~/ui/notice'
import { QueryTrouble } from '../shared/query-trouble'
import { RestPrice, useRestCost } from './rest-price'

/** Parts of a job that have not started, and the way to start them: their files are on the server. */
export function MissingParts({ job, title }: { job: Job; title: string }) {
  const launched = useLaunches()
    .filter(({ order }) => order.parts.some((part) => part.job?.jobId === job.id))
    .flatMap(({ parts }) => parts)
  // What this tab is about to start is no missing part.
  const underWay = new Set(
    launched.flatMap(({ job: part, starts, state }) =>
      part && starts && state !== 'failed' && state !== 'cancelled' ? [part.part] : [],
    ),
  )
  const uploading = new Set(
    launched.flatMap(({ job: part, state }) => (part && state === 'uploading' ? [part.part] : [])),
  )
  const missing = missingParts(job).filter((part) => !underWay.has(part))
  const [first] = job.batches
  if (missing.length === 0 || !first) return null
  return (
    <section aria-labelledby="missing" className="grid gap-4 border-t border-line-strong pt-4">
      <h2 id="missing" className="text-lg font-semibold">
        {job.hasTrial ? 'The remaining rows' : 'Batches that have not started'}
      </h2>
      {missing.some((part) => uploading.has(part)) ? (
        <p className="text-ink-muted">
          Their file is still being uploaded, see above. They can be started as soon as it is there.
        </p>
      ) : (
        <StartMissing job={job} title={title} missing={missing} first={first} />
      )}
    </section>
  )
}

interface StartMissingProps {
  job: Job
  title: string
  missing: readonly number[]
  /** Tells how the others were started. */
  first: JobBatch
}

const WINDOWS = [
  { value: '24h', title: 'Within 24 hours', description: 'The best price. Most batches end far sooner.' },
  { value: '1h', title: 'Within 1 hour', description: 'Dearer, for when the answers are needed today.' },
] as const

function StartMissing({ job, title, missing, first }: StartMissingProps) {
  const connection = useConnection()
  const files = useQuery(jobFilesQuery(connection, job.id))
  const [completionWindow, setCompletionWindow] = useState<'24h' | '1h'>(
    first.batch.completion_window === '1h' ? '1h' : '24h',
  )
  const [isAsking, setAsking] = useState(false)
  const { budgetUsd } = useSettings()
  const found = missing.flatMap((part) => {
    const file = files.data?.get(part)
    return file ? [{ part, file }] : []
  })
  // Of a part whose file is gone nobody knows the rows.
  const rows = found.length === missing.length ? jobCounts(job).notStarted : 0
  const cost = useRestCost({ tried: first.batch, rows, window: completionWindow })
  const budget = budgetUsd === null ? null : readUsd(budgetUsd)
  const isOverBudget = cost !== null && budget !== null && cost > budget
  if (!files.data) return <QueryTrouble query={files} what="the files of this job" />
  const gone = missing.length - found.length
  if (found.length === 0) return <FilesGone missing={gone} />
  const start = () =>
    startLaunch({
      connection,
      // Only where one file holds them all is it known how many rows are in it.
      parts: found.map(({ part, file }) =>
        launchPart(job, part, file, found.length === 1 && rows > 0 ? rows : null),
      ),
      endpoint: first.batch.endpoint,
      completionWindow,
      title,
      metadata: carriedMetadata(first.batch),
      onStarted: restRecorder(first.batch.id),
    })
  const what = rows > 0 ? formatQuantity(rows, 'row') : formatQuantity(found.length, 'batch', 'batches')
  return (
    <form
      className="grid max-w-3xl gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (isOverBudget) setAsking(true)
        else start()
      }}
    >
      {gone > 0 ? <FilesGone missing={gone} /> : null}
      <ChoiceCards
        legend="When are their answers due?"
        value={completionWindow}
        onValueChange={setCompletionWindow}
        options={WINDOWS.map((option) => ({
          ...option,
          description: (
            <>
              {option.description}
              {rows > 0 ? <RestPrice tried={first.batch} rows={rows} window={option.value} /> : null}
            </>
          ),
        }))}
      />
      <Button type="submit" variant="primary" icon={Play} className="justify-self-start">
        {job.hasTrial ? `Start the remaining ${what}` : `Start ${what}`}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title="Start above your budget?"
        confirmLabel="Start anyway"
        dismissLabel="Do not start"
        onConfirm={async () => {
          start()
        }}
      >
        These rows will cost about{' '}
        <strong className="text-ink">{cost === null ? 'nothing known' : formatUsd(cost)}</strong> if they are
        like the ones that answered. You asked to be warned above{' '}
        {budget === null ? 'nothing' : formatUsd(budget)}.
      </ConfirmDialog>
    </form>
  )
}

function launchPart(job: Job, part: number, file: StoredFile, requests: number | null): LaunchPart {
  return {
    source: { kind: 'stored', file },
    requests,
    job: {
      jobId: job.id,
      part,
      parts: job.parts,
      requests: job.requests,
      role: job.hasTrial ? 'rest' : 'part',
    },
    starts: true,
  }
}

function FilesGone({ missing }: { missing: number }) {
  return (
    <Notice
      tone="warning"
      title={`${missing === 1 ? 'The file' : 'Files'} of these rows ${missing === 1 ? 'is' : 'are'} not on the server`}
      actions={
        <Link to={paths.newBatch()} className={buttonClass({ size: 'sm' })}>
          New batch
        </Link>
      }
    >
      The upload was stopped, or the file was deleted or has expired. What has run stays here; the other rows
      can be started as a new batch from your own file.
    </Notice>
  )
}
