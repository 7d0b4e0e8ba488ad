import type { IntakeProgress, IntakeReport } from '../../domain/intake/report.ts'

/** What the page asks: one file a worker. */
export interface IntakeRequest {
  file: File
}

/** The whole outcome of a check. */
export interface CheckedFile {
  report: IntakeReport
  /** What is to be uploaded: the file itself, or its text when it was packed. */
  file: File
}

/** What the worker answers: progress while it reads, then one outcome. */
export type IntakeAnswer =
  | { kind: 'progress'; progress: IntakeProgress; fileBytes: number }
  | { kind: 'done'; checked: CheckedFile }
  | { kind: 'failed'; message: string }
