import { unzip } from '../../src/domain/export/testing/unzip.ts'

/** A cell as a spreadsheet reads it: text is a string, a number a number; empty cells are `null`. */
export type SheetValue = string | number | null

const CELL = /<c r="([A-Z]+)\d+"[^>]*>(?:<is><t[^>]*>([^<]*)<\/t><\/is>|<v>([^<]*)<\/v>)<\/c>/g

/**
 * The rows below the titles of a workbook's first sheet, each by its titles.
 * @param titles that the sheet must have, in their order
 * @throws Error when it has others, or a cell that is neither text nor number
 */
export async function readSheet(
  bytes: Uint8Array,
  titles: readonly string[],
): Promise<Record<string, SheetValue>[]> {
  const sheet = (await unzip(bytes)).get('xl/worksheets/sheet1.xml') ?? ''
  const [head = new Map<string, SheetValue>(), ...rows] = Array.from(
    sheet.matchAll(/<row r="\d+">(.*?)<\/row>/gs),
    ([, row = '']) => cellsOf(row),
  )
  const columns = [...head.keys()]
  if (JSON.stringify([...head.values()]) !== JSON.stringify(titles)) {
    throw new Error(`The sheet has the titles ${[...head.values()].join(', ')}.`)
  }
  return rows.map((row) => {
    return Object.fromEntries(titles.map((title, index) => [title, row.get(columns[index] ?? '') ?? null]))
  })
}

function cellsOf(row: string): Map<string, SheetValue> {
  if (row.replaceAll(CELL, '') !== '') throw new Error(`These are not all cells: ${row.slice(0, 200)}`)
  return new Map(
    Array.from(row.matchAll(CELL), ([, column = '', text, number]) => [
      column,
      text === undefined ? Number(number) : readText(text),
    ]),
  )
}

/** Entities first, then the escapes of the format. */
function readText(xml: string): string {
  return xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/_x([\dA-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
