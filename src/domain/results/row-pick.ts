import type { Outcome } from './outcome.ts'

/** Which rows of a batch are meant. */
export interface RowPick {
  outcomes: readonly Outcome[]
  /** The key of the cause that failed rows have; `null` for any. */
  cause: string | null
  /** Only this one, by its index in the list, once no more requests arrive; left out for all of them. */
  row?: number
}

/** The outcomes of rows that have no answer. */
export const UNANSWERED = ['failed', 'cancelled', 'missing', 'pending'] as const satisfies readonly Outcome[]
