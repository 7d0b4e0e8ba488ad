import { type FileLine, LineSplitter } from '../domain/jsonl/lines.ts'
import { retryDelay } from '../domain/polling.ts'
import { chunksOf } from '../lib/streams.ts'
import type { Connection } from './connection.ts'
import { ApiError, isTransient } from './errors.ts'
import { asNetworkError, request } from './http.ts'

const NEWLINE = 0x0a
const MOST_FAILURES_IN_A_ROW = 5

interface DownloadOptions {
  /** Called with the bytes kept so far. */
  onProgress: (receivedBytes: number) => void
  signal: AbortSignal
}

/**
 * Downloads a file of lines whole. A stream that is cut goes on after the last whole line, by `offset` and
 * `skip`; a server that ignores both sends the file from its start, and the known lines are passed over.
 * @returns the bytes in order, and whether the server said that the batch still adds to the file
 * @throws ApiError when the server refuses, or after five failures without a new line; an AbortError when `signal` fires
 */
export async function downloadLines(
  connection: Connection,
  fileId: string,
  { onProgress, signal }: DownloadOptions,
): Promise<{ blob: Blob; incomplete: boolean }> {
  const collected = new LineCollector()
  let failures = 0
  for (;;) {
    const linesBefore = collected.lines
    try {
      const response = await request(connection, `/files/${encodeURIComponent(fileId)}/content`, {
        query: linesBefore ? { offset: linesBefore, skip: linesBefore } : {},
        signal,
      })
      collected.beginResponse()
      for await (const chunk of chunksOf(response.body)) {
        collected.add(chunk)
        onProgress(collected.bytes)
      }
      collected.finish()
      const incomplete = response.headers.get('X-Incomplete') === 'true'
      return { blob: new Blob(collected.parts, { type: 'application/jsonl' }), incomplete }
    } catch (thrown) {
      const error = asNetworkError(thrown)
      failures = collected.lines > linesBefore ? 1 : failures + 1
      if (signal.aborted || !isTransient(error) || failures >= MOST_FAILURES_IN_A_ROW) throw error
      const retryAfter = error instanceof ApiError ? error.retryAfterSeconds : null
      await pause(retryDelay(failures, retryAfter, Math.random()), signal)
    }
  }
}

/** Keeps the whole lines of several responses that together are one file. */
class LineCollector {
  readonly parts: Uint8Array<ArrayBuffer>[] = []
  lines = 0
  bytes = 0
  #splitter = new LineSplitter()
  #firstLine: string | null = null
  #linesToPassOver = 0

  /** Drops the half line of a response that was cut and gets ready for the next one. */
  beginResponse(): void {
    this.#splitter = new LineSplitter()
    this.#linesToPassOver = 0
  }

  add(chunk: Uint8Array): void {
    for (const line of this.#splitter.push(chunk)) this.#addLine(line)
  }

  /** Takes a last line that has no newline. */
  finish(): void {
    for (const line of this.#splitter.end()) this.#addLine(line)
  }

  #addLine(line: FileLine): void {
    // A response that begins with the file's first line again came from a server that ignored the offset.
    if (line.ordinal === 1) {
      const text = new TextDecoder().decode(line.bytes)
      if (this.#firstLine === text) this.#linesToPassOver = this.lines
      this.#firstLine ??= text
    }
    if (line.ordinal <= this.#linesToPassOver) return
    this.lines += 1
    const whole = new Uint8Array(line.bytes.length + 1)
    whole.set(line.bytes)
    whole[line.bytes.length] = NEWLINE
    this.parts.push(whole)
    this.bytes += whole.length
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
}
