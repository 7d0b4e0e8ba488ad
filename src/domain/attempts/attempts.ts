import type { Batch } from '../../contract/batch.ts'
import { retryOf } from './attempt-metadata.ts'

/** More attempts at the same rows than anybody makes by hand; each is read by itself. */
const MOST_ATTEMPTS = 20

/**
 * The further attempts at the rows of a batch, oldest first. Attempts at the rows of an attempt count too: other
 * clients may name the attempt before instead of the first one.
 * @param batches any batches, newest first as servers list them, which decides between those of one second; of two
 * with the same id the first one counts
 * @returns the newest twenty where there are more
 */
export function attemptsAt<Listed extends Batch>(firstId: string, batches: readonly Listed[]): Listed[] {
  const found = new Map<string, Listed>()
  for (let before = -1; before < found.size;) {
    before = found.size
    for (const batch of batches) {
      const parent = retryOf(batch)
      const isOne = parent !== null && (parent === firstId || found.has(parent))
      if (isOne && batch.id !== firstId && !found.has(batch.id)) found.set(batch.id, batch)
    }
  }
  return batches
    .filter((batch) => found.get(batch.id) === batch)
    .toReversed()
    .sort((one, other) => one.created_at - other.created_at)
    .slice(-MOST_ATTEMPTS)
}
