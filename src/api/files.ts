import { queryOptions } from '@tanstack/react-query'
import { CostEstimate } from '../contract/cost-estimate.ts'
import { DeletedFile, StoredFile } from '../contract/file.ts'
import { pageOf } from '../contract/page.ts'
import { chunksOf } from '../lib/streams.ts'
import type { Connection } from './connection.ts'
import { request, requestJson } from './http.ts'

const FilePage = pageOf(StoredFile)
const PAGE_SIZE = 25
const NAMES_PAGE_SIZE = 100

export interface FileListFilter {
  /** Cursor: the id of the last file of the page before. */
  after: string | null
  search: string
  /** `batch`, `batch_output`, `batch_error`, or empty for all. */
  purpose: string
}

/** Cache keys of everything about files of one connection. */
export const fileKeys = {
  all: (connection: Connection) => [connection.id, 'files'] as const,
}

/** A page of files, newest first. */
export function fileListQuery(connection: Connection, filter: FileListFilter) {
  return queryOptions({
    queryKey: [...fileKeys.all(connection), 'list', filter],
    queryFn: ({ signal }) =>
      requestJson(connection, '/files', FilePage, {
        query: {
          limit: PAGE_SIZE,
          order: 'desc',
          after: filter.after,
          search: filter.search,
          purpose: filter.purpose,
        },
        signal,
      }),
  })
}

/** The names of the newest input files, one request for a whole list of batches. */
export function fileNamesQuery(connection: Connection) {
  return queryOptions({
    queryKey: [...fileKeys.all(connection), 'names'],
    queryFn: async ({ signal }) => {
      const query = { limit: NAMES_PAGE_SIZE, order: 'desc', purpose: 'batch' }
      const page = await requestJson(connection, '/files', FilePage, { query, signal })
      return new Map(page.data.map((file) => [file.id, file.filename]))
    },
    staleTime: 30_000,
  })
}

/** One file. A file never changes, so an answer is kept. */
export function fileQuery(connection: Connection, fileId: string) {
  return queryOptions({
    queryKey: [...fileKeys.all(connection), 'one', fileId],
    queryFn: ({ signal }) =>
      requestJson(connection, `/files/${encodeURIComponent(fileId)}`, StoredFile, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** The server's own estimate of a file's cost in a window; an extension. */
export function costEstimateQuery(connection: Connection, fileId: string, completionWindow: string) {
  return queryOptions({
    queryKey: [...fileKeys.all(connection), 'estimate', fileId, completionWindow],
    queryFn: ({ signal }) =>
      requestJson(connection, `/files/${encodeURIComponent(fileId)}/cost-estimate`, CostEstimate, {
        query: { completion_window: completionWindow },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** The first line of a stored file as text; the stream is dropped right after it, however large the file is. */
export function firstLineQuery(connection: Connection, fileId: string) {
  return queryOptions({
    queryKey: [...fileKeys.all(connection), 'first-line', fileId],
    queryFn: ({ signal }) => readFirstLine(connection, fileId, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** The first line of a stored file that is not blank. */
export async function readFirstLine(
  connection: Connection,
  fileId: string,
  signal: AbortSignal,
): Promise<string> {
  const path = `/files/${encodeURIComponent(fileId)}/content`
  const response = await request(connection, path, { query: { limit: 1 }, signal })
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of chunksOf(response.body)) {
    text += decoder.decode(chunk, { stream: true })
    const start = text.search(/\S/)
    const end = start === -1 ? -1 : text.indexOf('\n', start)
    // Leaving the loop cancels the stream, and with it the rest of the download.
    if (end !== -1) return text.slice(start, end)
  }
  return text.trim()
}

/** Deletes a file. Deleting an input file stops the batches that run on it. @throws ApiError */
export function deleteFile(connection: Connection, fileId: string) {
  return requestJson(connection, `/files/${encodeURIComponent(fileId)}`, DeletedFile, { method: 'DELETE' })
}
