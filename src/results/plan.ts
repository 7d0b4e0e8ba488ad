import * as z from 'zod/mini'
import { Batch } from '../contract/batch.ts'
import { endedAt, hasEnded } from '../domain/batch-state.ts'
import { CursorState, FileCursor, type ReadReport } from './file-cursor.ts'
import type { Clock } from './ports.ts'
import { RESULT_FILES, type ResultFile } from './store/entries.ts'

/** Distinct results read so far. */
export interface Held {
  output: number
  error: number
  /** Of both files together. */
  distinct: number
}

/** What to do next. */
export type Step =
  | { kind: 'read'; file: ResultFile; fileId: string }
  /** Wait until a moment in Unix milliseconds, or, with `null`, for news of the batch. */
  | { kind: 'wait'; until: number | null }

/**
 * How sure it is that every result has been read.
 * `open`: the batch runs. `reading`: it has ended, and its results are being read. `checking`: fewer results
 * were found than the batch counts, and the files are being read again from further back. `complete`: as many
 * results as the batch counts, or no fewer after a reading from the beginning. `short`: the files hold fewer
 * results than the batch counts, and reading them again does not change that.
 */
export type Verdict = 'open' | 'reading' | 'checking' | 'complete' | 'short'

/** How far to go back, in lines, when an ended batch counts more results than were found. */
const RECHECKS = [256, 4096, Infinity] as const
/** Readings from the beginning that may fall short before giving up, and the first pause between them. */
const MOST_FULL_READINGS = 4
const FULL_READING_PAUSE = 30_000

/** While the batch runs, rows that slipped in before the cursor are looked for this far back, in lines. */
const FIRST_STEP_BACK = 32
const LONGEST_STEP_BACK = 512

/** A server that always sends the whole file is asked seldom while the batch runs: milliseconds. */
const WHOLE_FILE_PAUSE = 120_000

/** What is kept of a plan from one visit to the next. Troubles are not: they may have passed. */
export const PlanState = z.object({
  batch: Batch,
  cursors: z.object({ output: CursorState, error: CursorState }),
  fellShort: z.object({ output: z.boolean(), error: z.boolean() }),
  stepBack: z.object({ output: z.number(), error: z.number() }),
  errorFileStale: z.boolean(),
  errorReadingOpen: z.boolean(),
  rechecks: z.number(),
  fullReadings: z.number(),
  verified: z.boolean(),
})

export type PlanState = z.infer<typeof PlanState>

/**
 * Decides which file to read next, from where, and when everything is there. It does no work itself: it is
 * told about the batch (`update`) and about each reading (`begin`, `finish`), and asked for the next step.
 * Source of the rules: "Partial results and resuming" of the API notes.
 */
export class Plan {
  readonly cursors: Record<ResultFile, FileCursor>
  #batch: Batch
  /** What had been told of the batch when a file was last asked for, and whether the answer fell short of it. */
  #asked = { output: { revision: -1, promised: 0 }, error: { revision: -1, promised: 0 } }
  #fellShort = { output: false, error: false }
  #stepBack = { output: 0, error: 0 }
  #revision = 0
  #errorFileStale = false
  #errorReadingOpen = false
  #rechecks = 0
  #fullReadings = 0
  #pausedUntil = 0
  #verified = false

  /** @param kept of an earlier visit, `null` on the first one */
  constructor(batch: Batch, kept: PlanState | null) {
    this.#batch = kept?.batch ?? batch
    this.cursors = {
      output: new FileCursor(kept?.cursors.output ?? null),
      error: new FileCursor(kept?.cursors.error ?? null),
    }
    if (kept === null) return
    this.#fellShort = kept.fellShort
    this.#stepBack = kept.stepBack
    this.#errorFileStale = kept.errorFileStale
    this.#errorReadingOpen = kept.errorReadingOpen
    this.#rechecks = kept.rechecks
    this.#fullReadings = kept.fullReadings
    this.#verified = kept.verified
  }

  /** What to keep for the next visit. */
  state(): PlanState {
    return {
      batch: this.#batch,
      cursors: { output: this.cursors.output.state(), error: this.cursors.error.state() },
      fellShort: this.#fellShort,
      stepBack: this.#stepBack,
      errorFileStale: this.#errorFileStale,
      errorReadingOpen: this.#errorReadingOpen,
      rechecks: this.#rechecks,
      fullReadings: this.#fullReadings,
      verified: this.#verified,
    }
  }

  get batch(): Batch {
    return this.#batch
  }

  /** Takes the newest state of the batch. Each call may lead to a request: call it when a poll is answered. */
  update(batch: Batch, held: Held): void {
    const before = this.#batch
    this.#batch = batch
    this.#revision += 1
    if (!differs(before, batch)) return
    const shrunk = batch.request_counts.failed < before.request_counts.failed
    // A retry takes rows out of the error file, and between two looks at the batch a whole retry may have passed
    // that the counts do not show. So it is read anew when rows have left it, when the batch has been opened
    // again, and once more at its end.
    if (held.error > 0 && (shrunk || hasEnded(before) || hasEnded(batch))) this.#errorFileStale = true
    this.#startOver('gone')
    if (before.output_file_id !== batch.output_file_id) this.cursors.output.stepBack(Infinity)
    if (before.error_file_id !== batch.error_file_id) this.cursors.error.stepBack(Infinity)
  }

  /** Asks again at once, whatever went wrong before. */
  retry(): void {
    this.#revision += 1
    this.#startOver('any')
  }

  /** @param now Unix milliseconds */
  next(now: number, held: Held): Step {
    if (this.verdict(held) === 'complete') return { kind: 'wait', until: null }
    let until = Infinity
    // A file that lacks rows comes before one that may only hold a surprise.
    const lacks = (file: ResultFile) => held[file] < this.#promisedIn(file)
    for (const file of RESULT_FILES.toSorted((left, right) => Number(lacks(right)) - Number(lacks(left)))) {
      const fileId = this.#fileId(file)
      if (fileId === null) continue
      const due = this.#dueAt(file, now, held)
      if (due <= now) return { kind: 'read', file, fileId }
      until = Math.min(until, due)
    }
    if (until === Infinity && hasEnded(this.#batch)) return this.#nextAfterEnd(now, held)
    return { kind: 'wait', until: until === Infinity ? null : until }
  }

  verdict(held: Held): Verdict {
    if (!hasEnded(this.#batch)) return 'open'
    if (this.#verified) return 'complete'
    const errorsInDoubt = this.#errorFileStale || this.#errorReadingOpen
    if (this.#promised > 0 && held.distinct === this.#promised && !errorsInDoubt) return 'complete'
    if (this.#fullReadings >= MOST_FULL_READINGS) return 'short'
    return this.#rechecks + this.#fullReadings > 0 ? 'checking' : 'reading'
  }

  /**
   * Puts the cursor of a file where the next reading begins.
   * @returns whether the error file is now read anew, so that what it no longer holds can be dropped at its end
   */
  begin(file: ResultFile, held: Held): boolean {
    const cursor = this.cursors[file]
    const renews = file === 'error' && this.#errorFileStale
    if (renews) {
      this.#errorFileStale = false
      cursor.stepBack(Infinity)
    } else if (this.#hasSlipped(file)) cursor.stepBack(this.#widerStepBack(file))
    this.#asked[file] = { revision: this.#revision, promised: this.#promisedIn(file) }
    cursor.begin()
    if (file === 'output' || cursor.position > 0 || held.error === 0) return false
    this.#errorReadingOpen = true
    return true
  }

  /**
   * Takes note of a finished reading.
   * @param held with what the reading brought
   * @returns whether the error file has now been read anew to its end
   */
  finish(file: ResultFile, report: ReadReport, held: Held, clock: Clock): boolean {
    const cursor = this.cursors[file]
    const { revision, promised } = this.#asked[file]
    cursor.finish(report, clock)
    // What was read before the news came says nothing about the file after it.
    if (revision !== this.#revision) cursor.atEnd = false
    // A server that always repeats something would otherwise be asked without end.
    if (report.newRows === 0 && cursor.position > 2 * held.distinct + 1000) cursor.atEnd = true
    const clean = report.end.kind === 'clean'
    if (clean) this.#fellShort[file] = held[file] + cursor.unreadable.size < promised
    if (!this.#fellShort[file]) this.#stepBack[file] = 0
    if (file === 'output' || !this.#errorReadingOpen) return false
    const ended = clean && (cursor.atEnd || !hasEnded(this.#batch))
    if (ended || cursor.trouble?.failure.kind === 'gone') this.#errorReadingOpen = false
    return ended
  }

  get #promised(): number {
    const { completed, failed } = this.#batch.request_counts
    return completed + failed
  }

  #promisedIn(file: ResultFile): number {
    const { completed, failed } = this.#batch.request_counts
    return file === 'output' ? completed : failed
  }

  #fileId(file: ResultFile): string | null {
    return file === 'output' ? this.#batch.output_file_id : this.#batch.error_file_id
  }

  /** When a file is to be read: Unix milliseconds, `Infinity` for not before something changes. */
  #dueAt(file: ResultFile, now: number, held: Held): number {
    const cursor = this.cursors[file]
    if (cursor.trouble !== null) return cursor.trouble.retryAt ?? Infinity
    if (file === 'error' && (this.#errorFileStale || this.#errorReadingOpen)) return now
    if (hasEnded(this.#batch)) return cursor.atEnd ? Infinity : Math.max(now, this.#pausedUntil)
    const counted = this.#batch.request_counts.total > 0
    if (counted && held[file] + cursor.unreadable.size >= this.#promisedIn(file)) return Infinity
    if (this.#asked[file].revision === this.#revision) return Infinity
    return cursor.offsetIgnored ? Math.max(now, cursor.answeredAt + WHOLE_FILE_PAUSE) : now
  }

  /**
   * While the batch runs: the file was read to its end and still lacked rows that had been counted before.
   * Rows are stamped before they are stored, so one of them has slipped in before the cursor.
   */
  #hasSlipped(file: ResultFile): boolean {
    return !hasEnded(this.#batch) && this.#fellShort[file] && this.cursors[file].trouble === null
  }

  #widerStepBack(file: ResultFile): number {
    const wider = this.#stepBack[file] === 0 ? FIRST_STEP_BACK : this.#stepBack[file] * 4
    this.#stepBack[file] = Math.min(LONGEST_STEP_BACK, wider)
    return this.#stepBack[file]
  }

  /** The batch has ended, every file has been read to its end, and rows are lacking or in doubt. */
  #nextAfterEnd(now: number, held: Held): Step {
    const files = RESULT_FILES.filter((file) => this.#fileId(file) !== null)
    const kinds = files.map((file) => this.cursors[file].trouble?.failure.kind)
    if (kinds.includes('needs_key')) return { kind: 'wait', until: null }
    const counted = this.#batch.request_counts.total > 0
    const readable = files.filter((_, index) => kinds[index] !== 'gone')
    const readFromTop = readable.every((file) => this.cursors[file].fromTop)
    if (counted ? held.distinct === this.#promised : readFromTop) this.#verified = true
    if (readFromTop && held.distinct >= this.#promised) this.#verified = true
    if (this.#verified) return { kind: 'wait', until: null }
    if (readFromTop) {
      this.#pausedUntil = now + FULL_READING_PAUSE * 2 ** this.#fullReadings
      this.#fullReadings = readable.length < files.length ? MOST_FULL_READINGS : this.#fullReadings + 1
      if (readable.length === 0) this.#fullReadings = MOST_FULL_READINGS
      if (this.#fullReadings >= MOST_FULL_READINGS) return { kind: 'wait', until: null }
    }
    const tooMany = !counted || held.distinct > this.#promised
    const lines = readFromTop || tooMany ? Infinity : (RECHECKS[this.#rechecks] ?? Infinity)
    this.#rechecks += 1
    for (const file of readable) this.cursors[file].stepBack(lines)
    return this.next(now, held)
  }

  /** The batch has changed: its end, if it has ended, is to be seen anew. */
  #startOver(forgive: 'gone' | 'any'): void {
    this.#rechecks = 0
    this.#fullReadings = 0
    this.#pausedUntil = 0
    this.#verified = false
    for (const cursor of [this.cursors.output, this.cursors.error]) {
      cursor.expectMore()
      if (forgive === 'any' || cursor.trouble?.failure.kind === 'gone') cursor.trouble = null
    }
  }
}

/** Whether anything changed that bears on the files of a batch. */
function differs(before: Batch, after: Batch): boolean {
  return fingerprint(before) !== fingerprint(after)
}

function fingerprint(batch: Batch): string {
  const { status, request_counts, output_file_id, error_file_id } = batch
  return JSON.stringify([status, request_counts, output_file_id, error_file_id, endedAt(batch)])
}
