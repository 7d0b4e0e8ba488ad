import { usePaced } from '~/lib/use-paced'
import { queryKey, type RowQuery } from '~/results/row-query'
import type { ResultsSession } from '~/workers/results/session'
import { useAsked } from '../../shared/rows/use-asked'

/** Every row is looked at, so they are not counted anew with every change. */
const PAUSE_MS = 1000

/**
 * How many of some rows have a result; `null` until they have been counted.
 * @param version of the rows: another one means that there may be more results
 */
export function useWithResult(session: ResultsSession, query: RowQuery, version: string): number | null {
  const rows = queryKey(query)
  const counted = useAsked(JSON.stringify([rows, usePaced(version, PAUSE_MS)]), async (signal) => {
    const { records } = await session.snapshot(query, signal)
    return { rows, count: records.filter((record) => record !== -1).length }
  })
  return counted?.rows === rows ? counted.count : null
}
