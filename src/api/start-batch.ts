import { Batch, type CreateBatch } from '../contract/batch.ts'
import { pageOf } from '../contract/page.ts'
import { jobPartOf } from '../domain/jobs/job-metadata.ts'
import { retryDelay } from '../domain/polling.ts'
import { createBatch } from './batches.ts'
import type { Connection } from './connection.ts'
import { ApiError, asApiError, isTransient } from './errors.ts'
import { requestJson } from './http.ts'
import { type Pause, startPause } from './pause.ts'

const MOST_FAILURES_IN_A_ROW = 5
const LOOKED_AT = 100

interface StartOptions {
  /** An earlier attempt, or another device, may have started it: look before the first request as well. */
  mayHaveStarted: boolean
  /** Batches that ran this file before the person asked for another one: none of them is the one looked for. */
  earlier: ReadonlySet<string>
  /** Called when it failed for a reason that may pass; it is tried again when the pause is over. */
  onWaiting: (error: ApiError, pause: Pause) => void
  onStarting: () => void
  signal: AbortSignal
}

/**
 * Starts a batch once. Failures that may pass are repeated after growing pauses; as the request may have arrived
 * although its answer did not, the batch is looked for before it is asked for again.
 * @throws ApiError when the server refuses, or after five failures; an AbortError when `signal` fires before the
 * request is out: one that is out is waited for, since it cannot be taken back
 */
export async function startBatchOnce(
  connection: Connection,
  body: CreateBatch,
  { mayHaveStarted, earlier, onWaiting, onStarting, signal }: StartOptions,
): Promise<Batch> {
  let lookFirst = mayHaveStarted
  for (let failures = 1; ; failures++) {
    signal.throwIfAborted()
    try {
      onStarting()
      const started = lookFirst ? await findStarted(connection, body, earlier, signal) : null
      if (started) return started
      signal.throwIfAborted()
      return await createBatch(connection, body)
    } catch (thrown) {
      if (signal.aborted && !(thrown instanceof ApiError)) throw thrown
      const error = asApiError(thrown)
      if (signal.aborted || !isTransient(error) || failures >= MOST_FAILURES_IN_A_ROW) throw error
      lookFirst ||= error.kind !== 'rate_limited'
      const pause = startPause(retryDelay(failures, error.retryAfterSeconds, Math.random()), signal)
      onWaiting(error, pause)
      await pause.over
    }
  }
}

/** The batches among the newest ones that run a file. @throws ApiError */
export async function newestOfFile(
  connection: Connection,
  inputFileId: string,
  signal: AbortSignal,
): Promise<Batch[]> {
  const page = await requestJson(connection, '/batches', pageOf(Batch), {
    query: { limit: LOOKED_AT },
    signal,
  })
  return page.data.filter((batch) => batch.input_file_id === inputFileId)
}

/** The batch that runs this file as this part of this job, if it has started since. */
async function findStarted(
  connection: Connection,
  { input_file_id, metadata = {} }: CreateBatch,
  earlier: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Batch | null> {
  const wanted = jobPartOf({ metadata })
  const batches = await newestOfFile(connection, input_file_id, signal)
  const isIt = (batch: Batch) => {
    const part = jobPartOf(batch)
    return !earlier.has(batch.id) && part?.jobId === wanted?.jobId && part?.part === wanted?.part
  }
  return batches.find(isIt) ?? null
}
