import { MemoryStore } from '../memory-store.ts'
import type { ByteStore } from '../ports.ts'
import { checksum } from './checksum.ts'
import { ReadAhead } from './read-ahead.ts'
import type { SyncFile } from './sync-file.ts'

/** Small writes cost more than their bytes: a mebibyte at a time is twice as fast as 64 KiB. */
const WRITE_BYTES = 2 * 1024 * 1024
/** What is kept in memory of the newest bytes when the file takes no more. */
const WINDOW_BYTES = 64 * 1024 * 1024

/** One write: what must stand in the file from a place on. */
export interface Segment {
  at: number
  length: number
  sum: number
}

/**
 * Bytes kept in a file, written in large pieces. When the file takes no more, the newest bytes stay in memory and
 * older ones that were never written are dropped.
 */
export class FileBytes implements ByteStore {
  readonly #file: SyncFile
  readonly #failed: (error: unknown) => void
  /** Grows up to one write: most batches are small. */
  #buffer = new Uint8Array(64 * 1024)
  #buffered = 0
  /** Bytes in the file. */
  #written: number
  #segments: Segment[] = []
  #window: MemoryStore | null = null
  readonly #ahead: ReadAhead

  /**
   * @param end bytes of the file that count; new ones go behind them
   * @param failed told once, when the file takes no more
   */
  constructor(file: SyncFile, end: number, failed: (error: unknown) => void) {
    this.#file = file
    this.#ahead = new ReadAhead(file)
    this.#written = end
    this.#failed = failed
  }

  /** Bytes taken in so far, while the file takes them. */
  get end(): number {
    return this.#written + this.#buffered
  }

  append(bytes: Uint8Array): number {
    if (this.#window === null && this.#buffered + bytes.length > WRITE_BYTES) this.write()
    if (this.#window === null && bytes.length > WRITE_BYTES) return this.#appendLarge(bytes)
    if (this.#window !== null) return this.#window.append(bytes)
    const position = this.#written + this.#buffered
    this.#reserve(bytes.length)
    this.#buffer.set(bytes, this.#buffered)
    this.#buffered += bytes.length
    return position
  }

  read(position: number, length: number): Uint8Array | null {
    if (position >= this.#written) {
      if (this.#window !== null) return this.#window.read(position, length)
      return this.#buffer.subarray(position - this.#written, position - this.#written + length)
    }
    try {
      return this.#ahead.read(position, length, this.#written)
    } catch {
      // Somebody has deleted what this site keeps while the page is open.
      return null
    }
  }

  readOn(position: number, most: number): Uint8Array | null {
    if (position < this.#written) return this.read(position, Math.min(most, this.#written - position))
    if (this.#window !== null) return this.#window.readOn(position, most)
    return this.read(position, Math.min(most, this.end - position))
  }

  /** Writes everything that is not written yet. */
  write(): void {
    if (this.#window !== null || this.#buffered === 0) return
    if (this.#tryToWrite(this.#buffer.subarray(0, this.#buffered))) this.#buffered = 0
  }

  /** What has been written since the last call. */
  takeSegments(): Segment[] {
    const segments = this.#segments
    this.#segments = []
    return segments
  }

  flush(): void {
    this.#file.flush()
  }

  #reserve(more: number): void {
    let size = this.#buffer.length
    while (size < this.#buffered + more) size = Math.min(2 * size, WRITE_BYTES)
    if (size === this.#buffer.length) return
    const larger = new Uint8Array(size)
    larger.set(this.#buffer.subarray(0, this.#buffered))
    this.#buffer = larger
  }

  #appendLarge(bytes: Uint8Array): number {
    const position = this.#written
    if (this.#tryToWrite(new Uint8Array(bytes))) return position
    return this.append(bytes)
  }

  #tryToWrite(bytes: Uint8Array<ArrayBuffer>): boolean {
    try {
      const written = this.#file.write(bytes, { at: this.#written })
      if (written < bytes.length) throw new DOMException('The storage is full.', 'QuotaExceededError')
    } catch (error) {
      this.#keepInMemory()
      this.#failed(error)
      return false
    }
    this.#segments.push({ at: this.#written, length: bytes.length, sum: checksum(bytes) })
    this.#written += bytes.length
    return true
  }

  #keepInMemory(): void {
    this.#window = new MemoryStore({ start: this.#written, mostBytes: WINDOW_BYTES })
    if (this.#buffered > 0) this.#window.append(this.#buffer.subarray(0, this.#buffered))
  }
}

/** Whether the bytes of some writes stand in a file as they were written. */
export function holdsSegments(file: SyncFile, segments: readonly Segment[]): boolean {
  return segments.every(({ at, length, sum }) => {
    const bytes = new Uint8Array(length)
    return file.read(bytes, { at }) === length && checksum(bytes) === sum
  })
}
