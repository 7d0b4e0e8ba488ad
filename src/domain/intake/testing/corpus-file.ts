import type { FileNature } from '../file-nature.ts'
import type { ProblemKind } from '../problem-kinds.ts'

/** Where a kind of problem is expected: its lines, `null` for the file as a whole. */
export type ExpectedProblems = Partial<Record<ProblemKind, readonly (number | null)[]>>

/** A small file and the verdict it deserves. */
export interface CorpusFile {
  /** What is special about it. */
  about: string
  /** Its name; `input.jsonl` unless that matters. */
  name?: string
  content: string | Uint8Array<ArrayBuffer>
  /** Kind of file; batch requests unless that matters. */
  nature?: FileNature
  errors?: ExpectedProblems
  warnings?: ExpectedProblems
  notes?: ExpectedProblems
}
