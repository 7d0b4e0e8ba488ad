import { useQuery } from '@tanstack/react-query'
import { batchEndsQuery, useBatchHistory } from '~/api/batch-history'
import { useConnection } from '~/api/connection-store'
import { usePriceBook } from '~/api/own-prices'
import { assumptionsOf } from '~/domain/estimate/assumptions'
import { type Estimate, estimateOf } from '~/domain/estimate/estimate'
import { pastUseFrom } from '~/domain/estimate/experience'
import type { StartedBatch } from '~/domain/estimate/history'
import type { FileSizes } from '~/domain/estimate/size-tally'

export interface ShownEstimate {
  sizes: FileSizes
  estimate: Estimate
  assumptions: string[]
}

/** The estimate for a checked file, from its sizes, the prices in use and this browser's earlier batches. */
export function useEstimate(sizes: FileSizes | null, fingerprint: string | null): ShownEstimate | null {
  const connection = useConnection()
  const history = useBatchHistory()
  const { findPrice } = usePriceBook()
  const models = sizes?.models.map(({ model }) => model) ?? []
  useQuery(
    batchEndsQuery(
      connection,
      history.filter((batch) => runsOneOf(batch, models)),
    ),
  )
  if (!sizes || sizes.models.length === 0) return null
  const pastUse = pastUseFrom(history, fingerprint)
  const estimate = estimateOf(sizes, findPrice, pastUse)
  return { sizes, estimate, assumptions: assumptionsOf(sizes, estimate, pastUse) }
}

function runsOneOf({ plan }: StartedBatch, models: readonly string[]): boolean {
  return plan.models.some(({ model }) => models.includes(model))
}
