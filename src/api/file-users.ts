import { queryOptions } from '@tanstack/react-query'
import { Batch } from '../contract/batch.ts'
import { pageOf } from '../contract/page.ts'
import { currentBatchIndex } from './batch-index.ts'
import { batchKeys } from './batches.ts'
import type { Connection } from './connection.ts'
import { requestJson } from './http.ts'

const BatchPage = pageOf(Batch)

/** Servers cannot be asked for the batches of a file; this many of the newest are looked through at least. */
export const USERS_LOOKED_THROUGH = 100

/** Which batches read or wrote which files. */
export interface FileUsers {
  /** By the id of an input, output or error file; newest batch first. */
  byFile: ReadonlyMap<string, readonly Batch[]>
  /** Whether all batches were looked through. */
  isWhole: boolean
}

/** The batches of every file, one request for a whole list; older ones where this tab has read them anyway. */
export function fileUsersQuery(connection: Connection) {
  return queryOptions({
    queryKey: [...batchKeys.all(connection), 'file-users'],
    queryFn: async ({ signal }): Promise<FileUsers> => {
      const query = { limit: USERS_LOOKED_THROUGH }
      const { data, has_more } = await requestJson(connection, '/batches', BatchPage, { query, signal })
      const index = currentBatchIndex(connection)
      const looked = new Set(data.map(({ id }) => id))
      const older = index.batches.filter(({ id }) => !looked.has(id))
      return { byFile: usersOf([...data, ...older]), isWhole: !has_more || index.reachedEnd }
    },
    staleTime: 30_000,
  })
}

function usersOf(batches: readonly Batch[]): Map<string, Batch[]> {
  const byFile = new Map<string, Batch[]>()
  for (const batch of batches) {
    for (const fileId of [batch.input_file_id, batch.output_file_id, batch.error_file_id]) {
      if (fileId === null) continue
      const known = byFile.get(fileId)
      if (known) known.push(batch)
      else byFile.set(fileId, [batch])
    }
  }
  return byFile
}
