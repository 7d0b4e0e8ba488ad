import { createScratch, type ScratchPlace } from './scratch-folder.ts'

/** The part of `FileSystemSyncAccessHandle` that writing needs. */
interface SyncWriter {
  /** @returns bytes written, fewer where the storage is full */
  write: (bytes: Uint8Array<ArrayBuffer>, options: { at: number }) => number
  flush: () => void
  close: () => void
}

interface WithSyncWriter {
  createSyncAccessHandle: () => Promise<SyncWriter>
}

function canWriteAtOnce(handle: FileSystemFileHandle): handle is FileSystemFileHandle & WithSyncWriter {
  return 'createSyncAccessHandle' in handle
}

/** A file that is written once, from its beginning to its end. */
export interface ScratchFile {
  write: (bytes: Uint8Array<ArrayBuffer>) => void
  /** What was written, as parts of a file that the browser keeps outside of the heap. */
  finish: () => Promise<Blob[]>
}

/**
 * Opens a file for writing: in the browser's private file system, or as parts in its blob storage where that does not
 * exist or is full.
 * @param place `null` for parts only
 */
export async function openScratch(place: ScratchPlace | null): Promise<ScratchFile> {
  const parts: Blob[] = []
  const handle = place && (await openHandle(place))
  if (!handle) return { write: (bytes) => void parts.push(new Blob([bytes])), finish: async () => parts }
  const { file, writer } = handle
  let at = 0
  let isFull = false
  return {
    write: (bytes) => {
      const written = isFull ? 0 : writeSome(writer, bytes, at)
      at += written
      isFull = written < bytes.length
      if (isFull) parts.push(new Blob([bytes.subarray(written)]))
    },
    finish: async () => {
      writer.flush()
      writer.close()
      return [await file.getFile(), ...parts]
    },
  }
}

async function openHandle(
  place: ScratchPlace,
): Promise<{ file: FileSystemFileHandle; writer: SyncWriter } | null> {
  try {
    const file = await createScratch(place)
    return canWriteAtOnce(file) ? { file, writer: await file.createSyncAccessHandle() } : null
  } catch (error) {
    // Private windows of some browsers forbid private files.
    if (error instanceof DOMException) return null
    throw error
  }
}

/** @returns bytes that found room */
function writeSome(writer: SyncWriter, bytes: Uint8Array<ArrayBuffer>, at: number): number {
  try {
    return writer.write(bytes, { at })
  } catch (error) {
    if (error instanceof DOMException) return 0
    throw error
  }
}
