import { pageOf } from '../contract/page.ts'
import { StoredFile } from '../contract/file.ts'
import { retryDelay } from '../domain/polling.ts'
import type { Connection } from './connection.ts'
import { type ApiError, asApiError, isTransient } from './errors.ts'
import { requestJson } from './http.ts'
import { type Pause, startPause } from './pause.ts'
import { uploadFile } from './upload.ts'

const MOST_FAILURES_IN_A_ROW = 10
const LOOKED_AT = 100

/** What happens with a file on its way. */
type SendStep =
  | { kind: 'sending' }
  /** It failed for a reason that may pass; `pause` is over when it is tried again. */
  | { kind: 'waiting'; error: ApiError; pause: Pause }

interface SendOptions {
  onStep: (step: SendStep) => void
  /** Resolves when the next attempt may begin; asked after every pause, during which others may send. */
  turn: () => Promise<void>
  /** Called with the bytes of the file that the connection has taken in this attempt. */
  onProgress: (sentBytes: number) => void
  signal: AbortSignal
}

/** The newest files before the first attempt: what looks like ours and is among them is another one. */
type Before = { ids: ReadonlySet<string>; newestAt: number } | 'cannot be listed'

/** Files of this server that an upload of this tab has found its own, so that no other takes them for its own. */
const recognised = new Set<string>()

/**
 * Sends a file until the server has it. Failures that may pass are repeated after growing pauses. Where all
 * bytes had left before an attempt failed, the server may have kept the file: it is looked for first, so that
 * it is not sent twice.
 * @throws ApiError when the server refuses the file, or after ten failures; an AbortError when `signal` fires
 */
export async function sendFile(
  connection: Connection,
  file: File,
  { onStep, turn, onProgress, signal }: SendOptions,
): Promise<StoredFile> {
  let before: Before | null = null
  let allBytesLeft = false
  for (let failures = 1; ; failures++) {
    try {
      before ??= await lookBefore(connection, signal)
      const arrived = allBytesLeft ? await findArrived(connection, file, before, signal) : null
      if (arrived) return recognise(arrived)
      allBytesLeft = false
      onStep({ kind: 'sending' })
      const stored = await uploadFile(connection, file, {
        signal,
        onProgress: (sentBytes) => {
          allBytesLeft = sentBytes >= file.size
          onProgress(sentBytes)
        },
      })
      return recognise(stored)
    } catch (thrown) {
      if (signal.aborted) throw thrown
      const error = asApiError(thrown)
      const mayBeThere = allBytesLeft && before === 'cannot be listed'
      if (!isTransient(error) || mayBeThere || failures >= MOST_FAILURES_IN_A_ROW) throw error
      const pause = startPause(retryDelay(failures, error.retryAfterSeconds, Math.random()), signal)
      onStep({ kind: 'waiting', error, pause })
      await pause.over
      await turn()
    }
  }
}

function recognise(stored: StoredFile): StoredFile {
  recognised.add(stored.id)
  return stored
}

async function newestInputFiles(connection: Connection, signal: AbortSignal): Promise<StoredFile[]> {
  const query = { limit: LOOKED_AT, order: 'desc', purpose: 'batch' }
  return (await requestJson(connection, '/files', pageOf(StoredFile), { query, signal })).data
}

/** @throws ApiError when the server cannot be asked now */
async function lookBefore(connection: Connection, signal: AbortSignal): Promise<Before> {
  try {
    const files = await newestInputFiles(connection, signal)
    return {
      ids: new Set(files.map(({ id }) => id)),
      newestAt: Math.max(0, ...files.map(({ created_at }) => created_at)),
    }
  } catch (error) {
    if (signal.aborted || isTransient(error)) throw error
    return 'cannot be listed'
  }
}

/**
 * The file among those that came since, by the server's own clock and in its own order: this machine's clock
 * may be wrong. @throws ApiError when the server cannot be asked now
 */
async function findArrived(
  connection: Connection,
  file: File,
  before: Before,
  signal: AbortSignal,
): Promise<StoredFile | null> {
  if (before === 'cannot be listed') return null
  const files = await newestInputFiles(connection, signal)
  return (
    files.find(
      ({ id, filename, bytes, created_at }) =>
        filename === file.name &&
        bytes === file.size &&
        created_at >= before.newestAt &&
        !before.ids.has(id) &&
        !recognised.has(id),
    ) ?? null
  )
}
