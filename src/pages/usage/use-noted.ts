import { useBatchHistory } from '~/api/batch-history'
import type { NotedOf } from '../shared/use-batch-uses'

/** The tokens of batches that this browser had started and saw end. */
export function useNoted(): NotedOf {
  const history = new Map(useBatchHistory().map((started) => [started.batchId, started]))
  return (batchId) => {
    const { inputTokens = null, outputTokens = null } = history.get(batchId)?.end ?? {}
    return inputTokens === null || outputTokens === null ? null : { input: inputTokens, output: outputTokens }
  }
}
