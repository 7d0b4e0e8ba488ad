import type { Cell, PriceOf } from '../cells.ts'
import { CHANGE_WORDS, type ChangeLog } from '../changes.ts'
import type { ExportColumn } from '../columns.ts'
import type { RowSource } from '../export-plan.ts'
import { type Adjust, tableRow, titleRow } from '../table-rows.ts'
import { encodedInChunks } from '../text-chunks.ts'
import { sheetPath, workbookParts } from './parts.ts'
import { cutToCell } from './sheet-text.ts'
import { SHEET_END, SHEET_LIMITS, sheetBegin, sheetRow } from './sheet.ts'
import { ExportTooLarge, type ZipEntry, zipBytes } from './zip.ts'

/**
 * Rows as an Excel workbook, written as it goes: a library that takes whole sheets would hold 50,000 rows several
 * times over. Values that a cell cannot hold are listed on a second sheet.
 * @throws ExportTooLarge when there are more rows, columns or bytes than a workbook holds
 */
export function xlsxBytes(
  rows: RowSource,
  columns: readonly ExportColumn[],
  priceOf: PriceOf,
  changes: ChangeLog,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  return zipBytes(entries(rows, columns, priceOf, changes))
}

async function* entries(
  rows: RowSource,
  columns: readonly ExportColumn[],
  priceOf: PriceOf,
  changes: ChangeLog,
): AsyncGenerator<ZipEntry, void, undefined> {
  if (columns.length > SHEET_LIMITS.columns) {
    throw new ExportTooLarge('A sheet holds 16,384 columns. Choose fewer, or export CSV.')
  }
  yield { path: sheetPath(1), chunks: encodedInChunks(sheetTexts(rows, columns, priceOf, changes)) }
  const sheets = ['Rows']
  if (changes.total > 0) {
    yield { path: sheetPath(2), chunks: encodedInChunks(changesTexts(changes)) }
    sheets.push('Changed values')
  }
  for (const { path, text } of workbookParts(sheets)) yield { path, chunks: encodedInChunks([text]) }
}

async function* sheetTexts(
  rows: RowSource,
  columns: readonly ExportColumn[],
  priceOf: PriceOf,
  changes: ChangeLog,
): AsyncGenerator<string, void, undefined> {
  yield sheetBegin(
    titleRow(columns, changes, fit).map(({ text }) => text),
    columns.map(widthOf),
  )
  let number = 1
  for await (const row of rows) {
    number += 1
    if (number > SHEET_LIMITS.rows) {
      throw new ExportTooLarge('A sheet holds 1,048,576 rows. Export CSV instead.')
    }
    yield sheetRow(number, tableRow(row, columns, priceOf, changes, fit))
  }
  yield SHEET_END
}

const fit: Adjust = (cell, note) => {
  const cut = cutToCell(cell.text)
  if (cut === null) return cell
  note('cut')
  return { kind: 'text', text: cut }
}

function* changesTexts(changes: ChangeLog): Generator<string, void, undefined> {
  yield sheetBegin(['Row', 'Id', 'Column', 'What was changed'], [8, 24, 24, 80])
  let number = 1
  for (const { row, customId, column, kind } of changes.first) {
    number += 1
    yield sheetRow(number, [
      textCell(row === 0 ? 'Titles' : String(row)),
      textCell(customId),
      textCell(column),
      textCell(CHANGE_WORDS[kind]),
    ])
  }
  yield SHEET_END
}

function textCell(value: string): Cell {
  return { kind: 'text', text: cutToCell(value.toWellFormed()) ?? value.toWellFormed() }
}

const WIDE = new Set(['answer', 'request', 'error', 'raw_request', 'raw_result'])

function widthOf({ source, title }: ExportColumn): number {
  if (source.kind === 'fact' && WIDE.has(source.name)) return 60
  return Math.min(40, Math.max(12, title.length + 2))
}
