import type { StoredFile } from '../contract/file.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'
import type { Connection } from './connection.ts'
import { beginErrand } from './errands.ts'
import { type ApiError, asApiError } from './errors.ts'
import { holdTab } from './leave-warning.ts'
import type { Pause } from './pause.ts'
import { sendFile } from './send-file.ts'
import { TransferRate } from './transfer-rate.ts'

/** More at a time would share one line and all end late. */
const MOST_AT_ONCE = 2

type UploadProgress =
  /** It begins when one of those before it has ended. */
  | { state: 'queued' }
  | { state: 'uploading' }
  /** It failed for a reason that may pass. `retryAt` is in milliseconds of `performance.now()`. */
  | { state: 'waiting'; error: ApiError; retryAt: number }
  | { state: 'done'; stored: StoredFile }
  | { state: 'failed'; error: ApiError }
  /** The server may have kept a file whose last byte had left before. */
  | { state: 'cancelled'; allBytesSent: boolean }

/** An upload of this tab. It lives outside the pages, so that leaving one does not end it. */
export type Upload = {
  id: number
  connection: Connection
  file: File
  /** What the connection has taken in this attempt. */
  sentBytes: number
  /** Bytes a second over the last seconds; `null` until it can be told. */
  bytesPerSecond: number | null
  /** Whether it is a step of a launch, which then shows it. */
  ofLaunch: boolean
} & UploadProgress

/** Whether nothing more happens with an upload by itself. */
export function uploadEnded({ state }: Upload): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}

/** An upload that has been asked for: its id, and what becomes of it. */
export interface StartedUpload {
  id: number
  /** The stored file, or `null` when it failed or was cancelled (the store says which). */
  outcome: Promise<StoredFile | null>
}

/** What an upload under way can be told. */
interface Control {
  controller: AbortController
  pause: Pause | null
}

const store = createValueStore<readonly Upload[]>([])
const controls = new Map<number, Control>()
/** Begins each upload that waits for its turn, oldest first. */
let queue: { id: number; begin: () => void }[] = []
let running = 0
let lastId = 0

function change(id: number, next: (upload: Upload) => Upload): void {
  store.set(store.get().map((upload) => (upload.id === id ? next(upload) : upload)))
}

/**
 * Starts an upload that goes on while the person looks at other pages. It waits for its turn while two others
 * are sending, and is repeated by itself after failures that may pass.
 * @param options.ofLaunch a launch shows it; it stands in no list of uploads
 */
export function startUpload(
  connection: Connection,
  file: File,
  { ofLaunch = false }: { ofLaunch?: boolean } = {},
): StartedUpload {
  beginErrand()
  lastId += 1
  const id = lastId
  const upload: Upload = {
    id,
    connection,
    file,
    sentBytes: 0,
    bytesPerSecond: null,
    ofLaunch,
    state: 'queued',
  }
  store.set([...store.get(), upload])
  return { id, outcome: run(upload) }
}

async function run({ id, connection, file }: Upload): Promise<StoredFile | null> {
  const control: Control = { controller: new AbortController(), pause: null }
  const { signal } = control.controller
  controls.set(id, control)
  const release = holdTab()
  try {
    await turn(id, signal)
  } catch {
    controls.delete(id)
    release()
    change(id, (current) => ({ ...current, state: 'cancelled', allBytesSent: false }))
    return null
  }
  let rate = new TransferRate()
  let holdsTurn = true
  const leave = () => {
    if (holdsTurn) running -= 1
    holdsTurn = false
    beginNext()
  }
  try {
    const stored = await sendFile(connection, file, {
      signal,
      turn: async () => {
        change(id, (current) => ({ ...current, state: 'queued', sentBytes: 0, bytesPerSecond: null }))
        await turn(id, signal)
        holdsTurn = true
      },
      onStep: (step) => {
        control.pause = step.kind === 'waiting' ? step.pause : null
        rate = new TransferRate()
        if (step.kind === 'waiting') {
          const { error, pause } = step
          change(id, (current) => ({ ...current, state: 'waiting', error, retryAt: pause.endsAt }))
          // Whoever waits keeps nobody from sending.
          leave()
        } else {
          change(id, (current) => ({ ...current, state: 'uploading', sentBytes: 0, bytesPerSecond: null }))
        }
      },
      onProgress: (sentBytes) => {
        rate.note(sentBytes, performance.now())
        change(id, (current) => ({ ...current, sentBytes, bytesPerSecond: rate.bytesPerSecond() }))
      },
    })
    change(id, (current) => ({ ...current, state: 'done', sentBytes: file.size, stored }))
    return stored
  } catch (error) {
    change(id, (current) =>
      signal.aborted
        ? { ...current, state: 'cancelled', allBytesSent: current.sentBytes >= file.size }
        : { ...current, state: 'failed', error: asApiError(error) },
    )
    return null
  } finally {
    controls.delete(id)
    release()
    leave()
  }
}

/** Resolves when an upload may begin; rejects when it was cancelled before. */
function turn(id: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  queue.push({
    id,
    begin: () => {
      running += 1
      change(id, (current) => ({ ...current, state: 'uploading' }))
      resolve()
    },
  })
  queue.sort((one, other) => one.id - other.id)
  signal.addEventListener('abort', () => {
    queue = queue.filter((waiting) => waiting.id !== id)
    reject(signal.reason)
  })
  beginNext()
  return promise
}

function beginNext(): void {
  if (running < MOST_AT_ONCE) queue.shift()?.begin()
}

/** Sends the file of an upload that failed or was cancelled once more, to the same place in its stead. */
export function repeatUpload(upload: Upload): Promise<StoredFile | null> {
  dismissUpload(upload.id)
  return startUpload(upload.connection, upload.file).outcome
}

/** Tries an upload again that waits after a failure, now. */
export function hurryUpload(id: number): void {
  controls.get(id)?.pause?.skip()
}

/** Stops an upload; the server drops what it has received, unless that was all of it. */
export function cancelUpload(id: number): void {
  controls.get(id)?.controller.abort()
}

/** Takes an upload that has ended off the list. */
export function dismissUpload(id: number): void {
  store.set(store.get().filter((upload) => upload.id !== id))
}

/** Every upload of this tab, those of launches too, outside React. */
export function uploadsNow(): readonly Upload[] {
  return store.get()
}

/** The uploads of this tab that stand for themselves, kept current. */
export function useUploads(): readonly Upload[] {
  return useStoreValue(store).filter(({ ofLaunch }) => !ofLaunch)
}

/** One upload, kept current; `null` once it is dismissed. */
export function useUpload(id: number): Upload | null {
  return useStoreValue(store).find((upload) => upload.id === id) ?? null
}
