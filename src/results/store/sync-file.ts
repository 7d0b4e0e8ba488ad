/**
 * A file that is read and written in place, at once: the part of `FileSystemSyncAccessHandle` that stores use.
 * Writing throws where the browser's storage is full, or returns fewer bytes than it was given.
 */
export interface SyncFile {
  read: (buffer: Uint8Array, options: { at: number }) => number
  write: (buffer: Uint8Array<ArrayBuffer>, options: { at: number }) => number
  truncate: (size: number) => void
  getSize: () => number
  /** Returns when everything written is safe, also from a power cut. */
  flush: () => void
  close: () => void
}

/** The files of one batch. */
export interface StoreFiles {
  /** Lines of the input file. */
  requests: SyncFile
  /** Lines of the output file and of the error file, in order of arrival. */
  results: SyncFile
  /** What became of each line, and how far reading had come. */
  journal: SyncFile
}
