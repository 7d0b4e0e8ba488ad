import { type Cell, cellOf, type PriceOf } from './cells.ts'
import type { ChangeLog } from './changes.ts'
import type { ExportColumn } from './columns.ts'
import { type ExportRow, RowFacts } from './export-row.ts'

/** Changes a cell to what a format can hold; tells of it through `note`. */
export type Adjust = (cell: Cell, note: (kind: 'cut' | 'guarded') => void) => Cell

/**
 * The cells of a row. Half characters become U+FFFD: neither format can hold them.
 * @param adjust what else the format changes
 */
export function tableRow(
  row: ExportRow,
  columns: readonly ExportColumn[],
  priceOf: PriceOf,
  changes: ChangeLog,
  adjust: Adjust,
): Cell[] {
  const facts = new RowFacts(row)
  return columns.map(({ source, title }) => {
    const note = (kind: 'cut' | 'guarded' | 'half_character') =>
      changes.add({ kind, row: row.row + 1, customId: facts.customId, column: title })
    const cell = cellOf(facts, source, priceOf)
    if (cell.text.isWellFormed()) return adjust(cell, note)
    note('half_character')
    return adjust({ kind: 'text', text: cell.text.toWellFormed() }, note)
  })
}
