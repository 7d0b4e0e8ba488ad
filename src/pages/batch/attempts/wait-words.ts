import type { Batch } from '~/contract/batch'
import { concernsAttempts, retryOf } from '~/domain/attempts/attempt-metadata'
import { outcomesOf, type ResultsStatus } from '~/results/status'
import { canMerge } from './can-merge'

/**
 * Why nobody can say yet which rows of a batch are still without a usable answer, or never will here.
 * @param attempts later batches that try its rows again; `null` while they are being looked for
 */
export function waitWords(batch: Batch, status: ResultsStatus, attempts: number | null): string {
  if (status.batchRuns) {
    return 'Which rows stay without a usable answer is known once the batch has ended.'
  }
  if (!canMerge(status)) return 'The rows of this batch have not all been read yet.'
  if (retryOf(batch) !== null) {
    return 'This batch tries rows of another one again: that one tells which are still without a usable answer.'
  }
  if (!concernsAttempts(batch, outcomesOf(status))) return 'Every row of this batch has a usable answer.'
  if (attempts === null) return 'Looking for batches that try these rows again …'
  if (attempts === 0) return 'No other batch has tried rows of this one again.'
  return 'These rows are known once what came of the rows tried again has been read. How far that is stands above.'
}
