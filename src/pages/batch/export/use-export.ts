import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { usePriceBook } from '~/api/own-prices'
import type { ExportPlan } from '~/domain/export/export-plan'
import { choosePlace } from '~/lib/choose-place'
import { removeIfEmpty } from '~/lib/empty-file'
import { saveFile } from '~/lib/save-file'
import type { RowQuery } from '~/results/row-query'
import { partOf, withResults } from '~/results/row-snapshot'
import { type WrittenFile, writeExport } from '~/workers/export/client'
import { removeExportsInTime } from '~/workers/export/local-exports'
import type { MergedResults } from '~/workers/results/merged-results'
import type { ResultsSession } from '~/workers/results/session'

/** How an export stands. */
export type ExportState =
  | { kind: 'idle' }
  | { kind: 'writing'; rowsDone: number; rowsAll: number }
  /** `lost`: texts that are not kept on this device and so not in the file. */
  | {
      kind: 'done'
      rows: number
      withResult: number
      /** Rows without a result that were not wanted. */
      leftOut: number
      lost: number
      written: WrittenFile
    }
  | { kind: 'failed'; message: string }

interface ExportOrder {
  plan: ExportPlan
  /** Which rows, in which order. */
  query: RowQuery
  /** Rows without a result are left out. */
  isAnsweredOnly: boolean
  /** With its extension. */
  name: string
  /** Where the rows are taken from attempts too; `null` for the batch alone. */
  merged: MergedResults | null
}

/**
 * Writes rows of a batch into a file, one at a time; leaving the page ends it.
 * @param tier what the batch is priced by, for example "24h"
 */
export function useExport(session: ResultsSession, tier: string) {
  const [state, setState] = useState<ExportState>({ kind: 'idle' })
  const { own } = usePriceBook()
  const writing = useRef<AbortController | null>(null)

  async function start({ plan, query, isAnsweredOnly, name, merged }: ExportOrder): Promise<void> {
    const stopping = new AbortController()
    writing.current = stopping
    const { signal } = stopping
    // Of the moment of the click, like the name: choosing a place takes a while, and rows go on arriving.
    const taking = session.snapshot(query, signal)
    taking.catch(() => undefined)
    const place = await choosePlace(name)
    if (place.kind === 'given_up') return stopping.abort()
    try {
      const taken = await taking
      const snapshot = isAnsweredOnly ? withResults(taken) : taken
      const rowsAll = snapshot.rows.length
      let rowsDone = 0
      let withResult = 0
      let lost = 0
      setState({ kind: 'writing', rowsDone, rowsAll })
      const nextRows = async () => {
        if (rowsDone === rowsAll) return null
        const texts = await (merged ?? session).texts(partOf(snapshot, rowsDone, rowsDone + 500), signal)
        rowsDone += texts.rows.length
        lost += texts.lost
        withResult += texts.rows.filter(({ result }) => result !== null).length
        setState({ kind: 'writing', rowsDone, rowsAll })
        return texts.rows
      }
      const target = place.kind === 'chosen' ? place.handle : null
      const written = await writeExport({ plan, tier, ownPrices: own, target }, nextRows, signal)
      if (written.file !== null) {
        saveFile(written.file, name)
        removeExportsInTime()
      }
      const leftOut = taken.rows.length - rowsAll
      setState({ kind: 'done', rows: rowsAll, withResult, leftOut, lost, written })
    } catch (error) {
      if (place.kind === 'chosen') await removeIfEmpty(place.handle)
      if (signal.aborted) setState({ kind: 'idle' })
      else setState({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    }
  }

  const stop = () => writing.current?.abort()
  const stopAtEnd = useEffectEvent(stop)
  useEffect(() => {
    // The worker would go on writing.
    return () => stopAtEnd()
  }, [])
  return { state, start, stop }
}
