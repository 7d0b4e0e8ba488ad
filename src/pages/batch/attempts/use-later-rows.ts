import { use } from 'react'
import { useConnection } from '~/api/connection-store'
import type { Batch } from '~/contract/batch'
import { titleOf } from '~/domain/batch-state'
import type { RowSummary } from '~/results/row-reader'
import type { LaterRow } from '~/workers/results/merged-results'
import { useAsked } from '../../shared/rows/use-asked'
import { useFileNames } from '../../shared/use-file-names'
import { MergedContext } from './merged-context'

/** What a list shows of a row that a later attempt counts for. */
export interface LaterLine extends LaterRow {
  /** Title of the attempt's batch. */
  title: string
  /** `null` where that is not shown, or not read yet. */
  line: RowSummary | null
}

const NO_ATTEMPTS: readonly Batch[] = []

/**
 * What later attempts say of the rows that a list holds, read for those rows alone.
 * @param rows of the batch that the list may draw
 * @param fields of structured answers that the list shows
 * @returns tells it of one row, in list order; `null` where the batch itself counts
 */
export function useLaterRows(
  rows: readonly RowSummary[],
  fields: readonly string[],
): (row: number) => LaterLine | null {
  const merged = use(MergedContext)
  const attempts = merged?.attempts ?? NO_ATTEMPTS
  const names = useFileNames(
    useConnection(),
    attempts.map(({ input_file_id }) => input_file_id),
  )
  // While an attempt has no answer yet, what this batch was told still says more.
  const isAnswered = (later: LaterRow | null | undefined) => later != null && later.outcome !== 'pending'
  const wanted = rows.flatMap(({ row }) => (isAnswered(merged?.laterOf(row)) ? [row] : []))
  const shown = JSON.stringify(fields)
  const asked = useAsked(
    wanted.length === 0 ? null : `${merged?.name} ${shown} ${wanted.join()}`,
    async (signal) => ({ merged, shown, lines: await merged?.lines(wanted, fields, signal) }),
  )
  const known = asked?.shown === shown ? asked : null
  return (row) => {
    const later = merged?.laterOf(row) ?? null
    if (later === null) return null
    const title = titleOf(later.batch, names.get(later.batch.input_file_id ?? '') ?? null)
    // Read again, an attempt that counted before says the same of a row that it has answered.
    const isKnown = isSame(known?.merged?.laterOf(row) ?? null, later)
    return { ...later, title, line: (isKnown ? known?.lines?.get(row) : null) ?? null }
  }
}

function isSame(before: LaterRow | null, now: LaterRow): boolean {
  return before?.batch.id === now.batch.id && before.row === now.row && before.outcome === now.outcome
}
