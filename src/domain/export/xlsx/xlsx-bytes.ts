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
  const titles = titleRow(columns, changes, fit)
  const widths = titles.map(widthOf)
  const begin = () =>
    sheetBegin(
      titles.map(({ text }) => text),
      widths,
    )
  // The widths stand before the rows in the file, so the first of these wait until they are known.
  const waiting: string[] = []
  let number = 1
  for await (const row of rows) {
    number += 1
    if (number > SHEET_LIMITS.rows) {
      throw new ExportTooLarge('A sheet holds 1,048,576 rows. Export CSV instead.')
    }
    const cells = tableRow(row, columns, priceOf, changes, fit)
    if (number <= ROWS_MEASURED) {
      cells.forEach((cell, index) => {
        widths[index] = Math.max(widths[index] ?? 0, widthOf(cell))
      })
      waiting.push(sheetRow(number, cells))
      continue
    }
    if (number === ROWS_MEASURED + 1) yield begin() + waiting.splice(0).join('')
    yield sheetRow(number, cells)
  }
  if (number <= ROWS_MEASURED) yield begin() + waiting.join('')
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

/** Titles and rows whose cells say how wide a column is: the first ones, so that no more wait in memory. */
const ROWS_MEASURED = 101
const NARROWEST = 8
const WIDEST = 60

/** Characters that a cell needs, with room at both sides, in its longest line. */
function widthOf({ text }: Cell): number {
  if (text.length >= WIDEST * 4) return WIDEST
  const longest = text.split('\n').reduce((most, line) => Math.max(most, line.length), 0)
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2))
}
