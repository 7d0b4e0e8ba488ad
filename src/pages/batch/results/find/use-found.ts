import { useEffect, useState } from 'react'
import type { Found } from '~/results/find/found'
import { isInInputOrder, narrowsBeyondOutcome, queryKey, type RowQuery } from '~/results/row-query'
import type { ResultsStatus } from '~/results/status'
import type { ResultsSession } from '~/workers/results/session'

/** What a list shows of the rows that a query finds. */
export interface FoundRows extends Found {
  /** `false` while nothing is known yet of this query: the figures are those of the one before. */
  isCurrent: boolean
}

/** What a query finds, live: while rows arrive, and while they are still being searched. */
export function useFound(session: ResultsSession, status: ResultsStatus, query: RowQuery): FoundRows {
  const key = queryKey(query)
  const isPlain = !narrowsBeyondOutcome(query) && isInInputOrder(query)
  const [told, setTold] = useState<{ key: string; found: Found } | null>(null)
  useEffect(() => {
    // The worker finds the rows.
    if (isPlain) return undefined
    const following = new AbortController()
    const follow = async () => {
      let since = ''
      for (;;) {
        const found = await session.found(query, since, following.signal)
        if (following.signal.aborted) return
        since = found.stamp
        setTold({ key, found })
      }
    }
    // The state of the session says what is wrong.
    follow().catch(() => undefined)
    return () => following.abort()
    // oxlint-disable-next-line react/exhaustive-deps -- equal queries have equal keys
  }, [session, key, isPlain])
  if (isPlain) return plainRows(status, query)
  if (told?.key === key) return { ...told.found, isCurrent: true }
  return { ...(told?.found ?? plainRows(status, query)), isCurrent: false }
}

/** What the status tells of every row without a search. */
function plainRows(status: ResultsStatus, { outcome }: RowQuery): FoundRows {
  const { rowsListed: total, outcomes, version } = status
  return {
    stamp: version,
    matched: outcome === null ? total : outcomes[outcome],
    scanned: total,
    total,
    isSearching: false,
    isTooSlow: false,
    outcomes,
    isCurrent: true,
  }
}
