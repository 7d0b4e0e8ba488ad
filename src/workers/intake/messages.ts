import type { FirstLook } from '../../domain/intake/first-look.ts'

/** What the page asks: one file a worker. */
export interface IntakeRequest {
  file: File
}

/** What the worker answers: progress while it reads, then one outcome. */
export type IntakeAnswer =
  | { kind: 'progress'; readBytes: number }
  | { kind: 'done'; look: FirstLook }
  | { kind: 'failed'; message: string }
