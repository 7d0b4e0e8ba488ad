import type { Change, FixContext, RewriteOutcome } from '../../domain/intake/fixes/changes.ts'
import type { IntakeReport } from '../../domain/intake/report.ts'
import type { ScratchPlace } from './scratch-folder.ts'

/** Where a rewritten file and what is taken out of it are kept; `null` where there is no private file system. */
interface RewritePlaces {
  written: ScratchPlace | null
  dropped: ScratchPlace | null
}

/** What the page asks: one file a worker. */
export interface RewriteRequest {
  file: File
  changes: readonly Change[]
  context: FixContext
  /** `null` only looks what would come of the changes. */
  write: { name: string; places: RewritePlaces } | null
}

/** A file after changes. */
export interface RewrittenFile {
  file: File
  report: IntakeReport
  /** The requests that were taken out, as they stood in the file; empty when none were. */
  dropped: Blob[]
}

/** What the worker answers: how far it is, then one outcome. */
export type RewriteAnswer =
  | { kind: 'progress'; readBytes: number; outcome: RewriteOutcome }
  | { kind: 'done'; outcome: RewriteOutcome; rewritten: RewrittenFile | null }
  | { kind: 'failed'; message: string }
