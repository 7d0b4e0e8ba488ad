import { useQuery } from '@tanstack/react-query'
import {
  analyticsQuery,
  batchesToAsk,
  fileModelsQuery,
  filesToRead,
  useAnalytics,
  useFileModels,
} from '~/api/batch-facts'
import { useBatchHistory } from '~/api/batch-history'
import type { Connection } from '~/api/connection'
import { usePriceBook } from '~/api/own-prices'
import type { ListedBatch } from '~/contract/listed-batch'
import type { StartedBatch } from '~/domain/estimate/history'
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

/**
 * What batches used, from everything that can be known: the list itself, figures asked for batch by batch, and the
 * model in the first line of the input file. Grows while it is read.
 * @param everything also what would take many requests
 */
export function useBatchUses(
  connection: Connection,
  batches: readonly ListedBatch[],
  everything: boolean,
): BatchUses {
  const { findPrice } = usePriceBook()
  const modelOf = useFileModels(connection)
  const analyticsOf = useAnalytics(connection)
  const history = new Map(useBatchHistory().map((started) => [started.batchId, started]))
  const files = filesToRead(batches)
  const asked = batchesToAsk(batches)
  const filesNow = everything ? files : files.slice(0, MOST_FILES)
  const askedNow = everything ? asked : asked.slice(0, MOST_ASKED)
  useQuery(fileModelsQuery(connection, filesNow))
  useQuery(analyticsQuery(connection, askedNow))

  const uses = batches.map((batch) =>
    batchUse(
      batch,
      {
        model: modelOf(batch.input_file_id) ?? null,
        analytics: analyticsOf(batch) ?? null,
        noted: notedTokens(history.get(batch.id)),
      },
      findPrice,
    ),
  )
  return {
    uses,
    pendingFigures: askedNow.filter((batch) => analyticsOf(batch) === undefined).length,
    pendingModels: filesNow.filter((file) => modelOf(file) === undefined).length,
    heldBack: files.length - filesNow.length + asked.length - askedNow.length,
  }
}

/** What this browser noted of a batch that it had started; `null` where it noted nothing, or not all. */
function notedTokens(started: StartedBatch | undefined): { input: number; output: number } | null {
  const { inputTokens = null, outputTokens = null } = started?.end ?? {}
  return inputTokens === null || outputTokens === null ? null : { input: inputTokens, output: outputTokens }
}
