import { parseJson } from '../results/json.ts'
import { type ExportRow, RowFacts } from './export-row.ts'
import type { Piece } from './text-chunks.ts'

/** The result of a row as the server sent it, byte for byte, with its line end; nothing while there is none. */
export function servedLine({ result, resultBytes }: ExportRow): Piece[] {
  if (result === null) return []
  return resultBytes ? [resultBytes, '\n'] : [`${result}\n`]
}

/**
 * A row as one line: `{"row", "custom_id", "outcome", "request", "result"}`, with the "batch" behind the outcome where
 * rows of several are merged. Request and result are put in as they were written, so that no digit of a number changes;
 * only bytes that are no UTF-8 become U+FFFD, as in any JSON.
 */
export function mergedLine(source: ExportRow): Piece[] {
  const { customId } = new RowFacts(source)
  const batch = source.origin === undefined ? '' : `,"batch":${JSON.stringify(source.origin.batchId)}`
  return [
    `{"row":${source.row + 1},"custom_id":${JSON.stringify(customId)},"outcome":${JSON.stringify(source.outcome)}${batch},"request":${embedded(source.request)},"result":${embedded(source.result)}}\n`,
  ]
}

/** A line that is no JSON stands as a text. */
function embedded(line: string | null): string {
  if (line === null) return 'null'
  return parseJson(line) === undefined ? JSON.stringify(line) : line.trim()
}
