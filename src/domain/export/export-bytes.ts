import type { PriceOf } from './cells.ts'
import type { ChangeLog } from './changes.ts'
import { csvBytes } from './csv-bytes.ts'
import type { ExportPlan, RowSource } from './export-plan.ts'
import type { ExportRow } from './export-row.ts'
import { mergedLine, servedLine } from './jsonl-lines.ts'
import { encodedInChunks, type Piece } from './text-chunks.ts'
import { xlsxBytes } from './xlsx/xlsx-bytes.ts'

/**
 * Writes rows into a file of the plan's format, a piece at a time; no more than a few rows are held.
 * @param priceOf the price a model is charged at in this batch
 * @param changes takes what the format cannot hold as it is
 * @throws ExportTooLarge when a workbook cannot hold it all
 */
export function exportBytes(
  rows: RowSource,
  plan: ExportPlan,
  priceOf: PriceOf,
  changes: ChangeLog,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  switch (plan.format) {
    case 'jsonl':
      return encodedInChunks(lines(rows, servedLine))
    case 'merged':
      return encodedInChunks(lines(rows, mergedLine))
    case 'csv':
      return csvBytes(rows, plan, priceOf, changes)
    case 'xlsx':
      return xlsxBytes(rows, plan.columns, priceOf, changes)
  }
}

async function* lines(
  rows: RowSource,
  lineOf: (row: ExportRow) => Piece[],
): AsyncGenerator<Piece, void, undefined> {
  for await (const row of rows) yield* lineOf(row)
}
