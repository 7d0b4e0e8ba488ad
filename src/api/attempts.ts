import { queryOptions } from '@tanstack/react-query'
import { Batch } from '../contract/batch.ts'
import { pageOf } from '../contract/page.ts'
import { attemptsAt } from '../domain/attempts/attempts.ts'
import { currentBatchIndex } from './batch-index.ts'
import { batchKeys } from './batches.ts'
import type { Connection } from './connection.ts'
import { tellBatches } from './heard-batches.ts'
import { requestJson } from './http.ts'

const BatchPage = pageOf(Batch)
/** The most that servers hand out at once. */
const PAGE_SIZE = 100

/**
 * The further attempts at the rows of a batch, oldest first. One request, never repeated by itself: servers that
 * search look into metadata, others answer with their newest batches; the list that this tab has read knows more.
 */
export function attemptsQuery(connection: Connection, batchId: string) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'attempts', batchId],
    queryFn: async ({ signal }) => {
      const query = { limit: PAGE_SIZE, search: batchId }
      const { data } = await requestJson(connection, '/batches', BatchPage, { query, signal })
      tellBatches(connection.id, data)
      return attemptsAt<Batch>(batchId, [...data, ...currentBatchIndex(connection).batches])
    },
  })
}
