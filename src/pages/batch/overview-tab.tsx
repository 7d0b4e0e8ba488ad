import { useQuery } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { Link } from 'react-router'
import { batchAnalyticsQuery } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import type { Batch } from '~/contract/batch'
import type { StoredFile } from '~/contract/file'
import { hasEnded, openRows, progressWords } from '~/domain/batch-state'
import { formatUsd, readUsd } from '~/domain/money'
import { formatBytes, formatCount, formatPercent, formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { buttonClass } from '~/ui/button'
import { Facts } from '~/ui/definition-list'
import { ProgressBar } from '~/ui/progress-bar'
import { ShortId } from '~/ui/short-id'
import { Tile } from '~/ui/tile'
import { RelativeTime } from '~/ui/time'
import { BatchFiles } from './batch-files'
import { EstimatedCost } from './estimated-cost'
import { Rejection } from './rejection'
import { Timeline } from './timeline'

interface OverviewTabProps {
  batch: Batch
  /** The input file, where the server still has it. */
  inputFile: StoredFile | null
}

/** One screen: how far the batch is, what it has cost, when what happened, and its files. */
export function OverviewTab({ batch, inputFile }: OverviewTabProps) {
  const { total } = batch.request_counts
  return (
    <div className="grid gap-10">
      {batch.errors.length > 0 ? <Rejection batch={batch} /> : null}
      {batch.status === 'failed' && total === 0 ? null : <Progress batch={batch} />}
      <div className="grid items-start gap-10 lg:grid-cols-2">
        <section aria-labelledby="timeline" className="grid gap-3">
          <h2 id="timeline" className="text-lg font-semibold">
            Timeline
          </h2>
          <Timeline batch={batch} />
        </section>
        <section aria-labelledby="facts" className="grid gap-3">
          <h2 id="facts" className="text-lg font-semibold">
            About this batch
          </h2>
          <Facts columns={1} entries={factsOf(batch, inputFile)} />
        </section>
      </div>
      <section aria-labelledby="files" className="grid gap-3">
        <h2 id="files" className="text-lg font-semibold">
          Files
        </h2>
        <BatchFiles batch={batch} inputFile={inputFile} />
      </section>
    </div>
  )
}

/** How far the batch is, as bar and figures. */
function Progress({ batch }: { batch: Batch }) {
  const { total, completed, failed } = batch.request_counts
  const open = openRows(batch)
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
        label={progressWords(batch)}
        active={!hasEnded(batch)}
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
          value={<FailedCount batch={batch} />}
          detail={failedDetail(batch)}
          tone={failed > 0 ? 'danger' : 'neutral'}
        />
        <Tile
          label={hasEnded(batch) ? 'Without an answer' : 'To go'}
          value={formatCount(open)}
          detail={openDetail(batch)}
        />
        <CostTile batch={batch} />
      </div>
      <EstimatedCost batch={batch} />
      {completed + failed > 0 ? (
        <Link to={paths.batch(batch.id, 'results')} className={`${buttonClass()} justify-self-start`}>
          {hasEnded(batch) ? 'Read the answers' : 'Read the answers that are there'}
          <ArrowRight aria-hidden size={16} />
        </Link>
      ) : null}
    </section>
  )
}

/** How many rows failed; leads to them. */
function FailedCount({ batch }: { batch: Batch }) {
  const { failed } = batch.request_counts
  if (failed === 0) return '0'
  return (
    <Link
      to={`${paths.batch(batch.id, 'results')}?outcome=failed`}
      aria-label={`Show ${formatQuantity(failed, 'failed row')}`}
      className="text-inherit underline decoration-1 underline-offset-4"
    >
      {formatCount(failed)}
    </Link>
  )
}

function failedDetail(batch: Batch): string {
  if (batch.request_counts.failed > 0) return 'Not charged'
  return hasEnded(batch) ? 'No row failed' : 'None so far'
}

function openDetail(batch: Batch): string {
  if (batch.status === 'cancelling') return 'Rows in flight may still end, the others are cancelled'
  if (!hasEnded(batch)) return 'Queued or in flight'
  return openRows(batch) > 0 ? 'Cancelled or expired, not charged' : 'Every row has ended'
}

function factsOf(batch: Batch, inputFile: StoredFile | null) {
  return [
    { term: 'Endpoint', value: <code className="font-mono text-sm">{batch.endpoint || 'not said'}</code> },
    ...(batch.model ? [{ term: 'Model', value: batch.model }] : []),
    { term: 'Completion window', value: batch.completion_window || 'not said' },
    ...(batch.expires_at === null || hasEnded(batch)
      ? []
      : [{ term: 'Deadline', value: <RelativeTime seconds={batch.expires_at} focusable /> }]),
    { term: 'Id', value: <ShortId id={batch.id} /> },
    ...(inputFile
      ? [{ term: 'Input', value: `${inputFile.filename}, ${formatBytes(inputFile.bytes)}` }]
      : []),
    // The title stands above already.
    ...Object.entries(batch.metadata)
      .filter(([term]) => term !== 'batch_description')
      .map(([term, value]) => ({ term, value })),
  ]
}

/** What the server has billed so far; left out where it does not say. */
function CostTile({ batch }: { batch: Batch }) {
  const analytics = useQuery(batchAnalyticsQuery(useConnection(), batch))
  if (!analytics.data) return null
  const { total_cost, total_prompt_tokens, total_completion_tokens } = analytics.data
  const cost = total_cost === null ? null : readUsd(total_cost)
  const tokens = `${formatCount(total_prompt_tokens)} tokens in, ${formatCount(total_completion_tokens)} out`
  if (cost === null)
    return <Tile label="Tokens" value={formatCount(analytics.data.total_tokens)} detail={tokens} />
  return <Tile label={hasEnded(batch) ? 'Billed' : 'Billed so far'} value={formatUsd(cost)} detail={tokens} />
}
