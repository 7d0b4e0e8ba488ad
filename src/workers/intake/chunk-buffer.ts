/** Large writes: small ones cost the private file system more than the bytes. */
const CHUNK_BYTES = 2 * 1024 * 1024

/** Collects bytes into large chunks. Each chunk is a buffer of its own, which may be kept. */
export class ChunkBuffer {
  readonly #take: (chunk: Uint8Array<ArrayBuffer>) => void
  #chunk: Uint8Array<ArrayBuffer> | null = null
  #length = 0
  /** All bytes written so far. */
  bytes = 0

  constructor(take: (chunk: Uint8Array<ArrayBuffer>) => void) {
    this.#take = take
  }

  /** Copies the bytes. */
  write(bytes: Uint8Array): void {
    this.bytes += bytes.length
    for (let from = 0; from < bytes.length;) {
      this.#chunk ??= new Uint8Array(CHUNK_BYTES)
      const piece = bytes.subarray(from, from + CHUNK_BYTES - this.#length)
      this.#chunk.set(piece, this.#length)
      this.#length += piece.length
      from += piece.length
      if (this.#length === CHUNK_BYTES) this.flush()
    }
  }

  /** Hands out what is left. */
  flush(): void {
    if (!this.#chunk) return
    this.#take(this.#chunk.subarray(0, this.#length))
    this.#chunk = null
    this.#length = 0
  }
}
