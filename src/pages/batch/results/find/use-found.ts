import type { Found } from '~/results/find/found'
import {
  isInInputOrder,
  lacksAttempts,
  listKey,
  narrowsBeyondOutcome,
  type RowQuery,
  STILL_OPEN,
} from '~/results/row-query'
import type { ResultsStatus } from '~/results/status'
import type { ResultsSession } from '~/workers/results/session'
import { type Asked, useQuestion } from '../../../shared/rows/use-asked'

/** What a list shows of the rows that a query finds. */
export interface FoundRows extends Found {
  /** `false` while nothing is known yet of this query: the figures are those of the one before. */
  isCurrent: boolean
  /** Nothing is searched before somebody has read the later attempts. */
  isWaiting: boolean
  /** Why nothing is found, and how to search again. */
  asked: Asked<unknown>
}

interface Told {
  key: string
  found: Found
}

/** What a query finds, live: while rows arrive, and while they are still being searched. */
export function useFound(session: ResultsSession, status: ResultsStatus, query: RowQuery): FoundRows {
  const key = listKey(query)
  const isWaiting = lacksAttempts(query)
  const isPlain = !narrowsBeyondOutcome(query) && isInInputOrder(query)
  const question = JSON.stringify([key, query.settled?.name])
  const asked = useQuestion<Told>(
    isPlain || isWaiting ? null : question,
    async (signal, tell): Promise<never> => {
      let since = ''
      for (;;) {
        const found = await session.found(query, since, signal)
        signal.throwIfAborted()
        since = found.stamp
        tell({ key, found })
      }
    },
  )
  const told = asked.answer
  if (isWaiting) return { ...plainRows(status, query), isCurrent: false, isWaiting, asked }
  if (isPlain) return { ...plainRows(status, query), isCurrent: true, isWaiting, asked }
  if (told?.key === key) return { ...told.found, isCurrent: true, isWaiting, asked }
  return { ...(told?.found ?? plainRows(status, query)), isCurrent: false, isWaiting, asked }
}

/** What the status tells of every row without a search. */
function plainRows(status: ResultsStatus, { outcome, settled }: RowQuery): Found {
  const { rowsListed: total, outcomes, version } = status
  const stillOpen = settled === null ? null : total - settled.count
  return {
    stamp: version,
    matched: outcome === null ? total : outcome === STILL_OPEN ? (stillOpen ?? 0) : outcomes[outcome],
    scanned: total,
    total,
    isSearching: false,
    isTooSlow: false,
    outcomes,
    stillOpen,
  }
}
