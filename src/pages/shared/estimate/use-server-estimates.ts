import { useQuery } from '@tanstack/react-query'
import { useConnection } from '~/api/connection-store'
import { costEstimateQuery } from '~/api/files'
import { type Money, readUsd } from '~/domain/money'
import type { CompletionWindow } from './window-price'

/** The server's own estimates; `null` where it has none. */
export type ServerEstimates = Readonly<Record<CompletionWindow, Money | null>>

/** What the server expects a stored file to cost. An extension: most servers have no estimate. */
export function useServerEstimates(fileId: string): ServerEstimates {
  const connection = useConnection()
  return {
    '24h': dollars(useQuery(costEstimateQuery(connection, fileId, '24h')).data),
    '1h': dollars(useQuery(costEstimateQuery(connection, fileId, '1h')).data),
  }
}

function dollars(estimate: { total_estimated_cost: string | null } | undefined): Money | null {
  return estimate?.total_estimated_cost ? readUsd(estimate.total_estimated_cost) : null
}
