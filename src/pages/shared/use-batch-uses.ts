import { useQuery } from '@tanstack/react-query'
import {
  analyticsQuery,
  batchesToAsk,
  fileModelsQuery,
  filesToRead,
  useAnalytics,
  useFileModels,
} from '~/api/batch-facts'
import type { Connection } from '~/api/connection'
import { usePriceBook } from '~/api/own-prices'
import type { ListedBatch } from '~/contract/listed-batch'
import { type BatchUse, batchUse } from '~/domain/usage-roll-up/batch-use'

/** Input files whose first line is read without being asked to; more would be a burst of requests. */
const MOST_FILES = 300
const MOST_ASKED = 500

export interface BatchUses {
  uses: readonly BatchUse[]
  /** Batches whose figures are still being asked for. */
  pendingFigures: number
  /** Input files whose model is still being read. */
  pendingModels: number
  /** Files and batches that are not asked for unless the person wants it. */
  heldBack: number
}

/** Tokens that this browser noted of a batch; `null` where it noted none. */
export type NotedOf = (batchId: string) => { input: number; output: number } | null

const nothingNoted: NotedOf = () => null

/** What a batch used as far as it is known now; asks for nothing. */
export function useKnownUse(
  connection: Connection,
  notedOf: NotedOf = nothingNoted,
): (batch: ListedBatch) => BatchUse {
  const { findPrice } = usePriceBook()
  const modelOf = useFileModels(connection)
  const analyticsOf = useAnalytics(connection)
  return (batch) =>
    batchUse(
      batch,
      {
        model: modelOf(batch.input_file_id) ?? null,
        analytics: analyticsOf(batch) ?? null,
        noted: notedOf(batch.id),
      },
      findPrice,
    )
}

/**
 * What batches used, from everything that can be known: the list itself, figures asked for batch by batch, and the
 * model in the first line of the input file. Grows while it is read.
 * @param everything also what would take many requests
 */
export function useBatchUses(
  connection: Connection,
  batches: readonly ListedBatch[],
  everything: boolean,
  notedOf: NotedOf = nothingNoted,
): BatchUses {
  const modelOf = useFileModels(connection)
  const analyticsOf = useAnalytics(connection)
  const usedBy = useKnownUse(connection, notedOf)
  const files = filesToRead(batches)
  const asked = batchesToAsk(batches)
  const filesNow = everything ? files : files.slice(0, MOST_FILES)
  const askedNow = everything ? asked : asked.slice(0, MOST_ASKED)
  useQuery(fileModelsQuery(connection, filesNow))
  useQuery(analyticsQuery(connection, askedNow))
  return {
    uses: batches.map(usedBy),
    pendingFigures: askedNow.filter((batch) => analyticsOf(batch) === undefined).length,
    pendingModels: filesNow.filter((file) => modelOf(file) === undefined).length,
    heldBack: files.length - filesNow.length + asked.length - askedNow.length,
  }
}
