/** What a rewritten file is kept in until it is uploaded: a folder for each tab in the browser's private file system. */
const FOLDER = 'intake-scratch'
/** Held as long as a tab lives, by the name of its folder. */
const LOCK_PREFIX = 'batch-console.intake.'

let own: Promise<string | null> | null = null

async function takeFolder(): Promise<string | null> {
  // Both exist only in secure contexts.
  if (!('locks' in navigator) || !('storage' in navigator)) return null
  const name = crypto.randomUUID()
  const isHeld = Promise.withResolvers<string | null>()
  navigator.locks
    .request(`${LOCK_PREFIX}${name}`, () => {
      isHeld.resolve(name)
      return new Promise<never>(() => {})
    })
    .catch(() => isHeld.resolve(null))
  return isHeld.promise
}

/** The name of this tab's folder; `null` where the browser has no private file system. */
export function ownFolder(): Promise<string | null> {
  own ??= takeFolder()
  return own
}

/** Where a scratch file is kept. */
export interface ScratchPlace {
  /** From `ownFolder`. */
  folder: string
  name: string
}

async function folders(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  return root.getDirectoryHandle(FOLDER, { create: true })
}

/** Makes a scratch file. @throws DOMException where private files are forbidden */
export async function createScratch({ folder, name }: ScratchPlace): Promise<FileSystemFileHandle> {
  const directory = await (await folders()).getDirectoryHandle(folder, { create: true })
  return directory.getFileHandle(name, { create: true })
}

/** Removes a scratch file; one that is still being written is left to the next start. */
export async function removeScratch({ folder, name }: ScratchPlace): Promise<void> {
  try {
    const directory = await (await folders()).getDirectoryHandle(folder)
    await directory.removeEntry(name)
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}

/** Removes the folders of tabs that are gone. */
export async function removeLeftovers(): Promise<void> {
  if (!('locks' in navigator) || !('storage' in navigator)) return
  try {
    const all = await folders()
    for await (const name of all.keys()) {
      await navigator.locks.request(`${LOCK_PREFIX}${name}`, { ifAvailable: true }, async (lock) => {
        if (lock) await all.removeEntry(name, { recursive: true })
      })
    }
  } catch (error) {
    // Private files are forbidden here, or another tab is removing the same.
    if (!(error instanceof DOMException)) throw error
  }
}
