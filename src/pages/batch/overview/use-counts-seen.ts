import { useEffect, useState } from 'react'
import type { Connection } from '~/api/connection'
import { useSeenCounts } from '~/api/seen-counts'
import type { Batch } from '~/contract/batch'
import { hasEnded } from '~/domain/batch-state'
import { addSample, type CountSample } from '~/domain/series/count-samples'
import { lookedAt } from '~/domain/series/looked-at'
import { keepCounts, readCounts } from './count-history'

/**
 * The counts of a batch as this browser has seen them, on this page or on others of this tab, the newest answer
 * included. Failures carry no time, so when rows failed is known only from looking.
 * @param answeredAt when the server last answered, Unix milliseconds
 */
export function useCountsSeen(
  connection: Connection,
  batch: Batch,
  answeredAt: number,
): readonly CountSample[] {
  const heard = useSeenCounts(connection)
  const [seen, setSeen] = useState(() => ({
    answeredAt,
    samples: withAnswer(
      heard(batch).reduce(addSample, readCounts(connection.id, batch.id)),
      batch,
      answeredAt,
    ),
  }))
  const { samples } = seen
  if (seen.answeredAt !== answeredAt) {
    setSeen({ answeredAt, samples: withAnswer(samples, batch, answeredAt) })
  }
  useEffect(() => {
    // The browser's storage.
    if (samples.length > 0) keepCounts(connection.id, batch.id, samples)
  }, [connection.id, batch.id, samples])
  return samples
}

/** The end of a batch is known without looking. */
function withAnswer(
  samples: readonly CountSample[],
  batch: Batch,
  answeredAt: number,
): readonly CountSample[] {
  if (hasEnded(batch)) return samples
  const { completed, failed } = batch.request_counts
  return addSample(samples, { at: lookedAt(batch, answeredAt / 1000), completed, failed })
}
