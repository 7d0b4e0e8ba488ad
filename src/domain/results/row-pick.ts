import type { Outcome } from './outcome.ts'

/** Which rows of a batch are meant. */
export interface RowPick {
  outcomes: readonly Outcome[]
  /** The key of the cause that failed rows have; `null` for any. */
  cause: string | null
}

/** The outcomes of rows that have no answer. */
export const UNANSWERED = ['failed', 'cancelled', 'missing', 'pending'] as const satisfies readonly Outcome[]
