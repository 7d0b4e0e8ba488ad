import { saveFile } from '../lib/save-file.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'
import type { Connection } from './connection.ts'
import { downloadLines } from './download.ts'
import { type ApiError, asApiError } from './errors.ts'

/** A download of this tab, by the id of its file. */
export type Download =
  | { state: 'running'; receivedBytes: number }
  | { state: 'failed'; error: ApiError }
  | { state: 'saved'; bytes: number; incomplete: boolean }

const store = createValueStore<ReadonlyMap<string, Download>>(new Map())
const controllers = new Map<string, AbortController>()

function set(fileId: string, download: Download | null): void {
  const next = new Map(store.get())
  if (download) next.set(fileId, download)
  else next.delete(fileId)
  store.set(next)
}

/**
 * Downloads a file and saves it. A second call for the same file while it runs does nothing.
 * @param name file name without extension; a file that still grows is saved as "… (partial).jsonl"
 */
export async function startDownload(connection: Connection, fileId: string, name: string): Promise<void> {
  if (controllers.has(fileId)) return
  const controller = new AbortController()
  controllers.set(fileId, controller)
  set(fileId, { state: 'running', receivedBytes: 0 })
  try {
    const { blob, incomplete } = await downloadLines(connection, fileId, {
      signal: controller.signal,
      onProgress: (receivedBytes) => set(fileId, { state: 'running', receivedBytes }),
    })
    saveFile(blob, `${name}${incomplete ? ' (partial)' : ''}.jsonl`)
    set(fileId, { state: 'saved', bytes: blob.size, incomplete })
  } catch (error) {
    set(fileId, controller.signal.aborted ? null : { state: 'failed', error: asApiError(error) })
  } finally {
    controllers.delete(fileId)
  }
}

/** Stops a download; nothing is saved. */
export function cancelDownload(fileId: string): void {
  controllers.get(fileId)?.abort()
}

/** The download of a file, if there is one. */
export function useDownload(fileId: string): Download | null {
  return useStoreValue(store).get(fileId) ?? null
}
