/** Where the bytes of an export go. */
export interface ExportTarget {
  write: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>
  /** @returns the finished file to hand out, `null` when it is where a person chose */
  finish: () => Promise<Blob | null>
  /** Removes what has been written. */
  discard: () => Promise<void>
}

const FOLDER = 'exports'
/** A browser may still be copying a file that was handed out; after an hour it is not. */
const KEPT_MS = 60 * 60 * 1000

/**
 * Opens the file a person chose; else one in the browser's private storage, so that no file need fit in memory;
 * memory only where there is none.
 */
export async function openTarget(chosen: FileSystemFileHandle | null): Promise<ExportTarget> {
  if (chosen !== null) return intoFile(chosen, () => Promise.resolve(null))
  try {
    const root = await navigator.storage.getDirectory()
    const folder = await root.getDirectoryHandle(FOLDER, { create: true })
    await removeOld(folder)
    const handle = await folder.getFileHandle(crypto.randomUUID(), { create: true })
    return await intoFile(handle, () => handle.getFile(), folder)
  } catch {
    return intoMemory()
  }
}

async function intoFile(
  handle: FileSystemFileHandle,
  result: () => Promise<Blob | null>,
  folder?: FileSystemDirectoryHandle,
): Promise<ExportTarget> {
  const writable = await handle.createWritable()
  return {
    write: (bytes) => writable.write(bytes),
    finish: async () => {
      await writable.close()
      return result()
    },
    discard: async () => {
      await writable.abort()
      await folder?.removeEntry(handle.name)
    },
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

async function removeOld(folder: FileSystemDirectoryHandle): Promise<void> {
  for await (const handle of folder.values()) {
    if (handle.kind !== 'file') continue
    const { lastModified } = await handle.getFile()
    if (Date.now() - lastModified > KEPT_MS) await folder.removeEntry(handle.name)
  }
}
