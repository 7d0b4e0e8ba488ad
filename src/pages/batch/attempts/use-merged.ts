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
 * Reads the attempts at the rows of a batch and merges them, for as long as the page wants it.
 * @param reading 0: nothing is read; another number than before reads again
 */
export function useMerged(
  { connection, batch, session, rowsListed, attempts }: MergeOrder,
  reading: number,
): MergeState {
  const [state, setState] = useState<MergeState>({ kind: 'none' })
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
      .then((merged) => {
        if (!signal.aborted) setState({ kind: 'merged', merged })
      })
      .catch((error: unknown) => {
        if (signal.aborted) return
        setState({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
      })
    return () => {
      stopping.abort()
      setState({ kind: 'none' })
      merging.then((merged) => merged.close()).catch(() => undefined)
    }
  }, [connection, batch, session, rowsListed, attempts, reading])
  return reading > 0 && attempts.length > 0 && state.kind === 'none' ? BEGINNING : state
}
