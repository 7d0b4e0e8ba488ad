/** Files that were exported where the browser cannot ask for a place: written here, then handed to the downloads. */
const FOLDER = 'exports'
/** A browser may still be copying a file that was handed out; after ten minutes it is not. */
const KEPT_MS = 10 * 60 * 1000

/** The folder of exported files in the browser's private file system. */
export async function exportsFolder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  return root.getDirectoryHandle(FOLDER, { create: true })
}

/** Bytes of exported files that are still here; 0 where the browser keeps none. */
export async function localExportBytes(): Promise<number> {
  let bytes = 0
  try {
    for await (const { size } of filesIn(await exportsFolder())) bytes += size
  } catch {
    // Private files are forbidden here.
  }
  return bytes
}

/**
 * Removes exported files that have been handed to the downloads. One that is being written stays.
 * @param extent `old`: those that no browser can still be copying
 */
export async function removeExports(extent: 'old' | 'all'): Promise<void> {
  try {
    const folder = await exportsFolder()
    for await (const { name, lastModified } of filesIn(folder)) {
      if (extent === 'old' && Date.now() - lastModified <= KEPT_MS) continue
      await folder.removeEntry(name).catch(() => undefined)
    }
  } catch {
    // Where the browser keeps nothing there is nothing to remove.
  }
}

/** Removes what is old now, and what has just been handed out as soon as nobody can be copying it any more. */
export function removeExportsInTime(): void {
  void removeExports('old')
  setTimeout(() => void removeExports('old'), KEPT_MS + 1000)
}

async function* filesIn(folder: FileSystemDirectoryHandle): AsyncGenerator<File, void, undefined> {
  for await (const handle of folder.values()) {
    if (handle.kind !== 'file') continue
    // A file can vanish while it is looked at.
    const file = await handle.getFile().catch(() => null)
    if (file !== null) yield file
  }
}
