import type { Batch } from '../../contract/batch.ts'
import { hasEnded } from '../batch-state.ts'
import type { Outcome } from '../results/outcome.ts'

/**
 * A batch that runs rows of another one again says so in its metadata: `retry_of` is the id of the batch that ran
 * them first, also where the rows come from a second or third attempt. So one look finds all attempts.
 */
const KEY = 'retry_of'

/** The batch that first ran the rows of this one; `null` for a batch that is no further attempt. */
export function retryOf({ metadata }: Pick<Batch, 'metadata'>): string | null {
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

/**
 * Whether it makes sense to look for attempts: the batch is one itself, or has ended with rows worth another try.
 * @param outcomes of all rows; `null` while they are not all known: the server's counts then stand in
 */
export function concernsAttempts(batch: Batch, outcomes: Readonly<Record<Outcome, number>> | null): boolean {
  const { total, completed } = batch.request_counts
  return retryOf(batch) !== null || (hasEnded(batch) && (outcomes?.succeeded ?? completed) < total)
}
