import type { Connection } from '../../api/connection.ts'
import type { DownloadedLines } from '../../api/download.ts'
import type { ApiErrorFacts } from '../../api/errors.ts'

/** What the page asks: one file a worker. */
export interface DownloadTask {
  /** With an absolute base URL. */
  connection: Connection
  fileId: string
  /** The lines that the file holds by the counts of an ended batch; `null` where nobody knows. */
  expectedLines: number | null
}

/** What the worker says: how far it is, now and then, and how it ended, once. */
export type DownloadNews =
  | { kind: 'progress'; receivedBytes: number }
  | { kind: 'done'; lines: DownloadedLines }
  | { kind: 'failed'; failure: ApiErrorFacts }
