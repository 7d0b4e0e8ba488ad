import { useQuery } from '@tanstack/react-query'
import { batchEndsQuery, useBatchHistory } from '~/api/batch-history'
import { batchAnalyticsQuery } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import type { Batch } from '~/contract/batch'
import { hasEnded } from '~/domain/batch-state'
import type { MoneyRange } from '~/domain/estimate/estimate'
import { formatMoneyRange } from '~/domain/estimate/estimate-words'
import { plannedCost } from '~/domain/estimate/history'
import { formatUsd, readUsd } from '~/domain/money'

/** What a batch was expected to cost when it was started here; `null` for other batches. */
export function usePlannedCost(connectionId: string, batchId: string): MoneyRange | null {
  const started = useBatchHistory().find(
    (entry) => entry.batchId === batchId && entry.connectionId === connectionId,
  )
  return started ? plannedCost(started.plan) : null
}

/** What the batch was expected to cost when it was started here, beside what was billed. Nothing for other batches. */
export function EstimatedCost({ batch }: { batch: Batch }) {
  const connection = useConnection()
  const started = useBatchHistory().find(
    ({ batchId, connectionId }) => batchId === batch.id && connectionId === connection.id,
  )
  const analytics = useQuery({ ...batchAnalyticsQuery(connection, batch), enabled: started !== undefined })
  // The next estimate learns from what this batch has used.
  useQuery(batchEndsQuery(connection, started && hasEnded(batch) ? [started] : []))
  const planned = started ? plannedCost(started.plan) : null
  if (!planned) return null
  const billed = analytics.data?.total_cost ? readUsd(analytics.data.total_cost) : null
  return (
    <p className="text-sm text-ink-muted tabular-nums">
      Estimated {formatMoneyRange(planned)}
      {billed === null ? null : (
        <>
          {' '}
          · {hasEnded(batch) ? 'billed' : 'billed so far'}{' '}
          <span className="text-ink">{formatUsd(billed)}</span>
        </>
      )}
    </p>
  )
}
