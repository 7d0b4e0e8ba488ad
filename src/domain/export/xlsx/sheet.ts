import type { Cell } from '../cells.ts'
import { sheetText } from './sheet-text.ts'

/** The most a sheet can hold; source: Excel specifications and limits. */
export const SHEET_LIMITS = { rows: 1_048_576, columns: 16_384 } as const

/** Formats of cells, by their place in the workbook's list of styles. */
const STYLE = { title: 1, money: 2 } as const

/**
 * The beginning of a sheet up to its first row, which stays in view and is filled with titles.
 * @param widths of the columns in characters
 */
export function sheetBegin(titles: readonly string[], widths: readonly number[]): string {
  const columns = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  const cells = titles.map((title, index) => textCell(`${columnName(index)}1`, title, STYLE.title))
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>' +
    '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>' +
    `</sheetViews><cols>${columns.join('')}</cols><sheetData><row r="1">${cells.join('')}</row>`
  )
}

export const SHEET_END = '</sheetData></worksheet>'

/**
 * One row. Text is always a text cell, never a formula; an empty text is an empty cell.
 * @param number of the row in the sheet, from 1; the titles are 1
 */
export function sheetRow(number: number, cells: readonly Cell[]): string {
  const written = cells.map((cell, index) => {
    if (cell.text === '') return ''
    const place = `${columnName(index)}${number}`
    if (cell.kind === 'text') return textCell(place, cell.text)
    return `<c r="${place}"${cell.isMoney ? ` s="${STYLE.money}"` : ''}><v>${cell.text}</v></c>`
  })
  return `<row r="${number}">${written.join('')}</row>`
}

function textCell(place: string, text: string, style?: number): string {
  const look = style === undefined ? '' : ` s="${style}"`
  return `<c r="${place}"${look} t="inlineStr"><is><t xml:space="preserve">${sheetText(text)}</t></is></c>`
}

/** A, B, … Z, AA, … for a column from 0 on. */
function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last
}
