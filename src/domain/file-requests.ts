import type { Batch } from '../contract/batch.ts'
import type { StoredFile } from '../contract/file.ts'
import { hasEnded } from './batch-state.ts'

/** How many requests, or results, a file holds. */
export type FileRequests =
  /** `isGrowing`: its batch still writes it. */
  | { kind: 'known'; requests: number; isGrowing: boolean }
  /** An input file: reading it tells. */
  | { kind: 'uncounted' }
  | { kind: 'unknown'; why: string }

/**
 * How many requests a file holds, exactly, from what is known without reading it. A server counts an input file when
 * it validates a batch of it; of a batch that failed there it may have counted only a part.
 * @param batches batches known to read or write the file
 * @param counted what reading the file has told, `undefined` where nobody has
 */
export function requestsOf(
  { id, purpose }: StoredFile,
  batches: readonly Batch[],
  counted: number | undefined,
): FileRequests {
  switch (purpose) {
    case 'batch': {
      const requests = counted ?? batches.find(isCounted)?.request_counts.total
      return requests === undefined ? { kind: 'uncounted' } : { kind: 'known', requests, isGrowing: false }
    }
    case 'batch_output':
    case 'batch_error': {
      const writer = batches.find((batch) => id === batch.output_file_id || id === batch.error_file_id)
      if (writer === undefined) {
        return { kind: 'unknown', why: 'Its batch is not among those that were looked through.' }
      }
      const { completed, failed } = writer.request_counts
      const requests = id === writer.output_file_id ? completed : failed
      return { kind: 'known', requests, isGrowing: !hasEnded(writer) }
    }
    default:
      return { kind: 'unknown', why: 'It is no file of a batch.' }
  }
}

function isCounted({ status, request_counts: { total } }: Batch): boolean {
  return total > 0 && status !== 'failed' && status !== 'validating'
}
