/** Why a file's content could not be had. `message` is a sentence for people. */
export interface ContentFailure {
  /** `transient`: the same request may succeed later. `gone`: the file is deleted or not this account's. */
  kind: 'transient' | 'needs_key' | 'gone'
  message: string
  /** How long the server asks to wait. */
  retryAfterSeconds: number | null
}

/** The content of a file as it arrives; iterating throws when the stream is cut or the signal aborts. */
export interface Content {
  kind: 'content'
  chunks: AsyncIterable<Uint8Array>
}

/**
 * Asks for a file's content from a line on (`GET /files/{id}/content?offset=N&skip=N`).
 * Rejects only when `signal` aborts.
 * @param from number of lines to leave out, blank ones not counted
 */
export type FetchContent = (
  fileId: string,
  from: number,
  signal: AbortSignal,
) => Promise<Content | ContentFailure>

/** Time as the sync sees it. */
export interface Clock {
  /** Unix milliseconds. */
  now: () => number
  /** Resolves after so many milliseconds, or at once when `signal` aborts. Never rejects. */
  wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** From 0 up to 1, to spread the pauses of many pages. */
  random: () => number
}

/** Bytes that are only ever added to. Implementations are synchronous: they live in a worker. */
export interface ByteStore {
  /** Adds bytes and returns where they begin. */
  append: (bytes: Uint8Array) => number
  /** The bytes of one earlier `append`, valid until the next call; `null` when they are not kept any more. */
  read: (position: number, length: number) => Uint8Array | null
  /**
   * As many bytes from the beginning of one `append` on as lie together, at least those of that one and at most so many;
   * valid until the next call, `null` when they are not kept any more.
   */
  readOn: (position: number, most: number) => Uint8Array | null
}
