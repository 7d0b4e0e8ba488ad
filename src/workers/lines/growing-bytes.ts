/** Bytes of a file that can be read anywhere, as far as they are known. */
export interface ReadableBytes {
  /** @param from first byte @param to the byte after the last */
  read: (from: number, to: number) => Promise<Uint8Array>
}

interface Part {
  start: number
  blob: Blob
}

/** Small enough to keep in memory while it fills, large enough that half a gigabyte is a hundred parts. */
const PART_BYTES = 4 * 1024 * 1024

/** A file of this computer: the browser reads of it what is asked for. */
export function bytesOfFile(file: Blob): ReadableBytes {
  return { read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()) }
}

/** Bytes as they arrive, kept as blobs: those the browser keeps, on disk where they are many. */
export class GrowingBytes implements ReadableBytes {
  readonly #partBytes: number
  readonly #parts: Part[] = []
  #fresh: Uint8Array<ArrayBuffer>[] = []
  #freshStart = 0
  #size = 0

  constructor(partBytes = PART_BYTES) {
    this.#partBytes = partBytes
  }

  get size(): number {
    return this.#size
  }

  /** Adds bytes; they are copied. */
  append(bytes: Uint8Array): void {
    this.#fresh.push(new Uint8Array(bytes))
    this.#size += bytes.length
    if (this.#size - this.#freshStart < this.#partBytes) return
    this.#parts.push({ start: this.#freshStart, blob: new Blob(this.#fresh) })
    this.#fresh = []
    this.#freshStart = this.#size
  }

  async read(from: number, to: number): Promise<Uint8Array> {
    const pieces: Blob[] = []
    for (let at = this.#partAt(from); at < this.#parts.length; at += 1) {
      const part = this.#parts[at]
      if (part === undefined || part.start >= to) break
      pieces.push(part.blob.slice(Math.max(0, from - part.start), to - part.start))
    }
    if (to > this.#freshStart) {
      const fresh = new Blob(this.#fresh)
      pieces.push(fresh.slice(Math.max(0, from - this.#freshStart), to - this.#freshStart))
    }
    return new Uint8Array(await new Blob(pieces).arrayBuffer())
  }

  /** The last part that begins at or before a byte. */
  #partAt(position: number): number {
    let low = 0
    let high = this.#parts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#parts[middle]?.start ?? 0) <= position) low = middle
      else high = middle - 1
    }
    return low
  }
}
