import { partOf } from '~/results/row-snapshot'
import type { ResultsSession } from '~/workers/results/session'

/**
 * The requests of some rows as a file to start another batch with.
 * @throws Error when a request is not known: its input file cannot be read
 */
export async function requestFile(
  session: ResultsSession,
  rows: readonly number[],
  name: string,
  signal: AbortSignal,
): Promise<File> {
  const snapshot = await session.snapshot(Uint32Array.from(rows), signal)
  const lines: string[] = []
  while (lines.length < rows.length) {
    const texts = await session.texts(partOf(snapshot, lines.length, lines.length + 500), signal)
    for (const { request } of texts.rows) {
      if (request === null) throw new Error('The requests are not known: the input file cannot be read.')
      lines.push(`${request}\n`)
    }
  }
  return new File(lines, name, { type: 'application/jsonl' })
}
