import { FileName } from './file-name'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { startRecorder } from '~/api/batch-history'
import { useConnection } from '~/api/connection-store'
import { fileQuery, firstLineQuery } from '~/api/files'
import type { StoredFile } from '~/contract/file'
import { blockingProblems } from '~/domain/intake/fixes/offers'
import { endpointAndModelOf } from '~/domain/intake/endpoint-and-model'
import { paths } from '~/lib/paths'
import { buttonClass } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { SkeletonRows } from '~/ui/skeleton'
import { RelativeTime } from '~/ui/time'
import { useServerEstimates } from '../shared/estimate/use-server-estimates'
import { LaunchStatus } from '../shared/launch-status'
import { QueryTrouble } from '../shared/query-trouble'
import { SettingsWayOut } from '../shared/settings-way-out'
import { ChangeRequests } from './change-requests'
import { LeaveQuestion } from './leave-question'
import { LocalFileFlow } from './local-file-flow'
import { RunForm } from './run/run-form'
import { type RunDraft, type RunStart, useRunDraft } from './run/use-run-draft'
import { Step } from './step'
import { StoredCheckStep } from './stored-check-step'
import { type StoredCheck, useStoredCheck } from '../shared/files/use-stored-check'
import { useFetchedFile } from './use-fetched-file'
import { useStoredStart } from './use-stored-start'

/** A file that is on the server already: what it is, and how to run it. */
export function StoredFileFlow({ fileId }: { fileId: string }) {
  const connection = useConnection()
  // With another key the file is asked for again; what the person has filled in stays meanwhile.
  const file = useQuery({ ...fileQuery(connection, fileId), placeholderData: keepPreviousData })
  if (file.data) return <StoredFileSteps file={file.data} />
  return (
    <div className="grid gap-4">
      <QueryTrouble query={file} what="this file" />
      {file.isError ? null : <SkeletonRows rows={3} label="Loading the file" />}
    </div>
  )
}

interface StoredFileStepsProps {
  file: StoredFile
  /** The first step; `null` where the page shows it already. Left out, the file itself. */
  source?: ReactNode
  /** What the form begins with. */
  start?: RunStart
  /** The person asked to run the file once more. */
  isRepeat?: boolean
  /** Rows of the file; `null` where nobody has counted. */
  requests?: number | null
}

/** The steps for a file of the server: as it is, or read into this page to be changed. */
export function StoredFileSteps(props: StoredFileStepsProps) {
  const { file, source, start, isRepeat = false, requests = null } = props
  const draft = useRunDraft(start)
  const reading = useFetchedFile(file, requests)
  const shownSource = source === undefined ? <StoredSource file={file} /> : source
  if (reading.fetched.kind === 'here') {
    return (
      <LocalFileFlow file={reading.fetched.file} source={shownSource} draft={draft} isRepeat={isRepeat} />
    )
  }
  return (
    <UnchangedFile file={file} source={shownSource} draft={draft} isRepeat={isRepeat} reading={reading} />
  )
}

interface UnchangedFileProps {
  file: StoredFile
  source: ReactNode
  draft: RunDraft
  isRepeat: boolean
  reading: ReturnType<typeof useFetchedFile>
}

function UnchangedFile({ file, source, draft, isRepeat, reading }: UnchangedFileProps) {
  const connection = useConnection()
  const check = useStoredCheck(file)
  const report = check.state === 'done' ? check.report : null
  const isFirstLineEnough = check.state === 'unread' || check.state === 'failed'
  const firstLine = useQuery({ ...firstLineQuery(connection, file.id), enabled: isFirstLineEnough })
  const serverEstimates = useServerEstimates(file.id)
  const endpoint = report
    ? report.endpoint
    : firstLine.data === undefined
      ? null
      : endpointAndModelOf(firstLine.data).endpoint
  const { launch, busy, failure, start, resume } = useStoredStart(file)
  return (
    <>
      {source}
      <Step number={2} title="Check">
        <div className="grid gap-6">
          <StoredCheckStep file={file} check={check} />
          <ChangeRequests
            file={file}
            reading={reading}
            disabledReason={busy ? 'The batch is being started.' : undefined}
          />
        </div>
      </Step>
      <Step number={3} title="Run">
        <RunForm
          draft={draft}
          isRepeat={isRepeat}
          source={{ kind: 'stored', file }}
          sizes={report?.sizes ?? null}
          serverEstimates={serverEstimates}
          busy={busy}
          obstacle={obstacleOf(check, endpoint, firstLine)}
          startLabel="Start batch"
          onStart={async ({ plan, title, completionWindow, metadata }) => {
            if (endpoint === null) return
            const onStarted = startRecorder(plan)
            const order = { title, completionWindow, metadata, connection, endpoint, onStarted }
            await start(order, report?.requests ?? null)
          }}
        >
          {failure ? (
            <Notice
              tone="danger"
              title="The batch did not start"
              details={failure.details}
              actions={<SettingsWayOut kind={failure.kind} />}
              live="assertive"
            >
              {failure.message}
            </Notice>
          ) : null}
          {launch ? <LaunchStatus launch={launch} onResume={resume} /> : null}
        </RunForm>
      </Step>
      <LeaveQuestion losses={busy || launch ? [] : draft.losses} />
    </>
  )
}

function StoredSource({ file }: { file: StoredFile }) {
  return (
    <Step number={1} title="Source">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <FileName name={file.filename} bytes={file.bytes} />
        <span className="text-sm text-ink-muted">
          uploaded <RelativeTime seconds={file.created_at} focusable />
        </span>
        <Link to={paths.newBatch()} className={`${buttonClass({ size: 'sm' })} ml-auto`}>
          Choose another file
        </Link>
      </div>
    </Step>
  )
}

/** Why the batch cannot start; `undefined` when it can. */
function obstacleOf(
  check: StoredCheck,
  endpoint: string | null,
  firstLine: { isError: boolean; isPending: boolean },
): string | undefined {
  if (check.state === 'reading') return 'The file is still being checked.'
  if (check.state === 'done') {
    if (blockingProblems(check.report).length > 0) return 'This file cannot run as it is; see above.'
    return endpoint === null ? 'No request names an endpoint.' : undefined
  }
  if (firstLine.isError) return 'The first request could not be read; see above.'
  if (firstLine.isPending) return 'The first request is still being read.'
  return endpoint === null ? 'The first request of this file names no batch endpoint.' : undefined
}
