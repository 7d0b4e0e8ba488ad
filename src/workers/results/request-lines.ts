import { fieldOf, parseJson, textOf } from '../../domain/results/json.ts'
import { readResultLine } from '../../domain/results/result-line.ts'
import type { ExportRow } from '../../domain/export/export-row.ts'
import { partOf, type RowSnapshot } from '../../results/row-snapshot.ts'
import type { ResultsSession } from './session.ts'

interface ReadOptions {
  /** @param rows read so far */
  onProgress?: (rows: number) => void
  signal: AbortSignal
}

const AT_ONCE = 500

/** Reads rows one answer after the other. @throws what the session does */
async function readRows(
  session: ResultsSession,
  rows: RowSnapshot,
  { onProgress, signal }: ReadOptions,
  take: (rows: readonly ExportRow[]) => void,
): Promise<void> {
  for (let done = 0; done < rows.rows.length;) {
    const texts = await session.texts(partOf(rows, done, done + AT_ONCE), signal)
    done += texts.rows.length
    take(texts.rows)
    onProgress?.(done)
  }
}

/**
 * The requests of rows as they stand in the input file, for a file of their own; the browser keeps them outside of
 * the heap.
 * @param rows whose requests are known
 * @throws Error when one is not kept on this device, or belongs to another row than its result; what the session throws
 */
export async function requestLines(
  session: ResultsSession,
  rows: RowSnapshot,
  options: ReadOptions,
): Promise<Blob[]> {
  const parts: Blob[] = []
  await readRows(session, rows, options, (read) => {
    parts.push(new Blob(read.map((row) => `${requestOf(row)}\n`)))
  })
  return parts
}

function requestOf({ request, result }: ExportRow): string {
  if (request === null) {
    throw new Error('Some requests are not kept on this device: its storage for this page is full.')
  }
  // What is started costs money, so a request is taken only where its result says that it is the one.
  const answered = result === null ? null : (readResultLine(result)?.custom_id ?? null)
  if (answered !== null && answered !== textOf(fieldOf(parseJson(request), 'custom_id'))) {
    throw new Error('The rows have changed while they were being read. Try again.')
  }
  return request
}

/**
 * The results of rows as the server sent them.
 * @throws what the session does
 */
export async function resultLines(
  session: ResultsSession,
  rows: RowSnapshot,
  options: ReadOptions,
): Promise<Blob[]> {
  const parts: Blob[] = []
  await readRows(session, rows, options, (read) => {
    parts.push(
      new Blob(
        read.flatMap(({ result, resultBytes }) => (result === null ? [] : [resultBytes ?? result, '\n'])),
      ),
    )
  })
  return parts
}
