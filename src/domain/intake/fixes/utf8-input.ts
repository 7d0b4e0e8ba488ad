import { HEAD_BYTES, readHead } from '../file-nature.ts'
import { joinPieces } from '../../jsonl/lines.ts'

const encoder = new TextEncoder()

/** Hands the bytes of a text on as UTF-8, whichever of UTF-8 and UTF-16 it is stored in. */
export class Utf8Input {
  readonly #take: (bytes: Uint8Array) => void
  #start: Uint8Array[] | null = []
  #startBytes = 0
  #decoder: TextDecoder | null = null

  constructor(take: (bytes: Uint8Array) => void) {
    this.#take = take
  }

  /** Whether the text is stored in UTF-16. */
  get isWide(): boolean {
    return this.#decoder !== null
  }

  push(chunk: Uint8Array): void {
    if (!this.#start) return this.#pass(chunk)
    this.#start.push(chunk)
    this.#startBytes += chunk.length
    if (this.#startBytes >= HEAD_BYTES) this.#begin(this.#start)
  }

  finish(): void {
    if (this.#start) this.#begin(this.#start)
    if (this.#decoder) this.#take(encoder.encode(this.#decoder.decode()))
  }

  #begin(pieces: readonly Uint8Array[]): void {
    this.#start = null
    const bytes = joinPieces(pieces)
    const head = readHead(bytes.subarray(0, HEAD_BYTES))
    if (head.kind === 'other' && head.nature === 'utf_16') {
      const isBigEndian = bytes[0] === 0xfe || bytes[0] === 0
      this.#decoder = new TextDecoder(isBigEndian ? 'utf-16be' : 'utf-16le')
    }
    this.#pass(bytes)
  }

  #pass(bytes: Uint8Array): void {
    this.#take(this.#decoder ? encoder.encode(this.#decoder.decode(bytes, { stream: true })) : bytes)
  }
}
