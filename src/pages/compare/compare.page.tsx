import { useQuery } from '@tanstack/react-query'
import { ArrowLeftRight } from 'lucide-react'
import { Link, type LoaderFunctionArgs, type ShouldRevalidateFunctionArgs } from 'react-router'
import { batchQuery } from '~/api/batches'
import { currentConnection, useConnection } from '~/api/connection-store'
import { goOn, queryClient } from '~/api/query-client'
import { titleOf } from '~/domain/batch-state'
import { paths } from '~/lib/paths'
import { readUrlState, useUrlState } from '~/lib/url-state'
import { buttonClass } from '~/ui/button'
import { EmptyState } from '~/ui/notice'
import { PageHeader } from '~/ui/page-header'
import { SkeletonRows } from '~/ui/skeleton'
import { QueryTrouble } from '../shared/query-trouble'
import { useFileNames } from '../shared/use-file-names'
import { ComparisonView } from './comparison-view'
import { CompareUrl } from './url-schema'

function loader({ request }: LoaderFunctionArgs) {
  const { left, right } = readUrlState(CompareUrl, new URL(request.url).searchParams)
  for (const id of new Set([left, right])) {
    if (id !== '') goOn(queryClient.query(batchQuery(currentConnection(), id)))
  }
  return null
}

/** Filters and the open row are in the URL too, and none of them makes the batches other ones. */
function shouldRevalidate({ currentUrl, nextUrl }: ShouldRevalidateFunctionArgs) {
  return ['left', 'right'].some(
    (side) => currentUrl.searchParams.get(side) !== nextUrl.searchParams.get(side),
  )
}

function ComparePage() {
  const [{ left, right }] = useUrlState(CompareUrl)
  if (left === '' || right === '') return <Refusal title="Choose two batches to compare" />
  if (left === right) return <Refusal title="Both sides are the same batch" />
  return <TwoBatches key={JSON.stringify([left, right])} leftId={left} rightId={right} />
}

function Refusal({ title }: { title: string }) {
  return (
    <div className="grid gap-6">
      <title>Compare · Batch Console</title>
      <PageHeader kicker={<Link to={paths.batches()}>Batches</Link>} title="Compare two batches" />
      <EmptyState
        title={title}
        actions={
          <Link to={paths.batches()} className={buttonClass({ variant: 'primary' })}>
            Go to batches
          </Link>
        }
      >
        Select two batches in the list and press Compare. Their rows are paired by custom_id.
      </EmptyState>
    </div>
  )
}

function TwoBatches({ leftId, rightId }: { leftId: string; rightId: string }) {
  const connection = useConnection()
  const left = useQuery(batchQuery(connection, leftId))
  const right = useQuery(batchQuery(connection, rightId))
  const names = useFileNames(connection, [
    left.data?.input_file_id ?? null,
    right.data?.input_file_id ?? null,
  ])
  const [leftBatch, rightBatch] = [left, right].map(({ data, dataUpdatedAt }) =>
    data === undefined
      ? null
      : {
          connection,
          batch: data,
          title: titleOf(data, names.get(data.input_file_id ?? '') ?? null),
          answeredAt: dataUpdatedAt,
        },
  )
  const isLoading = [left, right].some(({ isPending, failureCount }) => isPending && failureCount === 0)
  return (
    <div className="grid gap-6">
      <title>
        {leftBatch && rightBatch
          ? `Compare ${leftBatch.title} with ${rightBatch.title} · Batch Console`
          : 'Compare · Batch Console'}
      </title>
      <PageHeader
        kicker={<Link to={paths.batches()}>Batches</Link>}
        title="Compare two batches"
        subtitle="Rows are paired by custom_id."
        actions={
          <Link to={paths.compare(rightId, leftId)} replace className={buttonClass({ size: 'sm' })}>
            <ArrowLeftRight aria-hidden className="size-3.5" strokeWidth={1.75} />
            Swap A and B
          </Link>
        }
      />
      <QueryTrouble query={left} what={`batch A (${leftId})`} />
      <QueryTrouble query={right} what={`batch B (${rightId})`} />
      {isLoading ? <SkeletonRows rows={8} label="Loading both batches" /> : null}
      {leftBatch && rightBatch ? <ComparisonView left={leftBatch} right={rightBatch} /> : null}
    </div>
  )
}

export default { loader, shouldRevalidate, Component: ComparePage }
