import type { StoreFiles, SyncFile } from './sync-file.ts'

declare global {
  interface FileSystemFileHandle {
    /** In dedicated workers only. @throws NoModificationAllowedError while another handle is open */
    createSyncAccessHandle: () => Promise<SyncFile>
  }
}

/** Names the layout of what is stored: another layout, another number. */
const FOLDER = 'results-1'

/** The folder of all batches in the browser's private file system. */
export function resultsFolder(root: FileSystemDirectoryHandle): Promise<FileSystemDirectoryHandle> {
  return root.getDirectoryHandle(FOLDER, { create: true })
}

/**
 * The name of a batch's folder. It holds no key and needs none: rows are only opened for a batch that the server has
 * just shown to the key in use, so a new key for the same account goes on where the old one was; while the server
 * cannot be reached, only for the key that it showed the batch to last.
 * @param baseUrl absolute
 */
export async function folderNameOf(baseUrl: string, batchId: string): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([baseUrl, batchId]))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest.subarray(0, 20), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The name of the lock that whoever has a batch's folder open holds, and of the channel to them. */
export function lockNameOf(folderName: string): string {
  return `${FOLDER} ${folderName}`
}

/** Opens the files of a batch for this worker alone. @throws DOMException when another one has them open */
export async function openStoreFiles(folder: FileSystemDirectoryHandle): Promise<StoreFiles> {
  const opened: SyncFile[] = []
  const open = async (name: string) => {
    const handle = await folder.getFileHandle(name, { create: true })
    const file = await handle.createSyncAccessHandle()
    opened.push(file)
    return file
  }
  try {
    return {
      requests: await open('requests'),
      results: await open('results'),
      journal: await open('journal'),
    }
  } catch (error) {
    for (const file of opened) file.close()
    throw error
  }
}
