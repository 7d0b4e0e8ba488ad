import { useEffect, useState } from 'react'
import { openComparison } from '~/workers/compare/client'
import type { CompareSession, CompareState } from '~/workers/compare/compare-session'
import type { ResultsSession } from '~/workers/results/session'

/** A comparison under way, `null` for the moment before it has begun. */
export interface RunningComparison {
  session: CompareSession
  state: CompareState
}

/** Compares the rows of two batches for as long as the page shows them. */
export function useComparison(left: ResultsSession, right: ResultsSession): RunningComparison | null {
  const [running, setRunning] = useState<RunningComparison | null>(null)
  useEffect(() => {
    // The comparison is made in a worker.
    const session = openComparison(left, right)
    const show = () => setRunning({ session, state: session.state() })
    const end = session.subscribe(show)
    show()
    return () => {
      end()
      session.dispose()
      setRunning(null)
    }
  }, [left, right])
  return running
}
