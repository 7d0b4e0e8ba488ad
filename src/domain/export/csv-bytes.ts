import type { PriceOf } from './cells.ts'
import type { ChangeLog } from './changes.ts'
import { csvLine, looksLikeFormula } from './csv.ts'
import type { ExportPlan, RowSource } from './export-plan.ts'
import { type Adjust, tableRow, titleRow } from './table-rows.ts'
import { encodedInChunks } from './text-chunks.ts'

type CsvPlan = Extract<ExportPlan, { format: 'csv' }>

const BOM = '\uFEFF'

/** Rows as CSV: titles first, then a line for every row. */
export function csvBytes(
  rows: RowSource,
  plan: CsvPlan,
  priceOf: PriceOf,
  changes: ChangeLog,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  return encodedInChunks(csvTexts(rows, plan, priceOf, changes))
}

async function* csvTexts(
  rows: RowSource,
  { columns, bom, isGuarded }: CsvPlan,
  priceOf: PriceOf,
  changes: ChangeLog,
): AsyncGenerator<string, void, undefined> {
  const adjust = isGuarded ? guard : unchanged
  yield (bom ? BOM : '') + csvLine(titleRow(columns, changes, adjust).map(({ text }) => text))
  for await (const row of rows) {
    yield csvLine(tableRow(row, columns, priceOf, changes, adjust).map(({ text }) => text))
  }
}

const unchanged: Adjust = (cell) => cell

const guard: Adjust = (cell, note) => {
  if (!looksLikeFormula(cell)) return cell
  note('guarded')
  return { ...cell, text: `'${cell.text}` }
}
