import { LineSplitter } from '../domain/jsonl/lines.ts'
import type { ContentFailure, FetchContent } from './ports.ts'

/** How reading a file's content ended. A `clean` end may still be an early one: only counts can tell. */
export type ReadEnd = { kind: 'clean' } | { kind: 'aborted' } | { kind: 'failed'; failure: ContentFailure }

interface Reading {
  fetchContent: FetchContent
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

/** Reads the whole lines of one answer. A line that the answer breaks off is never handed on. */
export async function readLines({ fetchContent, fileId, from, signal, take }: Reading): Promise<ReadEnd> {
  const splitter = new LineSplitter()
  try {
    const content = await fetchContent(fileId, from, signal)
    if (content.kind !== 'content') return { kind: 'failed', failure: content }
    for await (const chunk of content.chunks) {
      if (signal.aborted) return { kind: 'aborted' }
      for (const line of splitter.push(chunk)) if (!take(line.bytes, true)) return cutOff()
    }
    // JSON broken off is no JSON, so a last line that reads is whole, with or without its line end.
    for (const line of splitter.end()) if (!take(line.bytes, false)) return cutOff()
    return { kind: 'clean' }
  } catch {
    return signal.aborted ? { kind: 'aborted' } : cutOff()
  }
}

function cutOff(): ReadEnd {
  const message = 'The connection ended in the middle of the file.'
  return { kind: 'failed', failure: { kind: 'transient', message, retryAfterSeconds: null } }
}
