import type { Batch } from '../../contract/batch.ts'
import { hasEnded } from '../../domain/batch-state.ts'
import type { ResultsStatus } from '../../results/status.ts'
import { WorkerDied } from '../open-questions.ts'
import type { BatchAnswer } from './messages.ts'
import type { ResultsSession } from './session.ts'

/** The part of a session that reading an attempt needs. */
export type AttemptResults = Pick<
  ResultsSession,
  'state' | 'subscribe' | 'update' | 'dispose' | 'snapshot' | 'ids' | 'texts' | 'fields' | 'lines'
>

/** What reading attempts needs from outside. */
export interface AttemptReader {
  /** Opens the results of a batch, for this alone. */
  open: (answer: BatchAnswer) => AttemptResults
  /** Asks the server for a batch. */
  ask: (batchId: string, signal: AbortSignal) => Promise<Batch>
  /** Rests before a batch that still runs is asked for again. */
  rest: (signal: AbortSignal) => Promise<void>
  /** @param rowsRead of all attempts so far @param trouble what is in the way right now; `null` when nothing is */
  onProgress: (rowsRead: number, trouble: string | null) => void
}

/** An attempt whose rows are here as far as its batch has finished them. */
interface ReadAttempt {
  results: AttemptResults
  status: ResultsStatus
}

/**
 * Reads what an attempt has by now, from this device where it is kept. The batch is asked for again only while
 * somebody waits for rows of one that runs.
 * @param rowsBefore rows of other attempts, for the progress
 * @throws Error in words for people when the key is refused; WorkerDied; what `ask` throws; the signal's reason
 */
export async function readAttempt(
  attempt: Batch,
  reader: AttemptReader,
  rowsBefore: number,
  signal: AbortSignal,
): Promise<ReadAttempt> {
  let batch = hasEnded(attempt) ? attempt : await reader.ask(attempt.id, signal)
  signal.throwIfAborted()
  const results = reader.open({ batch, answeredAt: Date.now() })
  const done = new AbortController()
  const either = AbortSignal.any([signal, done.signal])
  try {
    const reading = whenRead(
      results,
      () => batch,
      either,
      (status) => reader.onProgress(rowsBefore + status.rowsRead, troubleOf(status)),
    )
    const asking = async () => {
      while (!hasEnded(batch)) {
        await reader.rest(either)
        either.throwIfAborted()
        batch = await reader.ask(attempt.id, either)
        results.update({ batch, answeredAt: Date.now() })
      }
      return reading
    }
    return { results, status: await Promise.race([reading, asking()]) }
  } catch (error) {
    results.dispose()
    throw error
  } finally {
    done.abort()
  }
}

function whenRead(
  results: AttemptResults,
  batchNow: () => Batch,
  signal: AbortSignal,
  onStatus: (status: ResultsStatus) => void,
): Promise<ResultsStatus> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const state = results.state()
      if (state.kind === 'died') return reject(new WorkerDied(state.message))
      if (state.kind === 'opening') return undefined
      const { status } = state
      if (status.phase.kind === 'needs_key') return reject(new Error(status.phase.message))
      onStatus(status)
      return isRead(status, batchNow()) ? resolve(status) : undefined
    }
    const stop = results.subscribe(look)
    signal.addEventListener('abort', () => {
      stop()
      reject(signal.reason)
    })
    look()
  })
}

/** Whether everything that the batch has finished is here, or will never be. */
function isRead({ phase, input, rowsRead, batchRuns }: ResultsStatus, batch: Batch): boolean {
  if (input === 'reading') return false
  if (!batchRuns) return phase.kind === 'complete' || phase.kind === 'short' || phase.kind === 'gone'
  const { completed, failed } = batch.request_counts
  // While it runs, some servers name no file yet: its rows are pending as far as anybody can see.
  const offered =
    (batch.output_file_id === null ? 0 : completed) + (batch.error_file_id === null ? 0 : failed)
  return !hasEnded(batch) && rowsRead >= offered
}

function troubleOf({ phase, inputProblem }: ResultsStatus): string | null {
  return phase.kind === 'retrying' ? phase.message : inputProblem
}
