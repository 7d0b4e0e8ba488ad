import { useEffect, useState } from 'react'
import { readBatch } from '~/api/batches'
import type { Connection } from '~/api/connection'
import type { Batch } from '~/contract/batch'
import { systemClock } from '~/results/system-clock'
import { openResultsApart } from '~/workers/results/client'
import { type MergedResults, openMerged } from '~/workers/results/merged-results'
import type { ResultsSession } from '~/workers/results/session'

/** How a merge with further attempts stands. */
export type MergeState =
  | { kind: 'none' }
  /** `trouble`: what is in the way right now. */
  | { kind: 'reading'; rowsRead: number; trouble: string | null }
  | { kind: 'merged'; merged: MergedResults }
  | { kind: 'failed'; message: string }

/** A merge with further attempts. */
export interface Merge {
  /** How the last reading stands. */
  state: MergeState
  /** What was read last: it stays while the attempts are read again, and where that fails. `null` before. */
  merged: MergedResults | null
}

/** While somebody waits for the rows of an attempt that runs. */
const REST_MS = 3000

const BEGINNING: MergeState = { kind: 'reading', rowsRead: 0, trouble: null }

interface MergeOrder {
  connection: Connection
  batch: Batch
  session: ResultsSession
  /** Of the batch. */
  rowsListed: number
  /** Oldest first; the same list until it changes. */
  attempts: readonly Batch[]
}

/**
 * Reads the attempts at the rows of a batch and merges them, for as long as the page wants it. They are read again when
 * one of them has changed.
 * @param reading 0: nothing is read; another number than before reads again
 */
export function useMerged(
  { connection, batch, session, rowsListed, attempts }: MergeOrder,
  reading: number,
): Merge {
  const [state, setState] = useState<MergeState>({ kind: 'none' })
  const [merged, setMerged] = useState<MergedResults | null>(null)
  const wanted = reading > 0 && attempts.length > 0 ? session : null
  const [wantedBefore, setWantedBefore] = useState(wanted)
  if (wanted !== wantedBefore) {
    setWantedBefore(wanted)
    setMerged(null)
  }
  useEffect(() => {
    // A merge reads in workers, which end once another one has taken its place.
    return () => merged?.close()
  }, [merged])
  useEffect(() => {
    // The attempts are read in workers of their own.
    if (reading === 0 || attempts.length === 0) return undefined
    const stopping = new AbortController()
    const { signal } = stopping
    const merging = openMerged(
      { batch, results: session, rowsListed },
      attempts,
      {
        open: (answer) => openResultsApart(connection, answer),
        ask: (batchId, whileWanted) => readBatch(connection, batchId, whileWanted),
        rest: (whileWanted) => systemClock.wait(REST_MS, whileWanted),
        onProgress: (rowsRead, trouble) => {
          if (!signal.aborted) setState({ kind: 'reading', rowsRead, trouble })
        },
      },
      signal,
    )
    merging
      .then((next) => {
        if (signal.aborted) {
          next.close()
          return
        }
        setMerged(next)
        setState({ kind: 'merged', merged: next })
      })
      .catch((error: unknown) => {
        if (signal.aborted) return
        setState({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
      })
    return () => {
      stopping.abort()
      setState({ kind: 'none' })
    }
  }, [connection, batch, session, rowsListed, attempts, reading])
  return { state: wanted !== null && state.kind === 'none' ? BEGINNING : state, merged }
}
