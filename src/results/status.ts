import type { Outcome } from '../domain/results/outcome.ts'
import type { InputState } from './input-reader.ts'
import type { OpenOutcome } from './row-table.ts'
import type { Keeping } from './store/row-store.ts'

/** What the sync is doing, and how far its word can be trusted. */
export type SyncPhase =
  /** The batch runs; what it has finished has been read or is being read. */
  | { kind: 'live' }
  /** The batch has ended, and its results are being read. */
  | { kind: 'reading' }
  /** The batch has ended and counts more results than were found: the files are being read again. */
  | { kind: 'checking' }
  /** Every result that the batch counts is here. */
  | { kind: 'complete' }
  /** The files hold fewer results than the batch counts; reading them again has not changed that. */
  | { kind: 'short'; lacking: number }
  /** Something is in the way and will be tried again by itself. Times in Unix milliseconds. */
  | { kind: 'retrying'; retryAt: number; attempts: number; message: string }
  /** The server does not accept the key. Nothing happens until somebody asks again. */
  | { kind: 'needs_key'; message: string }
  /** A result file cannot be had any more. */
  | { kind: 'gone'; message: string }

/** Everything the page says about the results of a batch. */
export interface ResultsStatus {
  phase: SyncPhase
  batchRuns: boolean
  /** Results read, each `id` once. */
  rowsRead: number
  /** Rows of the batch: the server's count, else the rows of the input file. */
  rowsTotal: number
  /** Rows that can be listed: requests, and results whose request is not known. */
  rowsListed: number
  outcomes: Record<Outcome, number>
  input: InputState
  /** What keeps the requests from being read, `null` when nothing does. */
  inputProblem: string | null
  /** The server sends whole files, so new rows are asked for seldom while the batch runs. */
  wholeFilesOnly: boolean
  /** Lines of the result files that are not JSON. */
  unreadableLines: number
  /** When the newest result arrived, in Unix milliseconds. */
  lastRowAt: number | null
  /** How long what has been read stays on this device. */
  keeping: Keeping
  /** Another one means that rows read differently now. */
  version: string
}

/** Whether every row of the batch is here with its request, and none can come or change any more. */
export function holdsEveryRow({ batchRuns, phase, input, rowsListed, rowsTotal }: ResultsStatus): boolean {
  return !batchRuns && phase.kind === 'complete' && input !== 'reading' && rowsListed >= rowsTotal
}

/** What a row without a result counts as, once no result can come any more. */
export function openOutcome(phase: SyncPhase, batchStatus: string): OpenOutcome {
  if (phase.kind !== 'complete' && phase.kind !== 'short' && phase.kind !== 'gone') return 'pending'
  return batchStatus === 'cancelled' ? 'cancelled' : 'missing'
}

/** The rows of each outcome once every row has the one it keeps; `null` before. */
export function outcomesOf({ phase, input, outcomes }: ResultsStatus): Record<Outcome, number> | null {
  return phase.kind === 'complete' && input !== 'reading' ? outcomes : null
}
