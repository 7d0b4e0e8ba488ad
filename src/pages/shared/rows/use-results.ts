import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Connection } from '~/api/connection'
import { usePriceBook } from '~/api/own-prices'
import type { Batch } from '~/contract/batch'
import { openResults } from '~/workers/results/client'
import type { ResultsSession, SessionState } from '~/workers/results/session'

/**
 * The results of a batch, read in a worker and kept in step with what polling tells of the batch.
 * @param answeredAt when the server last answered with this batch, in Unix milliseconds. Equal answers give the
 * same `batch` object, and yet the files may hold more rows by then than when they were last read.
 * @param reads false: what this device has is enough, and the server is not asked for rows
 */
export function useResults(
  connection: Connection,
  batch: Batch,
  answeredAt: number,
  reads = true,
): { session: ResultsSession; state: SessionState } {
  // One session for as long as the page shows this batch through this connection.
  // oxlint-disable-next-line react/exhaustive-deps -- later answers go in through `update`
  const session = useMemo(() => openResults(connection, { batch, answeredAt }), [connection, batch.id])
  const { own } = usePriceBook()
  // Rows are filtered and sorted by cost in the worker.
  session.setOwnPrices(own)
  const state = useSyncExternalStore(reads ? session.subscribe : session.watch, session.state)
  useEffect(() => {
    // The worker polls nothing itself.
    session.update({ batch, answeredAt })
  }, [session, batch, answeredAt])
  return { session, state }
}
