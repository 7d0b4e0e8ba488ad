import { LineSplitter } from '../domain/jsonl/lines.ts'
import type { Clock, ContentFailure, FetchContent } from './ports.ts'
import { SilenceWatch } from './silence-watch.ts'

/** How reading a file's content ended. A `clean` end may still be an early one: only counts can tell. */
export type ReadEnd = { kind: 'clean' } | { kind: 'aborted' } | { kind: 'failed'; failure: ContentFailure }

interface Reading {
  fetchContent: FetchContent
  clock: Clock
  fileId: string
  /** Lines to leave out at the beginning. */
  from: number
  signal: AbortSignal
  /**
   * Takes the next line; `false` when it cannot be read, which ends the reading as a cut.
   * `ended` is whether a line end stands behind it.
   */
  take: (bytes: Uint8Array, ended: boolean) => boolean
}

const CUT = 'The connection ended in the middle of the file.'
const SILENT = 'The server sent nothing for a minute.'

/** Reads the whole lines of one answer. A line that the answer breaks off is never handed on. */
export async function readLines({
  fetchContent,
  clock,
  fileId,
  from,
  signal,
  take,
}: Reading): Promise<ReadEnd> {
  const splitter = new LineSplitter()
  const silence = new SilenceWatch(clock, signal)
  try {
    const content = await fetchContent(fileId, from, silence.signal)
    if (content.kind !== 'content') return { kind: 'failed', failure: content }
    for await (const chunk of content.chunks) {
      if (signal.aborted) return { kind: 'aborted' }
      silence.heard()
      for (const line of splitter.push(chunk)) if (!take(line.bytes, true)) return cutOff(CUT)
    }
    // JSON broken off is no JSON, so a last line that reads is whole, with or without its line end.
    for (const line of splitter.end()) if (!take(line.bytes, false)) return cutOff(CUT)
    return { kind: 'clean' }
  } catch {
    if (signal.aborted) return { kind: 'aborted' }
    return cutOff(silence.signal.aborted ? SILENT : CUT)
  } finally {
    silence.end()
  }
}

function cutOff(message: string): ReadEnd {
  return { kind: 'failed', failure: { kind: 'transient', message, retryAfterSeconds: null } }
}
