import { removeIfEmpty } from '../../lib/empty-file.ts'
import { exportsFolder, removeExports } from './local-exports.ts'

/** Where the bytes of an export go. */
export interface ExportTarget {
  write: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>
  /** @returns the finished file to hand out, `null` when it is where a person chose */
  finish: () => Promise<Blob | null>
  /** Removes what has been written. */
  discard: () => Promise<void>
}

/**
 * Opens the file a person chose; else one in the browser's private storage, so that no file need fit in memory;
 * memory only where there is none.
 */
export async function openTarget(chosen: FileSystemFileHandle | null): Promise<ExportTarget> {
  if (chosen !== null) {
    return intoFile(
      chosen,
      () => Promise.resolve(null),
      () => removeIfEmpty(chosen),
    )
  }
  try {
    await removeExports('old')
    const folder = await exportsFolder()
    const handle = await folder.getFileHandle(crypto.randomUUID(), { create: true })
    return await intoFile(
      handle,
      () => handle.getFile(),
      () => folder.removeEntry(handle.name),
    )
  } catch {
    return intoMemory()
  }
}

async function intoFile(
  handle: FileSystemFileHandle,
  result: () => Promise<Blob | null>,
  remove: () => Promise<void>,
): Promise<ExportTarget> {
  try {
    const writable = await handle.createWritable()
    return {
      write: (bytes) => writable.write(bytes),
      finish: async () => {
        await writable.close()
        return result()
      },
      discard: async () => {
        // What the file held before it was chosen stays as it was.
        await writable.abort().catch(() => undefined)
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}

function intoMemory(): ExportTarget {
  let parts: Uint8Array<ArrayBuffer>[] = []
  return {
    write: async (bytes) => {
      parts.push(bytes)
    },
    finish: async () => new Blob(parts),
    discard: async () => {
      parts = []
    },
  }
}
