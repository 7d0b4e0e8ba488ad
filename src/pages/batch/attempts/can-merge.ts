import type { ResultsStatus } from '~/results/status'

/** Whether every row of a batch is here that there will ever be, so that attempts can be merged with it. */
export function canMerge({ batchRuns, phase, input }: ResultsStatus): boolean {
  return !batchRuns && (phase.kind === 'complete' || phase.kind === 'short') && input !== 'reading'
}
