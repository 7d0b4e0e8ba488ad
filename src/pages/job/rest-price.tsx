import { useQuery } from '@tanstack/react-query'
import { batchAnalyticsQuery } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { firstLineQuery } from '~/api/files'
import { usePriceBook } from '~/api/own-prices'
import type { Batch } from '~/contract/batch'
import { endpointAndModelOf } from '~/domain/intake/endpoint-and-model'
import { restCost } from '~/domain/jobs/rest-price'
import { formatUsd, type Money, readUsd } from '~/domain/money'
import { formatQuantity } from '~/lib/format'

interface RestPriceProps {
  /** The batch whose rows tell what such rows use. */
  tried: Batch
  /** How many rows are to be started. */
  rows: number
  window: '24h' | '1h'
}

/** What the other rows will cost if they are like those that were tried; `null` where nobody knows. */
export function useRestCost({ tried, rows, window }: RestPriceProps): Money | null {
  const connection = useConnection()
  const { findPrice } = usePriceBook()
  const analytics = useQuery(batchAnalyticsQuery(connection, tried))
  const fileId = tried.input_file_id
  const firstLine = useQuery({
    ...firstLineQuery(connection, fileId ?? ''),
    enabled: tried.model === null && fileId !== null,
  })
  const model = tried.model ?? (firstLine.data ? endpointAndModelOf(firstLine.data).model : null)
  const answered = tried.request_counts.completed
  if (!analytics.data || answered === 0) return null
  const usage = {
    rows: answered,
    inputTokens: analytics.data.total_prompt_tokens,
    outputTokens: analytics.data.total_completion_tokens,
  }
  const { completion_window: triedWindow } = tried
  return restCost({
    usage,
    rows,
    billed: analytics.data.total_cost === null ? null : readUsd(analytics.data.total_cost),
    isSameWindow: triedWindow === window,
    triedPrice:
      model && (triedWindow === '24h' || triedWindow === '1h') ? findPrice(model, triedWindow) : null,
    wantedPrice: model ? findPrice(model, window) : null,
  })
}

/** What the other rows will cost; nothing where nobody knows. */
export function RestPrice(props: RestPriceProps) {
  const cost = useRestCost(props)
  if (cost === null) return null
  return (
    <span className="mt-2 flex flex-wrap gap-x-3 text-sm tabular-nums">
      <strong className="text-ink">about {formatUsd(cost)}</strong>
      <span className="text-ink-muted">
        if all rows are like the {formatQuantity(props.tried.request_counts.completed, 'row')} that answered
      </span>
    </span>
  )
}
