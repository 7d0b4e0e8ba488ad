import { useEffect, useState } from 'react'
import type { Batch } from '~/contract/batch'
import { type CloneRows, CLONE_ROWS_FACTS, pickOf } from '~/domain/attempts/clone-rows'
import type { RowPick } from '~/domain/results/row-pick'
import { partOf } from '~/results/row-snapshot'
import type { ResultsStatus } from '~/results/status'
import { requestLines } from '~/workers/results/request-lines'
import type { ResultsSession, SessionState } from '~/workers/results/session'

/** The requests of some rows, on their way into a file. */
export type CollectedRows =
  /** The results that tell which rows are meant are still being read. */
  | { kind: 'waiting' }
  | { kind: 'collecting'; done: number; all: number }
  /** `withoutRequest`: rows whose request is not in the input file. */
  | { kind: 'ready'; file: File; rows: number; withoutRequest: number }
  | { kind: 'none'; withoutRequest: number }
  | { kind: 'failed'; message: string }

interface CollectOptions {
  session: ResultsSession
  state: SessionState
  batch: Batch
  rows: Exclude<CloneRows, 'all'>
  /** Key of the cause that failed rows have; empty for any. */
  cause: string
  /** Index of the only row of the choice that is meant; `null` for all of them. */
  row: number | null
  /** Name of the batch's input file. */
  fileName: string
}

/** Whether every row has the outcome that it keeps, as far as the server has told. */
export function isSettled({ phase, input, rowsRead }: ResultsStatus, batch: Batch): boolean {
  if (input === 'reading') return false
  const { completed, failed } = batch.request_counts
  if (phase.kind === 'live') return rowsRead >= completed + failed
  return phase.kind === 'complete' || phase.kind === 'short' || phase.kind === 'gone'
}

/** Puts the requests of the rows that are meant into a file, once it is known which they are. */
export function useCollectedRows({ session, state, batch, rows, cause, row, fileName }: CollectOptions) {
  const [attempt, setAttempt] = useState(0)
  const key = JSON.stringify([rows, cause, row, attempt])
  const [collected, setCollected] = useState<{ key: string; value: CollectedRows } | null>(null)
  // What has been collected stays, whatever is read later: it may be on its way to the server.
  const isWanted = collected?.key === key || (state.kind === 'open' && isSettled(state.status, batch))
  useEffect(() => {
    // The worker has the requests.
    if (!isWanted) return undefined
    const { signal, abort } = abortable()
    const set = (value: CollectedRows) => setCollected({ key, value })
    collect(session, { pick: pickOf(rows, cause, row), name: nameOf(fileName, rows, row), signal, set }).then(
      set,
      (error: unknown) => {
        if (signal.aborted) return
        set({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
      },
    )
    return abort
  }, [isWanted, session, key, rows, cause, row, fileName])
  return {
    collected: collected?.key === key ? collected.value : ({ kind: 'waiting' } as const),
    collectAgain: () => setAttempt((before) => before + 1),
  }
}

function abortable() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}

interface CollectTask {
  pick: RowPick
  name: string
  signal: AbortSignal
  set: (value: CollectedRows) => void
}

async function collect(
  session: ResultsSession,
  { pick, name, signal, set }: CollectTask,
): Promise<CollectedRows> {
  const { rows, withRequest: all } = await session.pick(pick, signal)
  const withoutRequest = rows.rows.length - all
  if (all === 0) return { kind: 'none', withoutRequest }
  set({ kind: 'collecting', done: 0, all })
  const onProgress = (done: number) => set({ kind: 'collecting', done, all })
  const parts = await requestLines(session, partOf(rows, 0, all), { onProgress, signal })
  const file = new File(parts, name, { type: 'application/jsonl' })
  return { kind: 'ready', file, rows: all, withoutRequest }
}

function nameOf(fileName: string, rows: CloneRows, row: number | null): string {
  const what = row === null ? CLONE_ROWS_FACTS[rows].name : `row ${row + 1}`
  return `${fileName.replace(/\.[^.]*$/, '')} ${what}.jsonl`
}
