import type { PartLimits, PlannedPart } from '../../domain/jobs/plan-parts.ts'

/** What the page asks: one file a worker. `trialRows` is 0 where nothing is to be tried first. */
export interface SplitRequest {
  file: Blob
  trialRows: number
  /** The most that each part may be. */
  limits: PartLimits
}

/** How a file is to be cut. `trial` is `null` when nothing is tried first, or the file is no larger than the trial. */
export interface SplitPlan {
  trial: PlannedPart | null
  parts: PlannedPart[]
}

/** What the worker answers, once. */
export type SplitAnswer = { kind: 'planned'; plan: SplitPlan } | { kind: 'failed'; message: string }
