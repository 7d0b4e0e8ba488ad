import { foldersBeyond, type KeptFolder, listFolders } from '../../results/store/kept-folders.ts'
import { folderNameOf, lockNameOf, resultsFolder } from '../../results/store/device-folders.ts'
import { withReleasedRows } from './tabs.ts'

/** Beyond so many bytes, the rows of the batches opened longest ago are deleted from this device. */
export const MOST_LOCAL_BYTES = 2_000_000_000

/** A file is closed a moment after its worker has said so. */
const ATTEMPTS = 20
const PAUSE_MS = 100

/** The batches whose rows are kept on this device, those opened last first; `null` where the browser keeps none. */
export async function localRows(): Promise<KeptFolder[] | null> {
  try {
    const folders = await listFolders(await resultsFolder(await navigator.storage.getDirectory()))
    return folders.filter(({ bytes }) => bytes > 0)
  } catch {
    return null
  }
}

/**
 * Deletes the rows of some batches from this device. Tabs that show one of them read it again.
 * @param names of their folders
 * @throws DOMException when the browser does not delete one
 */
export async function deleteLocalRows(names: readonly string[]): Promise<void> {
  const all = await resultsFolder(await navigator.storage.getDirectory())
  await Promise.all(names.map((name) => withReleasedRows(lockNameOf(name), () => deleteFolder(all, name))))
}

/** Deletes the rows of a batch from this device, if there are any. */
export async function deleteLocalRowsOf(baseUrl: string, batchId: string): Promise<void> {
  try {
    await deleteLocalRows([await folderNameOf(baseUrl, batchId)])
  } catch {
    // Where the browser keeps nothing there is nothing to delete.
  }
}

/** Makes room on this device. Batches that are open in any tab stay. */
export async function evictLocalRows(): Promise<void> {
  const { quota = Number.POSITIVE_INFINITY } = await navigator.storage.estimate()
  const all = await resultsFolder(await navigator.storage.getDirectory())
  const folders = foldersBeyond(await listFolders(all), Math.min(MOST_LOCAL_BYTES, quota / 2))
  for (const { name } of folders) {
    await navigator.locks.request(lockNameOf(name), { ifAvailable: true }, async (lock) => {
      if (lock !== null) await deleteFolder(all, name)
    })
  }
}

async function deleteFolder(all: FileSystemDirectoryHandle, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await all.removeEntry(name, { recursive: true })
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return undefined
      if (attempt === ATTEMPTS) throw error
      await new Promise((resolve) => {
        setTimeout(resolve, PAUSE_MS)
      })
    }
  }
}
