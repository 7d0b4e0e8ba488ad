import type { Connection } from '../../api/connection.ts'
import type { LineContent, LineSummary } from '../../domain/results/line-content.ts'

/** Where the lines come from. The base URL of a connection must be absolute: a worker's address is not the page's. */
export type LineSource =
  | { kind: 'local'; file: File }
  | { kind: 'stored'; connection: Connection; fileId: string; expectedBytes: number }

/** How far a source is read. */
export type ReadingPhase =
  | { kind: 'reading' }
  /** It broke off and is tried again by itself. */
  | { kind: 'retrying'; message: string }
  | { kind: 'complete' }
  | { kind: 'failed'; reason: 'needs_key' | 'gone' | 'unreadable' | 'moved'; message: string }

/** What is known of a source now. */
export interface LinesStatus {
  phase: ReadingPhase
  /** Lines that are not blank: what servers count. */
  lines: number
  /** All lines, blank ones included: what an editor counts. */
  numbered: number
  /** There are more lines than are kept. */
  isFull: boolean
  bytesRead: number
  /** `null` where nobody knows. */
  bytesTotal: number | null
}

/** A line of the list. */
export interface ListedLine extends LineSummary {
  /** Among the lines that are not blank, from 0. */
  index: number
  /** As an editor counts, from 1. */
  line: number
  bytes: number
  /** Only its beginning was looked at. */
  isLong: boolean
}

/** A line whole. */
export interface LineDetail {
  index: number
  line: number
  bytes: number
  /** `null` for a line that is too long to be read as JSON: `beginning` shows what it is. */
  content: LineContent | null
  beginning: string
}

/** What stands at a line number. */
export type LinePlace =
  /** `previous` and `next` are line numbers, `null` at the ends. */
  | { kind: 'here'; line: number; index: number; previous: number | null; next: number | null }
  | { kind: 'blank'; line: number; previous: number | null; next: number | null }
  /** The file ends before it, as far as it is read. */
  | { kind: 'beyond'; line: number; previous: number | null; next: null }

/** A question that is answered once. */
export type Question =
  | { kind: 'window'; from: number; count: number }
  | { kind: 'line'; index: number }
  | { kind: 'place'; line: number }
  | { kind: 'find'; customId: string }
  | { kind: 'search'; words: string }

/** The answer to a question of the same kind. */
export type Reply =
  | { kind: 'window'; from: number; lines: ListedLine[] }
  | { kind: 'line'; detail: LineDetail | null }
  | { kind: 'place'; place: LinePlace }
  /** A line number, `null` where no line has the id. */
  | { kind: 'find'; line: number | null }
  /** The hits came before, as they were found. */
  | { kind: 'search' }

/** What the page says. `open` comes first and once. */
export type ToWorker =
  | { kind: 'open'; source: LineSource }
  /** Reads on after a failure. */
  | { kind: 'retry' }
  | { kind: 'ask'; id: number; question: Question }
  /** Nobody waits for the answer any more. */
  | { kind: 'drop'; id: number }

/** What the worker says. */
export type FromWorker =
  | { kind: 'status'; status: LinesStatus }
  /** New hits of a search as line numbers, and how many bytes have been searched. */
  | { kind: 'hits'; id: number; lines: number[]; searchedBytes: number }
  | { kind: 'reply'; id: number; reply: Reply }
  | { kind: 'refused'; id: number; message: string }
