import { useEffect, useState } from 'react'
import type { Connection } from '~/api/connection'
import type { Batch } from '~/contract/batch'
import type { Progress } from '~/results/row-reader'
import type { ResultsSession, SessionState } from '~/workers/results/session'
import { useAsked } from '../../shared/rows/use-asked'
import { useResults } from '../../shared/rows/use-results'

/** Rows under "Newest answers". */
const NEWEST_ROWS = 5
/** A server's clock may be behind the models' by so much. */
const CLOCK_SLACK_SECONDS = 3600
/** The worker reads all rows for its answer, so it is asked at most this often. */
const ASK_PAUSE_MS = 1000

interface Answers {
  session: ResultsSession
  state: SessionState
  /** `null` until the worker has answered. */
  progress: Progress | null
  /** What the answer was made of. */
  version: string | null
}

/** What has been answered so far, kept current while the batch runs and while its answers are being read. */
export function useAnswers(connection: Connection, batch: Batch, answeredAt: number): Answers {
  const { session, state } = useResults(connection, batch, answeredAt)
  const version = usePaced(state.kind === 'open' ? state.status.version : null)
  const asked = useAsked(version, async (signal) => ({
    progress: await session.progress(batch.created_at - CLOCK_SLACK_SECONDS, NEWEST_ROWS, signal),
    version,
  }))
  return { session, state, progress: asked?.progress ?? null, version: asked?.version ?? null }
}

/** A value that follows another one at most once a second, and always ends up equal to it. */
function usePaced(value: string | null): string | null {
  const [paced, setPaced] = useState({ value, at: 0 })
  useEffect(() => {
    // Waits for its turn.
    if (paced.value === value) return undefined
    const pause = Math.max(0, paced.at + ASK_PAUSE_MS - performance.now())
    const timer = setTimeout(() => setPaced({ value, at: performance.now() }), pause)
    return () => clearTimeout(timer)
  }, [value, paced])
  return paced.value
}
