import { useQuery } from '@tanstack/react-query'
import { batchQuery } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { isTransient } from '~/api/errors'
import type { AsReadProps } from './use-batch-as-read'

/**
 * When the server last answered with a batch, in Unix milliseconds, while it does not answer and is asked again and
 * again; `null` while all is well.
 */
export function useSilence({ batch, answeredAt }: AsReadProps): number | null {
  const { failureReason } = useQuery({
    ...batchQuery(useConnection(), batch.id),
    // Only looks on: whether and when the batch is asked for is the page's own.
    refetchOnMount: false,
    refetchOnWindowFocus: false,
    refetchInterval: false,
  })
  return isTransient(failureReason) ? answeredAt : null
}
