import type { Cell } from './cells.ts'

/** Values that must stand in quotes; source: RFC 4180, section 2. Spaces at the ends are kept by all readers then. */
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

/** What spreadsheets take for the beginning of a formula; source: OWASP, "CSV Injection". */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

/**
 * One line of a CSV file, with its line end.
 * @param values of the columns in order
 */
export function csvLine(values: readonly string[]): string {
  // A line with one empty value would be a blank line, which readers skip.
  if (values.length === 1 && values[0] === '') return '""\r\n'
  return `${values.map(quoted).join(',')}\r\n`
}

/** Whether a spreadsheet would take a value for a formula that is none, and no number either. */
export function looksLikeFormula({ kind, text }: Cell): boolean {
  return kind === 'text' && FORMULA.test(text) && !NUMBER.test(text)
}

function quoted(value: string): string {
  return NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
