import type { Batch } from '../../contract/batch.ts'

/**
 * A batch that runs rows of another one again says so in its metadata: `retry_of` is the id of the batch that ran
 * them first, also where the rows come from a second or third attempt. So one look finds all attempts.
 */
const KEY = 'retry_of'

/** The batch that first ran the rows of this one; `null` for a batch that is no further attempt. */
function retryOf({ metadata }: Pick<Batch, 'metadata'>): string | null {
  const id = metadata[KEY]
  return id !== undefined && /^[\w-]{1,128}$/.test(id) ? id : null
}

/** The first of all attempts that a batch belongs to: itself where it is the first. */
export function firstAttempt(batch: Pick<Batch, 'id' | 'metadata'>): string {
  return retryOf(batch) ?? batch.id
}

/** The metadata of a further attempt at rows. @param firstId as `firstAttempt` gives it */
export function attemptMetadata(firstId: string): Record<string, string> {
  return { [KEY]: firstId }
}
