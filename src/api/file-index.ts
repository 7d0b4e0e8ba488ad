import { queryOptions } from '@tanstack/react-query'
import { StoredFile } from '../contract/file.ts'
import { pageOf } from '../contract/page.ts'
import type { Connection } from './connection.ts'
import { fileKeys } from './files.ts'
import { requestJson } from './http.ts'
import { createListIndex, type ListIndex } from './list-index.ts'

const FilePage = pageOf(StoredFile)

/** The most that all servers hand out at once. */
const PAGE_SIZE = 100

/** The files of one connection that this tab has read, newest first. */
export type FileIndex = ListIndex<StoredFile>

const list = createListIndex<StoredFile>((connection, after, signal) =>
  requestJson(connection, '/files', FilePage, {
    query: { limit: PAGE_SIZE, order: 'desc', after },
    signal,
  }),
)

/** What has been read of a connection's files so far; grows while `fileIndexQuery` is at work. */
export const useFileIndex = list.use

/** Reads the list of all files in the background, newest first. A cut reading goes on where it was. */
export function fileIndexQuery(connection: Connection) {
  return queryOptions({
    queryKey: [...fileKeys.all(connection), 'index'],
    queryFn: async ({ signal }) => {
      await list.readNewest(connection, signal)
      await list.readOlder(connection, 0, signal)
      return list.current(connection).entries.length
    },
  })
}

/** Lets the next look read again all that is known, not only its newest page. */
export const readAllFilesAgain = list.readAgain

/** Leaves a file out that the server has deleted or does not know any more. */
export function forgetFile(connection: Connection, fileId: string): void {
  list.change(connection.id, (files) => files.filter(({ id }) => id !== fileId))
}
