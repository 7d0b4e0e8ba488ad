import { useConnection } from '~/api/connection-store'
import type { Batch } from '~/contract/batch'
import { batchAsRead } from '~/domain/batch-as-read'
import { outcomesOf } from '~/results/status'
import { useResults } from '../shared/rows/use-results'

/** A batch as its page has it. */
export interface AsReadProps {
  batch: Batch
  /** When the server last answered with this batch, in Unix milliseconds. */
  answeredAt: number
}

/** The batch with its counts as its rows tell them, as soon as all of them are known here. */
export function useBatchAsRead({ batch, answeredAt }: AsReadProps): Batch {
  const { state } = useResults(useConnection(), batch, answeredAt, false)
  return batchAsRead(batch, state.kind === 'open' ? outcomesOf(state.status) : null)
}
