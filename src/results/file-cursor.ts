import * as z from 'zod/mini'
import { retryDelay } from '../domain/polling.ts'
import type { Clock, ContentFailure } from './ports.ts'
import type { ReadEnd } from './read-lines.ts'

/** A failure of one file and when it is asked for again; `null` for not before somebody acts. */
export interface Trouble {
  failure: ContentFailure
  retryAt: number | null
  /** Failures in a row. */
  attempts: number
}

/** What one answer brought. */
export interface ReadReport {
  end: ReadEnd
  /** Whole lines received. */
  lines: number
  newRows: number
  /** The server sent the file from its beginning although it was asked for a later line. */
  offsetIgnored: boolean
}

/** What is kept of a cursor from one visit to the next. */
export const CursorState = z.object({
  position: z.number(),
  offsetIgnored: z.boolean(),
  answeredAt: z.number(),
  atEnd: z.boolean(),
  fromTop: z.boolean(),
  unreadable: z.array(z.number()),
})

export type CursorState = z.infer<typeof CursorState>

/** Where reading one file stands: which line to ask for next, and what went wrong. */
export class FileCursor {
  /** The line to ask for next, counted from 0 without blank ones. */
  position = 0
  trouble: Trouble | null = null
  offsetIgnored = false
  /** Unix milliseconds of the last answer. */
  answeredAt = 0
  /** The last clean answer brought nothing: the end of the file has been seen. */
  atEnd = false
  /** The lines up to `position` were read one after the other from the first one on. */
  fromTop = false
  /** Lines that no reading could make sense of, by number. */
  readonly unreadable: Set<number>
  #suspect = -1
  /** Of the answer under way. */
  #underWay: Pick<ReadReport, 'lines' | 'offsetIgnored'> | null = null

  /** @param kept of an earlier visit, `null` on the first one */
  constructor(kept: CursorState | null) {
    this.unreadable = new Set(kept?.unreadable)
    if (kept === null) return
    this.position = kept.position
    this.offsetIgnored = kept.offsetIgnored
    this.answeredAt = kept.answeredAt
    this.atEnd = kept.atEnd
    this.fromTop = kept.fromTop
  }

  /** What to keep for the next visit: it goes on behind the last line taken, as after a cut. */
  state(): CursorState {
    const { lines, offsetIgnored } = this.#underWay ?? { lines: 0, offsetIgnored: false }
    return {
      position: (offsetIgnored ? 0 : this.position) + lines,
      offsetIgnored: this.offsetIgnored,
      answeredAt: this.answeredAt,
      atEnd: this.atEnd,
      fromTop: this.fromTop || offsetIgnored,
      unreadable: [...this.unreadable],
    }
  }

  /** Reads on from further back, so that what slipped in before the cursor is found. */
  stepBack(lines: number): void {
    this.position = Math.max(0, this.position - lines)
    this.expectMore()
  }

  /** The file may have grown or changed: its end is to be seen again. */
  expectMore(): void {
    this.atEnd = false
    this.fromTop = false
  }

  /** Called before each reading. */
  begin(): void {
    if (this.position > 0) return
    this.fromTop = true
    this.unreadable.clear()
  }

  /** Decides about a line that cannot be read: the first time it may be a cut, the second time it is the line. */
  acceptUnreadable(lineNumber: number): boolean {
    if (this.#suspect === lineNumber) this.unreadable.add(lineNumber)
    this.#suspect = lineNumber
    return this.unreadable.has(lineNumber)
  }

  /** Called after each line of an answer. @param lines received so far, this one included */
  took(lines: number, offsetIgnored: boolean): void {
    this.#underWay = { lines, offsetIgnored }
  }

  /** Called after each reading. */
  finish({ end, lines, newRows, offsetIgnored }: ReadReport, clock: Clock): void {
    this.#underWay = null
    this.offsetIgnored = offsetIgnored
    this.fromTop ||= offsetIgnored
    this.position = (offsetIgnored ? 0 : this.position) + lines
    this.answeredAt = clock.now()
    if (end.kind === 'failed') this.#fail(end.failure, newRows > 0, clock)
    if (end.kind !== 'clean') return
    this.trouble = null
    this.atEnd = newRows === 0 && (offsetIgnored || lines === 0)
  }

  #fail(failure: ContentFailure, progressed: boolean, clock: Clock): void {
    const attempts = progressed ? 1 : (this.trouble?.attempts ?? 0) + 1
    const pause = retryDelay(attempts, failure.retryAfterSeconds, clock.random())
    this.trouble = { failure, attempts, retryAt: failure.kind === 'transient' ? clock.now() + pause : null }
  }
}
