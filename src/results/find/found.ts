import type { Outcome } from '../../domain/results/outcome.ts'

/** What is known of the rows that a query finds. */
export interface Found {
  /** Another one means that other rows are found, in another order, or that they read differently. */
  stamp: string
  matched: number
  /** Rows of which it is known whether they match, and all. */
  scanned: number
  total: number
  isSearching: boolean
  /** The expression was given up, because it took too long. */
  isTooSlow: boolean
  /** Rows of each outcome that meet everything but the filter by outcome. */
  outcomes: Record<Outcome, number>
  /** Rows of these that are still open; `null` while nobody has read the later attempts. */
  stillOpen: number | null
}
