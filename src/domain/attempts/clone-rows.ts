import type { Outcome } from '../results/outcome.ts'
import { type RowPick, UNANSWERED } from '../results/row-pick.ts'

/** Which rows of a batch a new one is made of, in the order they are offered. */
export const CLONE_ROWS = ['all', 'unanswered', 'failed', 'truncated'] as const

export type CloneRows = (typeof CLONE_ROWS)[number]

/** What each choice says and means. */
export const CLONE_ROWS_FACTS = {
  all: { title: 'All rows', meaning: 'The same requests once more, or changed below.', name: 'copy' },
  unanswered: {
    title: 'Rows not completed',
    meaning: 'Failed, cancelled, and those that never ran.',
    name: 'remaining rows',
  },
  failed: { title: 'Failed rows', meaning: 'Only those that ended in an error.', name: 'failed rows' },
  truncated: {
    title: 'Rows that were cut off',
    meaning: 'Their answers stop at the token limit. Set a higher one below.',
    name: 'cut off rows',
  },
} satisfies Record<CloneRows, { title: string; meaning: string; name: string }>

/**
 * The rows of a choice.
 * @param cause key of the cause that failed rows have; empty for any
 * @param row index of the only one that is meant among those that failed; `null` for all of them
 */
export function pickOf(rows: Exclude<CloneRows, 'all'>, cause: string, row: number | null = null): RowPick {
  if (rows === 'unanswered') return { outcomes: UNANSWERED, cause: null }
  if (rows === 'truncated') return { outcomes: ['truncated'], cause: null }
  const failed: RowPick = { outcomes: ['failed'], cause: cause === '' ? null : cause }
  return row === null ? failed : { ...failed, row }
}

interface Counts {
  total: number
  completed: number
  failed: number
}

/**
 * How many rows each choice has; `null` where nobody knows yet.
 * @param outcomes as they were read; `null` while they are not all known: the server's counts then stand in
 */
export function cloneCounts(
  counts: Counts,
  outcomes: Readonly<Record<Outcome, number>> | null,
): Record<CloneRows, number | null> {
  const { total, completed, failed } = counts
  if (outcomes === null) {
    return { all: total, unanswered: Math.max(0, total - completed), failed, truncated: null }
  }
  return {
    all: Math.max(
      total,
      Object.values(outcomes).reduce((sum, rows) => sum + rows, 0),
    ),
    unanswered: UNANSWERED.reduce((sum, outcome) => sum + outcomes[outcome], 0),
    failed: outcomes.failed,
    truncated: outcomes.truncated,
  }
}
