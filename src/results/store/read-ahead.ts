import type { SyncFile } from './sync-file.ts'

/** Bytes read at once where reads lie close together. */
const PIECE_BYTES = 512 * 1024
/** Of them, those before what was asked for: rows are seldom exactly in the order in which they arrived. */
const BEFORE_BYTES = 128 * 1024

/**
 * Reads parts of a file that only grows. Each read of a file takes about as long as reading a hundred times as much:
 * where one read lies close to the last, a larger piece is read, and the next ones are served from it.
 */
export class ReadAhead {
  readonly #file: Pick<SyncFile, 'read'>
  #scratch = new Uint8Array(4096)
  /** Where the last read began. */
  #last = Number.NEGATIVE_INFINITY
  #piece: Uint8Array | null = null
  #pieceAt = 0
  #pieceLength = 0

  constructor(file: Pick<SyncFile, 'read'>) {
    this.#file = file
  }

  /**
   * Bytes, valid until the next call; `null` when they are not there.
   * @param end of what is in the file for good
   * @throws when the file cannot be read
   */
  read(position: number, length: number, end: number): Uint8Array | null {
    const isNear = Math.abs(position - this.#last) < PIECE_BYTES
    this.#last = position
    if (!this.#hasPiece(position, length) && isNear) this.#readPiece(position, length, end)
    if (this.#piece !== null && this.#hasPiece(position, length)) {
      return this.#piece.subarray(position - this.#pieceAt, position - this.#pieceAt + length)
    }
    if (this.#scratch.length < length) this.#scratch = new Uint8Array(2 * length)
    const bytes = this.#scratch.subarray(0, length)
    return this.#file.read(bytes, { at: position }) === length ? bytes : null
  }

  #hasPiece(position: number, length: number): boolean {
    return position >= this.#pieceAt && position + length <= this.#pieceAt + this.#pieceLength
  }

  #readPiece(position: number, length: number, end: number): void {
    if (BEFORE_BYTES + length > PIECE_BYTES) return
    this.#piece ??= new Uint8Array(PIECE_BYTES)
    this.#pieceAt = Math.max(0, position - BEFORE_BYTES)
    const wanted = this.#piece.subarray(0, Math.max(0, Math.min(PIECE_BYTES, end - this.#pieceAt)))
    // Until it has been read, it holds nothing.
    this.#pieceLength = 0
    this.#pieceLength = this.#file.read(wanted, { at: this.#pieceAt })
  }
}
