import { parseJson } from '../results/json.ts'
import { type ExportRow, RowFacts } from './export-row.ts'

/** The result of a row as the server sent it, with its line end; nothing while there is none. */
export function servedLine({ result }: ExportRow): string {
  return result === null ? '' : `${result}\n`
}

/**
 * A row as one line: `{"row", "custom_id", "outcome", "request", "result"}`. Request and result are put in as they
 * were written, so that no digit of a number changes.
 */
export function mergedLine(source: ExportRow): string {
  const { customId } = new RowFacts(source)
  return `{"row":${source.row + 1},"custom_id":${JSON.stringify(customId)},"outcome":${JSON.stringify(source.outcome)},"request":${embedded(source.request)},"result":${embedded(source.result)}}\n`
}

/** A line that is no JSON stands as a text. */
function embedded(line: string | null): string {
  if (line === null) return 'null'
  return parseJson(line) === undefined ? JSON.stringify(line) : line.trim()
}
