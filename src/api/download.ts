import { retryDelay } from '../domain/polling.ts'
import { chunksOf } from '../lib/streams.ts'
import type { Connection } from './connection.ts'
import { ApiError, isTransient } from './errors.ts'
import { asNetworkError, request } from './http.ts'

const NEWLINE = 0x0a
/** Newline, carriage return, space and tab: what a blank line consists of. */
const BLANK_BYTES: ReadonlySet<number> = new Set([NEWLINE, 0x0d, 0x20, 0x09])
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

/** Keeps the whole lines of several responses that together are one file, byte for byte. */
class LineCollector {
  readonly parts: Uint8Array<ArrayBuffer>[] = []
  /** Lines kept that are not blank: what servers count. */
  lines = 0
  bytes = 0
  #pieces: Uint8Array[] = []
  #ordinal = 0
  #firstLine: string | null = null
  #linesToPassOver = 0

  /** Drops the half line of a response that was cut and gets ready for the next one. */
  beginResponse(): void {
    this.#pieces = []
    this.#ordinal = 0
    this.#linesToPassOver = 0
  }

  add(chunk: Uint8Array): void {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      this.#pieces.push(chunk.subarray(from, end + 1))
      this.#takeLine()
      from = end + 1
    }
    if (from < chunk.length) this.#pieces.push(chunk.subarray(from))
  }

  /** Takes a last line that has no newline. */
  finish(): void {
    if (this.#pieces.length > 0) this.#takeLine()
  }

  #takeLine(): void {
    const line = joined(this.#pieces)
    this.#pieces = []
    const blank = line.every((byte) => BLANK_BYTES.has(byte))
    if (!blank) {
      this.#ordinal += 1
      if (this.#ordinal === 1) this.#lookAtFirstLine(line)
    }
    // Blank lines before the first one of a later response are known as well, or nobody's.
    if (this.#ordinal <= this.#linesToPassOver && this.lines > 0) return
    if (!blank) this.lines += 1
    this.parts.push(line)
    this.bytes += line.length
  }

  /** A response that begins with the file's first line again came from a server that ignored the offset. */
  #lookAtFirstLine(line: Uint8Array): void {
    const text = new TextDecoder().decode(line)
    if (this.#firstLine === text) this.#linesToPassOver = this.lines
    this.#firstLine ??= text
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
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
