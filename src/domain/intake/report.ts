import type { BatchEndpoint } from '../../contract/request-line.ts'
import type { FileSizes } from '../estimate/size-tally.ts'
import type { FileNature } from './file-nature.ts'
import type { NamedCount } from './name-tally.ts'
import type { ProblemGroup } from './problem-log.ts'
import type { Severity } from './problem-kinds.ts'

/** All that the check found in a file. */
export interface IntakeReport {
  nature: FileNature
  /** Size of the text, after unpacking. */
  bytes: number
  /** Requests, or lines that should be requests. */
  requests: number
  /** Requests without an error or a warning of their own. */
  faultless: number
  /** The endpoint that most requests call; the batch is created for it. */
  endpoint: BatchEndpoint | null
  endpoints: NamedCount[]
  models: NamedCount[]
  /** What the estimate of the cost needs. */
  sizes: FileSizes
  /** Errors first. */
  problems: ProblemGroup[]
}

/** What is known while the file is still being read. */
export interface IntakeProgress {
  readBytes: number
  nature: FileNature
  requests: number
  /** Kinds of problems found so far. */
  kinds: Record<Severity, number>
}
