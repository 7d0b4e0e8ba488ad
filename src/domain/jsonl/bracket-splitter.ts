import { joinPieces } from './lines.ts'

/** One JSON value of a text, which may span lines. */
export interface FileValue {
  /** The line on which it begins, from 1. */
  line: number
  bytes: Uint8Array
  /** False for the last one when the text ends inside of it. */
  isComplete: boolean
  /** It is longer than the splitter keeps: `bytes` is empty. */
  isTooLong: boolean
}

const NEWLINE = 0x0a
const QUOTE = 0x22
const BACKSLASH = 0x5c
export const OPEN_BRACKET = 0x5b
export const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const NOTHING = new Uint8Array(0)

/**
 * Cuts a text into JSON values by counting brackets outside of strings. Which brackets begin and end a value is what
 * the kinds of splitters differ in.
 */
export abstract class BracketSplitter {
  readonly #longestValue: number
  #line: number
  #valueLine = 0
  #isInString = false
  #isEscaped = false
  #pieces: Uint8Array[] = []
  #kept = 0
  /** Brackets that are open. */
  protected depth = 0

  /**
   * @param line the line on which the text begins, from 1
   * @param longestValue bytes of a value that are kept at most
   */
  constructor(line: number, longestValue: number) {
    this.#line = line
    this.#longestValue = longestValue
  }

  /** Lines begun so far. */
  get line(): number {
    return this.#line
  }

  /** The values that end inside this chunk. Consume them all before pushing the next chunk. */
  *push(chunk: Uint8Array): Generator<FileValue, void, undefined> {
    let from = 0
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at]
      if (byte === NEWLINE) this.#line += 1
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false
        else if (byte === BACKSLASH) this.#isEscaped = true
        else if (byte === QUOTE) this.#isInString = false
      } else if (byte === QUOTE) {
        this.#isInString = this.depth > 0
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (!this.opens(byte)) continue
        from = at
        this.#begin()
      } else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && this.closes(byte)) {
        this.#keep(chunk.subarray(from, at + 1))
        yield this.#take(true)
      }
    }
    if (this.isKeeping()) this.#keep(chunk.subarray(from))
  }

  /** The last value when the text ends inside of it. */
  *end(): Generator<FileValue, void, undefined> {
    if (!this.isKeeping()) return
    yield this.#take(false)
    this.depth = 0
  }

  /** Counts an opening bracket. @returns whether a value begins here; one that was being kept is given up for it */
  protected abstract opens(bracket: number): boolean

  /** Counts a closing bracket. @returns whether the value that is being kept ends here */
  protected abstract closes(bracket: number): boolean

  /** Whether a value has begun that has not ended. */
  protected abstract isKeeping(): boolean

  #begin(): void {
    this.#valueLine = this.#line
    this.#pieces = []
    this.#kept = 0
  }

  #keep(piece: Uint8Array): void {
    this.#kept += piece.length
    if (this.#kept <= this.#longestValue) this.#pieces.push(piece)
    else this.#pieces = []
  }

  #take(isComplete: boolean): FileValue {
    const isTooLong = this.#kept > this.#longestValue
    const bytes = isTooLong ? NOTHING : joinPieces(this.#pieces)
    this.#pieces = []
    this.#kept = 0
    this.#isInString = false
    this.#isEscaped = false
    return { line: this.#valueLine, bytes, isComplete, isTooLong }
  }
}
