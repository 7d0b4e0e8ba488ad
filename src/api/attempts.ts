import { queryOptions } from '@tanstack/react-query'
import { Batch } from '../contract/batch.ts'
import { pageOf } from '../contract/page.ts'
import { attemptsAt } from '../domain/attempts/attempts.ts'
import { startedAttempts } from './batch-history.ts'
import { currentBatchIndex } from './batch-index.ts'
import { batchKeys, readBatch } from './batches.ts'
import type { Connection } from './connection.ts'
import { ApiError } from './errors.ts'
import { tellBatches } from './heard-batches.ts'
import { requestJson } from './http.ts'

const BatchPage = pageOf(Batch)
/** The most that servers hand out at once. */
const PAGE_SIZE = 100
/** Attempts of this browser that are asked for one by one where the server cannot find them. */
const MOST_ASKED_FOR = 5

/**
 * The further attempts at the rows of a batch, oldest first. One request, never repeated by itself: servers that
 * search look into metadata. Others answer with their newest batches; of older ones those are known that this tab has
 * read in the list, or that this browser has started.
 */
export function attemptsQuery(connection: Connection, batchId: string) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'attempts', batchId],
    queryFn: async ({ signal }) => {
      const query = { limit: PAGE_SIZE, search: batchId }
      const { data, has_more } = await requestJson(connection, '/batches', BatchPage, { query, signal })
      tellBatches(connection.id, data)
      const listed = [...data, ...currentBatchIndex(connection).batches]
      const isSearched = data.every((batch) => names(batch, batchId))
      const older = has_more && !isSearched ? await readStarted(connection, batchId, listed, signal) : []
      return attemptsAt<Batch>(batchId, [...listed, ...older])
    },
  })
}

/** Whether a search for an id can have found a batch. */
function names({ id, metadata }: Batch, batchId: string): boolean {
  return id === batchId || Object.values(metadata).some((value) => value.includes(batchId))
}

/** The attempts that this browser has started and that are not in the list. */
async function readStarted(
  connection: Connection,
  batchId: string,
  listed: readonly Batch[],
  signal: AbortSignal,
): Promise<Batch[]> {
  const known = new Set(listed.map(({ id }) => id))
  const lacking = startedAttempts(connection, batchId).filter((id) => !known.has(id))
  const found: Batch[] = []
  for (const id of lacking.slice(0, MOST_ASKED_FOR)) {
    try {
      found.push(await readBatch(connection, id, signal))
    } catch (error) {
      if (!(error instanceof ApiError) || error.kind !== 'not_found') throw error
    }
  }
  return found
}
