import { type Outcome, SPOILT } from '../results/outcome.ts'
import { type RowPick, UNANSWERED } from '../results/row-pick.ts'

/** Which rows of a batch a new one is made of, in the order they are offered. */
export const CLONE_ROWS = ['all', 'unanswered', 'failed', ...SPOILT] as const

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
  refused: {
    title: 'Rows that were refused',
    meaning: 'The model declined, or a content filter stopped the answer.',
    name: 'refused rows',
  },
  empty: {
    title: 'Rows with an empty answer',
    meaning: 'The request succeeded, but the answer has no content.',
    name: 'empty rows',
  },
  invalid_json: {
    title: 'Rows with invalid JSON',
    meaning: 'The request asked for JSON, and the answer is not JSON.',
    name: 'invalid JSON rows',
  },
} satisfies Record<CloneRows, { title: string; meaning: string; name: string }>

/**
 * The rows of a choice.
 * @param cause key of the cause that failed rows have; empty for any
 * @param row index of the only one that is meant among those that came to the same end; `null` for all of them
 */
export function pickOf(rows: Exclude<CloneRows, 'all'>, cause: string, row: number | null = null): RowPick {
  if (rows === 'unanswered') return { outcomes: UNANSWERED, cause: null }
  const alike: RowPick = { outcomes: [rows], cause: rows === 'failed' && cause !== '' ? cause : null }
  return row === null ? alike : { ...alike, row }
}

interface Counts {
  total: number
  completed: number
  failed: number
}

/**
 * How many rows each choice has; `null` where nobody knows yet.
 * @param outcomes as they were read; `null` while they are not all known: the server's counts then stand in
 * @param soFar as far as they were read; `null` while nothing was: answers that cannot be used are known by them alone
 */
export function cloneCounts(
  counts: Counts,
  outcomes: Readonly<Record<Outcome, number>> | null,
  soFar: Readonly<Record<Outcome, number>> | null,
): Record<CloneRows, number | null> {
  const { total, completed, failed } = counts
  const spoilt = {
    truncated: spoiltCount('truncated'),
    refused: spoiltCount('refused'),
    empty: spoiltCount('empty'),
    invalid_json: spoiltCount('invalid_json'),
  }
  if (outcomes === null) return { all: total, unanswered: Math.max(0, total - completed), failed, ...spoilt }
  return {
    all: Math.max(
      total,
      Object.values(outcomes).reduce((sum, rows) => sum + rows, 0),
    ),
    unanswered: UNANSWERED.reduce((sum, outcome) => sum + outcomes[outcome], 0),
    failed: outcomes.failed,
    ...spoilt,
  }

  function spoiltCount(outcome: (typeof SPOILT)[number]): number | null {
    if (outcomes !== null) return outcomes[outcome]
    // None so far does not mean none.
    return soFar !== null && soFar[outcome] > 0 ? soFar[outcome] : null
  }
}
