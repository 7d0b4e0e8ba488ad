import { useQuery } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { Link } from 'react-router'
import { startRecorder } from '~/api/batch-history'
import { useConnection } from '~/api/connection-store'
import { costEstimateQuery, fileQuery, firstLineQuery } from '~/api/files'
import type { StoredFile } from '~/contract/file'
import { blockingProblems } from '~/domain/intake/fixes/offers'
import { endpointAndModelOf } from '~/domain/intake/endpoint-and-model'
import { type Money, readUsd } from '~/domain/money'
import { formatBytes } from '~/lib/format'
import { paths } from '~/lib/paths'
import { buttonClass } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { SkeletonRows } from '~/ui/skeleton'
import { RelativeTime } from '~/ui/time'
import { LaunchStatus } from '../shared/launch-status'
import { QueryTrouble } from '../shared/query-trouble'
import { SettingsWayOut } from '../shared/settings-way-out'
import { RunForm } from './run/run-form'
import { Step } from './step'
import { StoredCheckStep } from './stored-check-step'
import { type StoredCheck, useStoredCheck } from '../shared/files/use-stored-check'
import { useStoredStart } from './use-stored-start'

/** A file that is on the server already: what it is, and how to run it. */
export function StoredFileFlow({ fileId }: { fileId: string }) {
  const connection = useConnection()
  const file = useQuery(fileQuery(connection, fileId))
  if (file.data) return <StoredFileSteps file={file.data} />
  return (
    <div className="grid gap-4">
      <QueryTrouble query={file} what="this file" />
      {file.isError ? null : <SkeletonRows rows={3} label="Loading the file" />}
    </div>
  )
}

function StoredFileSteps({ file }: { file: StoredFile }) {
  const connection = useConnection()
  const check = useStoredCheck(file)
  const report = check.state === 'done' ? check.report : null
  const isFirstLineEnough = check.state === 'unread' || check.state === 'failed'
  const firstLine = useQuery({ ...firstLineQuery(connection, file.id), enabled: isFirstLineEnough })
  const estimates = {
    '24h': useQuery(costEstimateQuery(connection, file.id, '24h')).data,
    '1h': useQuery(costEstimateQuery(connection, file.id, '1h')).data,
  }
  const endpoint = report
    ? report.endpoint
    : firstLine.data === undefined
      ? null
      : endpointAndModelOf(firstLine.data).endpoint
  const { launch, busy, failure, start } = useStoredStart(file)
  return (
    <>
      <Step number={1} title="Source">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <FileText aria-hidden size={20} className="text-ink-muted" />
          <span className="font-medium wrap-anywhere">{file.filename}</span>
          <span className="text-ink-muted tabular-nums">{formatBytes(file.bytes)}</span>
          <span className="text-sm text-ink-muted">
            uploaded <RelativeTime seconds={file.created_at} focusable />
          </span>
          <Link to={paths.newBatch()} className={`${buttonClass({ size: 'sm' })} ml-auto`}>
            Choose another file
          </Link>
        </div>
      </Step>
      <Step number={2} title="Check">
        <StoredCheckStep file={file} check={check} />
      </Step>
      <Step number={3} title="Run">
        <RunForm
          source={{ kind: 'stored', file }}
          sizes={report?.sizes ?? null}
          serverEstimates={{ '24h': dollars(estimates['24h']), '1h': dollars(estimates['1h']) }}
          busy={busy}
          obstacle={obstacleOf(check, endpoint, firstLine)}
          startLabel="Start batch"
          onStart={({ plan, ...choices }) => {
            if (endpoint === null) return
            const order = { ...choices, connection, endpoint, onStarted: startRecorder(connection, plan) }
            start(order, report?.requests ?? null)
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
          {launch ? <LaunchStatus launch={launch} /> : null}
        </RunForm>
      </Step>
    </>
  )
}

/** The server's estimate, where it has one. */
function dollars(estimate: { total_estimated_cost: string | null } | undefined): Money | null {
  return estimate?.total_estimated_cost ? readUsd(estimate.total_estimated_cost) : null
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
