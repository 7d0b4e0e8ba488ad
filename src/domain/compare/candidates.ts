import type { Batch } from '../../contract/batch.ts'
import { jobPartOf } from '../jobs/job-metadata.ts'

/** What makes two batches likely to be compared, the likeliest first. */
const KINSHIPS = ['same_file', 'same_job', 'none'] as const

export type Kinship = (typeof KINSHIPS)[number]

/** What two batches have in common. */
function kinshipOf(batch: Batch, other: Batch): Kinship {
  if (batch.input_file_id !== null && batch.input_file_id === other.input_file_id) return 'same_file'
  const job = jobPartOf(batch)?.jobId
  return job !== undefined && job === jobPartOf(other)?.jobId ? 'same_job' : 'none'
}

/**
 * The batches to compare one with, those it has most in common with first.
 * @param others newest first, which is kept among equals; the batch itself is left out
 */
export function candidatesFor<Other extends Batch>(
  batch: Batch,
  others: readonly Other[],
): { other: Other; kinship: Kinship }[] {
  return others
    .filter(({ id }) => id !== batch.id)
    .map((other) => ({ other, kinship: kinshipOf(batch, other) }))
    .sort((one, two) => KINSHIPS.indexOf(one.kinship) - KINSHIPS.indexOf(two.kinship))
}

/** Two batches as they are compared by default: what came first is A. */
export function inOrder<Other extends Pick<Batch, 'created_at'>>(one: Other, other: Other): [Other, Other] {
  return one.created_at <= other.created_at ? [one, other] : [other, one]
}
