import type { Connection } from '~/api/connection'
import { keepFileRequests } from '~/api/file-requests'
import type { StoredFile } from '~/contract/file'
import { checkFile } from '~/workers/intake/client'

/** Counts the requests of a file that was just uploaded, on this computer: the server need not be asked. */
export function countUploaded(connection: Connection, stored: StoredFile, file: File): void {
  const { signal } = new AbortController()
  checkFile(file, { signal, onProgress: () => {} }).then(
    ({ report }) => keepFileRequests(connection, stored.id, report.requests),
    // Moved or changed since: the list then offers to count what the server has.
    () => undefined,
  )
}
