import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { usePriceBook } from '~/api/own-prices'
import type { ComparedRow, CompareQuery } from '~/domain/compare/comparison'
import {
  comparisonCsvHead,
  type ComparedTexts,
  type ComparisonCsvPlan,
} from '~/domain/compare/comparison-csv'
import type { ExportRow } from '~/domain/export/export-row'
import { choosePlace } from '~/lib/choose-place'
import { saveFile } from '~/lib/save-file'
import { partOf } from '~/results/row-snapshot'
import type { CompareSession } from '~/workers/compare/compare-session'
import { type ExportTarget, openTarget } from '~/workers/export/export-target'
import type { ResultsSession } from '~/workers/results/session'
import type { ComparedSide } from './compared-batch'

/** How the writing of a file stands. */
export type CsvState =
  | { kind: 'idle' }
  | { kind: 'writing'; rowsDone: number; rowsAll: number }
  | { kind: 'done'; rows: number; bytes: number; lost: number }
  | { kind: 'failed'; message: string }

interface CsvOrder {
  query: CompareQuery
  name: string
  isGuarded: boolean
}

/** Rows listed at once, and rows whose texts are held at once. */
const LISTED = 1000
const HELD = 50

/** Writes compared rows into a CSV file, a few at a time; leaving the page ends it. */
export function useCsv(session: CompareSession, left: ComparedSide, right: ComparedSide) {
  const [state, setState] = useState<CsvState>({ kind: 'idle' })
  const { own } = usePriceBook()
  const writing = useRef<AbortController | null>(null)

  async function start({ query, name, isGuarded }: CsvOrder): Promise<void> {
    const place = await choosePlace(name)
    if (place.kind === 'given_up') return
    const stopping = new AbortController()
    writing.current = stopping
    const { signal } = stopping
    const plan: ComparisonCsvPlan = {
      left: { tier: left.batch.completion_window, model: left.batch.model ?? '' },
      right: { tier: right.batch.completion_window, model: right.batch.model ?? '' },
      ownPrices: own,
      isGuarded,
    }
    let target: ExportTarget | null = null
    try {
      setState({ kind: 'writing', rowsDone: 0, rowsAll: 0 })
      const rows = await allRows(session, query, signal)
      target = await openTarget(place.kind === 'chosen' ? place.handle : null)
      const head = new TextEncoder().encode(comparisonCsvHead())
      await target.write(head)
      let bytes = head.length
      let lost = 0
      for (let from = 0; from < rows.length; from += HELD) {
        setState({ kind: 'writing', rowsDone: from, rowsAll: rows.length })
        const some = rows.slice(from, from + HELD)
        const [lefts, rights] = await Promise.all([
          textsOf(left.session, 'left', some, signal),
          textsOf(right.session, 'right', some, signal),
        ])
        lost += lefts.lost + rights.lost
        const texts = some.map((row): ComparedTexts => ({
          customId: row.customId,
          verdict: row.verdict,
          left: lefts.rows.get(row.left?.row ?? -1) ?? null,
          right: rights.rows.get(row.right?.row ?? -1) ?? null,
        }))
        const csv = await session.csv(texts, plan, signal)
        await target.write(csv)
        bytes += csv.length
      }
      signal.throwIfAborted()
      const file = await target.finish()
      if (file !== null) saveFile(file, name)
      setState({ kind: 'done', rows: rows.length, bytes, lost })
    } catch (error) {
      await target?.discard().catch(() => undefined)
      if (signal.aborted) setState({ kind: 'idle' })
      else setState({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    }
  }

  const stop = () => writing.current?.abort()
  const stopAtEnd = useEffectEvent(stop)
  useEffect(() => {
    // The file would be written on.
    return () => stopAtEnd()
  }, [])
  return { state, start, stop }
}

/** All rows under a query as they are listed now. */
async function allRows(
  session: CompareSession,
  query: CompareQuery,
  signal: AbortSignal,
): Promise<ComparedRow[]> {
  const all: ComparedRow[] = []
  for (;;) {
    const { rows, total } = await session.rows(all.length, LISTED, query, signal)
    all.push(...rows)
    if (rows.length === 0 || all.length >= total) return all
  }
}

/** The texts of one side by the number of its row. */
async function textsOf(
  session: ResultsSession,
  side: 'left' | 'right',
  rows: readonly ComparedRow[],
  signal: AbortSignal,
): Promise<{ rows: ReadonlyMap<number, ExportRow>; lost: number }> {
  const numbers = Uint32Array.from(rows.flatMap((row) => row[side]?.row ?? []))
  const snapshot = await session.snapshot(numbers, signal)
  const found = new Map<number, ExportRow>()
  let lost = 0
  for (let done = 0; done < numbers.length;) {
    const texts = await session.texts(partOf(snapshot, done, numbers.length), signal)
    for (const row of texts.rows) found.set(row.row, row)
    lost += texts.lost
    done += texts.rows.length
  }
  return { rows: found, lost }
}
