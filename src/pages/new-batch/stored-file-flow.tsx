import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { Link, useNavigate } from 'react-router'
import { batchKeys, createBatch } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { asApiError } from '~/api/errors'
import { costEstimateQuery, fileQuery, firstLineQuery } from '~/api/files'
import { endpointAndModelOf } from '~/domain/intake/endpoint-and-model'
import { type Money, readUsd } from '~/domain/money'
import { formatBytes, formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { buttonClass } from '~/ui/button'
import { Facts } from '~/ui/definition-list'
import { Notice } from '~/ui/notice'
import { SkeletonRows } from '~/ui/skeleton'
import { RelativeTime } from '~/ui/time'
import { QueryTrouble } from '../shared/query-trouble'
import { SettingsWayOut } from '../shared/settings-way-out'
import { createBody } from './create-body'
import { type RunChoices, RunForm } from './run/run-form'
import { Step } from './step'

/** A file that is on the server already: what it is, and how to run it. */
export function StoredFileFlow({ fileId }: { fileId: string }) {
  const connection = useConnection()
  const client = useQueryClient()
  const navigate = useNavigate()
  const file = useQuery(fileQuery(connection, fileId))
  const firstLine = useQuery(firstLineQuery(connection, fileId))
  const estimates = {
    '24h': useQuery(costEstimateQuery(connection, fileId, '24h')).data,
    '1h': useQuery(costEstimateQuery(connection, fileId, '1h')).data,
  }
  const request = firstLine.data === undefined ? null : endpointAndModelOf(firstLine.data)
  const start = useMutation({
    mutationFn: ({ endpoint, ...choices }: RunChoices & { endpoint: string }) =>
      createBatch(connection, createBody(fileId, endpoint, choices)),
    onSuccess: async (batch) => {
      void client.invalidateQueries({ queryKey: batchKeys.all(connection) })
      await navigate(paths.batch(batch.id))
    },
  })

  if (!file.data) {
    return (
      <div className="grid gap-4">
        <QueryTrouble query={file} what="this file" />
        {file.isError ? null : <SkeletonRows rows={3} label="Loading the file" />}
      </div>
    )
  }
  const requests = estimates['24h']?.total_requests ?? 0
  return (
    <>
      <Step number={1} title="Source">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <FileText aria-hidden size={20} className="text-ink-muted" />
          <span className="font-medium wrap-anywhere">{file.data.filename}</span>
          <span className="text-ink-muted tabular-nums">{formatBytes(file.data.bytes)}</span>
          <span className="text-sm text-ink-muted">
            uploaded <RelativeTime seconds={file.data.created_at} focusable />
          </span>
          <Link to={paths.newBatch()} className={`${buttonClass({ size: 'sm' })} ml-auto`}>
            Choose another file
          </Link>
        </div>
      </Step>
      <Step number={2} title="Check">
        <QueryTrouble query={firstLine} what="the file's first request" />
        <Facts
          columns={2}
          entries={[
            ...(requests > 0 ? [{ term: 'Requests', value: formatQuantity(requests, 'request') }] : []),
            { term: 'Endpoint', value: request?.endpoint ?? '–' },
            { term: 'Model of the first request', value: request?.model ?? '–' },
          ]}
        />
      </Step>
      <Step number={3} title="Run">
        <RunForm
          source={{ kind: 'stored', file: file.data }}
          sizes={null}
          serverEstimates={{ '24h': dollars(estimates['24h']), '1h': dollars(estimates['1h']) }}
          busy={start.isPending}
          obstacle={obstacleOf(request, firstLine.isError)}
          startLabel="Start batch"
          onStart={(choices) => {
            if (request?.endpoint) start.mutate({ ...choices, endpoint: request.endpoint })
          }}
        >
          {start.isError ? (
            <Notice
              tone="danger"
              title="The batch did not start"
              details={asApiError(start.error).details}
              actions={<SettingsWayOut kind={asApiError(start.error).kind} />}
              live="assertive"
            >
              {asApiError(start.error).message}
            </Notice>
          ) : null}
        </RunForm>
      </Step>
    </>
  )
}

/** The server's estimate, where it has one. */
function dollars(estimate: { total_estimated_cost: string | null } | undefined): Money | null {
  return estimate?.total_estimated_cost ? readUsd(estimate.total_estimated_cost) : null
}

function obstacleOf(request: { endpoint: string | null } | null, failed: boolean): string | undefined {
  if (failed) return 'The first request could not be read; see above.'
  if (!request) return 'The first request is still being read.'
  return request.endpoint ? undefined : 'The first request of this file names no batch endpoint.'
}
