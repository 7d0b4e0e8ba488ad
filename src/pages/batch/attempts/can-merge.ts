import type { Batch } from '~/contract/batch'
import { concernsAttempts, retryOf } from '~/domain/attempts/attempt-metadata'
import { outcomesOf, type ResultsStatus } from '~/results/status'

/** Whether every row of a batch is here that there will ever be, so that attempts can be merged with it. */
export function canMerge({ batchRuns, phase, input }: ResultsStatus): boolean {
  return !batchRuns && (phase.kind === 'complete' || phase.kind === 'short') && input !== 'reading'
}

/** Whether later batches that try rows of this one again are worth looking for: they could be merged with it. */
export function canBeTriedAgain(batch: Batch, status: ResultsStatus): boolean {
  return canMerge(status) && retryOf(batch) === null && concernsAttempts(batch, outcomesOf(status))
}
