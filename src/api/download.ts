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

/** Keeps whole lines of several responses that together are one file. */
class LineCollector {
  readonly parts: Uint8Array<ArrayBuffer>[] = []
  lines = 0
  bytes = 0
  #firstLine: string | null = null
  #tail: Uint8Array<ArrayBuffer>[] = []
  #linesToPassOver = 0
  #atFirstLineOfResponse = true

  /** Drops half a line of a response that was cut and gets ready for the next one. */
  beginResponse(): void {
    this.#tail = []
    this.#linesToPassOver = 0
    this.#atFirstLineOfResponse = true
  }

  add(chunk: Uint8Array<ArrayBuffer>): void {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.#addLine([...this.#tail, chunk.subarray(start, end + 1)])
      this.#tail = []
      start = end + 1
    }
    if (start < chunk.length) this.#tail.push(chunk.subarray(start))
  }

  /** Takes a last line that has no newline. */
  finish(): void {
    if (this.#tail.length > 0) this.#addLine(this.#tail)
    this.#tail = []
  }

  #addLine(pieces: Uint8Array<ArrayBuffer>[]): void {
    if (pieces.every(isBlank)) return
    if (this.#atFirstLineOfResponse) this.#compareFirstLine(pieces)
    if (this.#linesToPassOver > 0) {
      this.#linesToPassOver -= 1
      return
    }
    this.lines += 1
    for (const piece of pieces) {
      this.parts.push(piece)
      this.bytes += piece.length
    }
  }

  /** A response that begins with the file's first line again came from a server that ignored the offset. */
  #compareFirstLine(pieces: Uint8Array<ArrayBuffer>[]): void {
    this.#atFirstLineOfResponse = false
    const decoder = new TextDecoder()
    const line = pieces.map((piece) => decoder.decode(piece, { stream: true })).join('')
    if (this.#firstLine === null) this.#firstLine = line
    else if (this.#firstLine === line) this.#linesToPassOver = this.lines
  }
}

function isBlank(piece: Uint8Array): boolean {
  return piece.every((byte) => byte === NEWLINE || byte === 0x0d || byte === 0x20 || byte === 0x09)
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
