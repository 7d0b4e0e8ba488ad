import type { StoredFile } from '../contract/file.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'
import type { Connection } from './connection.ts'
import { type ApiError, asApiError } from './errors.ts'
import { uploadFile } from './upload.ts'

type UploadProgress =
  | { state: 'uploading' }
  | { state: 'done'; stored: StoredFile }
  | { state: 'failed'; error: ApiError }
  /** The server may have kept a file whose last byte had left before. */
  | { state: 'cancelled'; allBytesSent: boolean }

/** An upload of this tab. It lives outside the pages, so that leaving one does not end it. */
export type Upload = {
  id: number
  connection: Connection
  file: File
  sentBytes: number
  /** Milliseconds of `performance.now()`. */
  startedAt: number
  /** Bytes a second since the start; `null` until it can be told. */
  bytesPerSecond: number | null
  /** Whether a page shows this upload itself while it is open. */
  shownByPage: boolean
} & UploadProgress

const store = createValueStore<readonly Upload[]>([])
const controllers = new Map<number, AbortController>()
let lastId = 0

function change(id: number, next: (upload: Upload) => Upload): void {
  store.set(store.get().map((upload) => (upload.id === id ? next(upload) : upload)))
}

function recordProgress(id: number, sentBytes: number): void {
  change(id, (upload) => {
    const seconds = (performance.now() - upload.startedAt) / 1000
    return { ...upload, sentBytes, bytesPerSecond: seconds > 0.5 ? sentBytes / seconds : null }
  })
}

/** A closing tab would end the upload: the browser asks first. */
function warnBeforeClosing(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

/**
 * Starts an upload that goes on while the person looks at other pages.
 * @returns its id, and the outcome: the stored file, or `null` when it failed or was cancelled (the store says which)
 */
export function startUpload(
  connection: Connection,
  file: File,
): { id: number; outcome: Promise<StoredFile | null> } {
  lastId += 1
  const id = lastId
  const upload: Upload = {
    id,
    connection,
    file,
    sentBytes: 0,
    startedAt: performance.now(),
    bytesPerSecond: null,
    shownByPage: false,
    state: 'uploading',
  }
  store.set([...store.get(), upload])
  return { id, outcome: run(upload) }
}

async function run(upload: Upload): Promise<StoredFile | null> {
  const controller = new AbortController()
  controllers.set(upload.id, controller)
  if (controllers.size === 1) window.addEventListener('beforeunload', warnBeforeClosing)
  try {
    const stored = await uploadFile(upload.connection, upload.file, {
      signal: controller.signal,
      onProgress: (sentBytes) => recordProgress(upload.id, sentBytes),
    })
    change(upload.id, (current) => ({ ...current, state: 'done', sentBytes: upload.file.size, stored }))
    return stored
  } catch (error) {
    if (controller.signal.aborted) {
      change(upload.id, (current) => ({
        ...current,
        state: 'cancelled',
        allBytesSent: current.sentBytes >= current.file.size,
      }))
    } else change(upload.id, (current) => ({ ...current, state: 'failed', error: asApiError(error) }))
    return null
  } finally {
    controllers.delete(upload.id)
    if (controllers.size === 0) window.removeEventListener('beforeunload', warnBeforeClosing)
  }
}

/** Sends the file of an upload that failed or was cancelled once more, to the same place in its stead. */
export function repeatUpload(upload: Upload): Promise<StoredFile | null> {
  dismissUpload(upload.id)
  return startUpload(upload.connection, upload.file).outcome
}

/** Tells whether a page shows an upload itself, so that it appears once. */
export function setShownByPage(id: number, shownByPage: boolean): void {
  change(id, (upload) => ({ ...upload, shownByPage }))
}

/** Stops an upload; the server drops what it has received, unless that was all of it. */
export function cancelUpload(id: number): void {
  controllers.get(id)?.abort()
}

/** Takes an upload that has ended off the list. */
export function dismissUpload(id: number): void {
  store.set(store.get().filter((upload) => upload.id !== id))
}

/** The uploads of this tab, outside React. */
export function uploadsNow(): readonly Upload[] {
  return store.get()
}

/** The uploads of this tab, kept current. */
export function useUploads(): readonly Upload[] {
  return useStoreValue(store)
}
