import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Connection } from '~/api/connection'
import type { Batch } from '~/contract/batch'
import { openResults } from '~/workers/results/client'
import type { ResultsSession, SessionState } from '~/workers/results/session'

/** The results of a batch, read in a worker and kept in step with what polling tells of the batch. */
export function useResults(
  connection: Connection,
  batch: Batch,
): { session: ResultsSession; state: SessionState } {
  // One session for as long as the page shows this batch through this connection.
  // oxlint-disable-next-line react/exhaustive-deps -- later states of the batch go in through `update`
  const session = useMemo(() => openResults(connection, batch), [connection, batch.id])
  const state = useSyncExternalStore(session.subscribe, session.state)
  useEffect(() => {
    // The worker polls nothing itself.
    session.update(batch)
  }, [session, batch])
  return { session, state }
}
