import type { Connection } from '../../api/connection.ts'
import type { IntakeProgress, IntakeReport } from '../../domain/intake/report.ts'

/** What the page asks: one file of the server a worker. */
export interface StoredCheckRequest {
  /** With an absolute address: a worker's own is not the page's. */
  connection: Connection
  fileId: string
  name: string
}

/** What the worker answers: progress while the file arrives, then one outcome. */
export type StoredCheckAnswer =
  | { kind: 'progress'; progress: IntakeProgress }
  | { kind: 'done'; report: IntakeReport }
  | { kind: 'failed'; message: string }
