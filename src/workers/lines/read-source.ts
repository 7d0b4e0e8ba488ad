import { retryDelay } from '../../domain/polling.ts'
import type { LineIndex } from '../../domain/lines/line-index.ts'
import type { Clock, FetchContent } from '../../results/ports.ts'
import { SilenceWatch } from '../../results/silence-watch.ts'
import { readPieces } from '../intake/pieces.ts'
import type { GrowingBytes } from './growing-bytes.ts'
import type { ReadingPhase } from './messages.ts'

/** How a reading is told of. */
interface Reading {
  index: LineIndex
  /** Told after every step. */
  onPhase: (phase: ReadingPhase) => void
  signal: AbortSignal
}

const MOST_FAILURES_IN_A_ROW = 5

/** A file of this computer is read again and again; the browser gives it up when it changes. */
export const MOVED = 'It was moved, renamed or changed since it was chosen. Choose it again.'

/** Finds the lines of a file of this computer, a small first piece first. */
export async function readLocal(file: File, { index, onPhase, signal }: Reading): Promise<void> {
  try {
    for await (const { bytes } of readPieces(file)) {
      if (signal.aborted) return
      index.push(bytes)
      onPhase({ kind: 'reading' })
    }
    index.end()
    onPhase({ kind: 'complete' })
  } catch {
    onPhase({ kind: 'failed', reason: 'moved', message: MOVED })
  }
}

interface StoredReading extends Reading {
  bytes: GrowingBytes
  fetchContent: FetchContent
  fileId: string
  clock: Clock
}

/**
 * Reads a stored file once. A stream that is cut is asked for again by itself; what is known is passed over by its
 * bytes, which every server's answer has in the same order. Ends `complete`, or `failed` when the server refuses
 * or five attempts in a row have brought nothing new.
 */
export async function readStored(reading: StoredReading): Promise<void> {
  const { index, bytes, fetchContent, fileId, clock, onPhase, signal } = reading
  let failures = 0
  while (!signal.aborted) {
    const sizeBefore = bytes.size
    onPhase({ kind: 'reading' })
    const silence = new SilenceWatch(clock, signal)
    let retryAfterSeconds: number | null = null
    let message = 'The connection ended in the middle of the file.'
    try {
      const content = await fetchContent(fileId, 0, silence.signal)
      if (content.kind === 'content') {
        let position = 0
        for await (const chunk of content.chunks) {
          if (signal.aborted) return
          silence.heard()
          const fresh = chunk.subarray(Math.max(0, Math.min(chunk.length, bytes.size - position)))
          position += chunk.length
          if (fresh.length === 0) continue
          index.push(fresh)
          bytes.append(fresh)
          onPhase({ kind: 'reading' })
        }
        index.end()
        onPhase({ kind: 'complete' })
        return
      }
      ;({ message, retryAfterSeconds } = content)
      if (content.kind !== 'transient') {
        onPhase({ kind: 'failed', reason: content.kind, message })
        return
      }
    } catch {
      if (signal.aborted) return
      if (silence.signal.aborted) message = 'The server sent nothing for a minute.'
    } finally {
      silence.end()
    }
    failures = bytes.size > sizeBefore ? 1 : failures + 1
    if (failures >= MOST_FAILURES_IN_A_ROW) {
      onPhase({ kind: 'failed', reason: 'unreadable', message })
      return
    }
    onPhase({ kind: 'retrying', message })
    await clock.wait(retryDelay(failures, retryAfterSeconds, clock.random()), signal)
  }
}
