declare global {
  interface FileSystemFileHandle {
    /** Not in every browser. */
    remove?: () => Promise<void>
  }
}

/**
 * Removes a file that a person was asked for and that nothing was written to: the browser made it when it was
 * chosen. Where the browser does not allow that, the empty file stays.
 */
export async function removeIfEmpty(handle: FileSystemFileHandle): Promise<void> {
  try {
    const { size } = await handle.getFile()
    if (size === 0) await handle.remove?.()
  } catch {
    // It is gone already, or may not be removed.
  }
}
