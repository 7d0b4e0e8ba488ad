import { retryDelay } from '../domain/polling.ts'
import { SilenceWatch } from '../results/silence-watch.ts'
import { systemClock } from '../results/system-clock.ts'
import { chunksOf } from '../lib/streams.ts'
import type { Connection } from './connection.ts'
import { ApiError, isTransient } from './errors.ts'
import { asNetworkError, networkError, request } from './http.ts'

const NEWLINE = 0x0a
/** Newline, carriage return, space and tab: what a blank line consists of. */
const BLANK_BYTES: ReadonlySet<number> = new Set([NEWLINE, 0x0d, 0x20, 0x09])
const MOST_FAILURES_IN_A_ROW = 5
const PROGRESS_PAUSE_MS = 250
/** Bytes that stand in this page's memory before the browser gets them to keep. */
const HANDED_OVER_BYTES = 8_000_000

interface DownloadOptions {
  /** Called with the bytes kept so far, at most four times a second. */
  onProgress: (receivedBytes: number) => void
  signal: AbortSignal
  /** The lines that the file holds by the counts of an ended batch; `null` where nobody knows. */
  expectedLines: number | null
}

/** A file of lines as far as the server gave it. */
export interface DownloadedLines {
  /** The bytes in order. */
  blob: Blob
  /** Whether the server said that the batch still adds to the file. */
  incomplete: boolean
  /** Lines in `blob`, blank ones and a last one that was cut not counted. */
  lines: number
}

/** Downloads a file of lines whole: `downloadLines`, here or in a worker. */
export type ReadLines = (
  connection: Connection,
  fileId: string,
  options: DownloadOptions,
) => Promise<DownloadedLines>

/**
 * Downloads a file of lines whole. A stream that is cut goes on after the last whole line, by `offset` and
 * `skip`; a server that ignores both sends the file from its start, and the known lines are passed over. An
 * answer that ends cleanly, but inside a line or before the expected one, counts as cut until a second
 * reading ends at the same place.
 * @throws ApiError when the server refuses, or after five failures without a new line; an AbortError when `signal` fires
 */
export async function downloadLines(
  connection: Connection,
  fileId: string,
  { onProgress, signal, expectedLines }: DownloadOptions,
): Promise<DownloadedLines> {
  const collected = new LineCollector()
  const report = sparingly(onProgress)
  let failures = 0
  let incomplete = false
  let earlyEnd: { lines: number; rest: string } | null = null
  for (;;) {
    const linesBefore = collected.lines
    const silence = new SilenceWatch(systemClock, signal)
    try {
      const response = await request(connection, `/files/${encodeURIComponent(fileId)}/content`, {
        query: linesBefore ? { offset: linesBefore, skip: linesBefore } : {},
        signal: silence.signal,
      })
      incomplete = response.headers.get('X-Incomplete') === 'true'
      collected.beginResponse()
      for await (const chunk of chunksOf(response.body)) {
        silence.heard()
        collected.add(chunk)
        report(collected.bytes)
      }
      const end = { lines: collected.finish(), rest: collected.rest() }
      const isEarly = end.rest !== '' || (expectedLines !== null && end.lines < expectedLines)
      const isSettled = earlyEnd?.lines === end.lines && earlyEnd.rest === end.rest
      if (isSettled) collected.keepRest()
      if (!isEarly || isSettled) return collected.asFile(incomplete)
      earlyEnd = end
      throw networkError('The answer ended before the file did.')
    } catch (thrown) {
      // A connection that died in its sleep never says so itself.
      const isSilent = silence.signal.aborted && !signal.aborted
      const error = isSilent ? networkError('Nothing has arrived for a minute.') : asNetworkError(thrown)
      failures = collected.lines > linesBefore ? 1 : failures + 1
      if (signal.aborted) throw error
      if (!isTransient(error) || failures >= MOST_FAILURES_IN_A_ROW) {
        // Every byte of a whole answer is here: only the lines that the counts promise could not be had.
        if (earlyEnd?.lines === collected.lines && earlyEnd.rest === '') return collected.asFile(incomplete)
        throw error
      }
      const retryAfter = error instanceof ApiError ? error.retryAfterSeconds : null
      await pause(retryDelay(failures, retryAfter, Math.random()), signal)
    } finally {
      silence.end()
    }
  }
}

/** Keeps the whole lines of several responses that together are one file, byte for byte. */
class LineCollector {
  /** What the browser keeps, on disk where it is much. */
  readonly #kept: Blob[] = []
  /** The newest lines, until they are many enough to be handed over. */
  #parts: Uint8Array<ArrayBuffer>[] = []
  #partBytes = 0
  #lastByte = NEWLINE
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

  add(chunk: Uint8Array<ArrayBuffer>): void {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      if (this.#pieces.length === 0 && this.#ordinal > this.#linesToPassOver) {
        from = this.#takeLines(chunk, from)
        break
      }
      this.#pieces.push(chunk.subarray(from, end + 1))
      this.#takeLine()
      from = end + 1
    }
    if (from < chunk.length) this.#pieces.push(chunk.subarray(from))
  }

  /** Takes all whole lines of a chunk at once: nothing about them is in question. @returns where they end */
  #takeLines(chunk: Uint8Array<ArrayBuffer>, from: number): number {
    const end = chunk.lastIndexOf(NEWLINE) + 1
    let lines = 0
    for (let start = from; start < end;) {
      const next = chunk.indexOf(NEWLINE, start) + 1
      if (!isBlank(chunk, start, next)) lines += 1
      start = next
    }
    this.lines += lines
    this.#ordinal += lines
    this.#append(chunk.subarray(from, end))
    return end
  }

  /**
   * Takes a last line that has no newline, unless it was cut: what is not JSON stays in `rest`.
   * @returns the lines kept
   */
  finish(): number {
    const line = joined(this.#pieces)
    if (line.length > 0 && (isBlank(line) || isJson(this.rest()))) this.#takeLine()
    return this.lines
  }

  /** The half line at the end of the last response; empty when it ended with a whole one. */
  rest(): string {
    return new TextDecoder().decode(joined(this.#pieces))
  }

  /** Takes the half line at the end as it is, uncounted: the file may have been written so. */
  keepRest(): void {
    this.#append(joined(this.#pieces))
  }

  asFile(incomplete: boolean): DownloadedLines {
    return {
      blob: new Blob([...this.#kept, ...this.#parts], { type: 'application/jsonl' }),
      incomplete,
      lines: this.lines,
    }
  }

  #takeLine(): void {
    const line = joined(this.#pieces)
    this.#pieces = []
    const blank = isBlank(line)
    if (!blank) {
      this.#ordinal += 1
      if (this.#ordinal === 1) this.#lookAtFirstLine(line)
    }
    // Blank lines before the first one of a later response are known as well, or nobody's.
    if (this.#ordinal <= this.#linesToPassOver && this.lines > 0) return
    if (!blank) this.lines += 1
    this.#append(line)
  }

  #append(line: Uint8Array<ArrayBuffer>): void {
    if (line.length === 0) return
    // An answer that ended just before a newline: the next line must not run on.
    const part = this.#lastByte === NEWLINE ? line : joined([Uint8Array.of(NEWLINE), line])
    this.#parts.push(part)
    this.#partBytes += part.length
    this.#lastByte = part.at(-1) ?? NEWLINE
    this.bytes += part.length
    if (this.#partBytes < HANDED_OVER_BYTES) return
    this.#kept.push(new Blob(this.#parts))
    this.#parts = []
    this.#partBytes = 0
  }

  /** A response that begins with the file's first line again came from a server that ignored the offset. */
  #lookAtFirstLine(line: Uint8Array): void {
    const text = new TextDecoder().decode(line)
    if (this.#firstLine === text) this.#linesToPassOver = this.lines
    this.#firstLine ??= text
  }
}

/** Passes on one number in a quarter of a second: a fast download reports hundreds of chunks a second. */
function sparingly(report: (value: number) => void): (value: number) => void {
  let reportedAt = -Infinity
  return (value) => {
    const now = performance.now()
    if (now - reportedAt < PROGRESS_PAUSE_MS) return
    reportedAt = now
    report(value)
  }
}

function isBlank(bytes: Uint8Array, start = 0, end = bytes.length): boolean {
  for (let at = start; at < end; at++) if (!BLANK_BYTES.has(bytes[at] ?? NEWLINE)) return false
  return true
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
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
