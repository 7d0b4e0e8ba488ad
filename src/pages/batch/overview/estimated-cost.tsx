import { useQuery } from '@tanstack/react-query'
import { batchEndsQuery, useBatchHistory } from '~/api/batch-history'
import { batchAnalyticsQuery } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { costEstimateQuery } from '~/api/files'
import type { Batch } from '~/contract/batch'
import { hasEnded } from '~/domain/batch-state'
import type { MoneyRange } from '~/domain/estimate/estimate'
import { formatMoneyRange } from '~/domain/estimate/estimate-words'
import { plannedCost } from '~/domain/estimate/history'
import { formatUsd, readUsd } from '~/domain/money'
import { billWords } from './costs'

/** What a batch was expected to cost when it was started here; `null` for other batches. */
export function usePlannedCost(connectionId: string, batchId: string): MoneyRange | null {
  const started = useBatchHistory().find(
    (entry) => entry.batchId === batchId && entry.connectionId === connectionId,
  )
  return started ? plannedCost(started.plan) : null
}

/**
 * What the batch was expected to cost, beside what was billed: the estimate it was started with here, else the
 * server's own for its input file. Nothing where neither is known.
 */
export function EstimatedCost({ batch }: { batch: Batch }) {
  const connection = useConnection()
  const started = useBatchHistory().find(
    ({ batchId, connectionId }) => batchId === batch.id && connectionId === connection.id,
  )
  const planned = started ? plannedCost(started.plan) : null
  const fileId = batch.input_file_id
  const byServer = useQuery({
    ...costEstimateQuery(connection, fileId ?? '', batch.completion_window),
    // The server reads the whole file for it: only where there is a bill to compare it with.
    enabled: planned === null && fileId !== null && batch.status === 'completed',
  })
  const estimated = planned ? null : (byServer.data?.total_estimated_cost ?? null)
  const likely = planned?.likely ?? (estimated === null ? null : readUsd(estimated))
  const analytics = useQuery({ ...batchAnalyticsQuery(connection, batch), enabled: likely !== null })
  // The next estimate learns from what this batch has used.
  useQuery(batchEndsQuery(connection, started && hasEnded(batch) ? [started] : []))
  if (likely === null) return null
  const billed = analytics.data?.total_cost ? readUsd(analytics.data.total_cost) : null
  const isWhole =
    batch.status === 'completed' && batch.request_counts.completed === batch.request_counts.total
  const difference =
    isWhole && billed !== null ? billWords(billed, planned ?? { low: likely, high: likely }) : ''
  return (
    <p className="text-sm text-ink-muted tabular-nums">
      Estimated {planned ? plannedWords(planned) : `${formatUsd(likely)} by the server`}
      {billed === null ? null : (
        <>
          {' '}
          · {hasEnded(batch) ? 'billed' : 'billed so far'}{' '}
          <span className="text-ink">{formatUsd(billed)}</span>
          {difference ? `, ${difference}` : ''}
        </>
      )}
    </p>
  )
}

/** The range, and what is likely in it where it has two ends. */
function plannedWords(planned: MoneyRange): string {
  const range = formatMoneyRange(planned)
  return range.includes('–') ? `${range}, likely ${formatUsd(planned.likely)}` : range
}
