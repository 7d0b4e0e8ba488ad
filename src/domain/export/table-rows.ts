import { type Cell, cellOf, type PriceOf } from './cells.ts'
import type { ChangeKind, ChangeLog } from './changes.ts'
import type { ExportColumn } from './columns.ts'
import { type ExportRow, RowFacts } from './export-row.ts'

/** Changes a cell to what a format can hold; tells of it through `note`. */
export type Adjust = (cell: Cell, note: (kind: 'cut' | 'guarded') => void) => Cell

/** The titles of the columns, which may be names that a model chose: they are changed like any other cell. */
export function titleRow(columns: readonly ExportColumn[], changes: ChangeLog, adjust: Adjust): Cell[] {
  return columns.map(({ title }) =>
    fitted({ kind: 'text', text: title }, adjust, (kind) =>
      changes.add({ kind, row: 0, customId: '', column: title }),
    ),
  )
}

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
  return columns.map(({ source, title }) =>
    fitted(cellOf(facts, source, priceOf), adjust, (kind) =>
      changes.add({ kind, row: row.row + 1, customId: facts.customId, column: title }),
    ),
  )
}

function fitted(cell: Cell, adjust: Adjust, note: (kind: ChangeKind) => void): Cell {
  if (cell.text.isWellFormed()) return adjust(cell, note)
  note('half_character')
  return adjust({ kind: 'text', text: cell.text.toWellFormed() }, note)
}
