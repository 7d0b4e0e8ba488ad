import { joinPieces } from './lines.ts'

/** One JSON object or array at the top level of a text, which may span lines. */
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
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const NOTHING = new Uint8Array(0)

interface ValueSplitterOptions {
  /** The line on which the text begins, from 1. */
  line: number
  /** Whether an array at the top level stands for its elements. */
  opensArrays: boolean
  /** Bytes of a value that are kept at most. */
  longestValue: number
}

/**
 * Cuts a text into its JSON objects by counting brackets outside of strings, so that requests are found which are
 * spread over several lines or stand in one array. What stands between objects is skipped.
 */
export class ValueSplitter {
  readonly #options: ValueSplitterOptions
  #line: number
  #valueLine = 0
  #depth = 0
  #isInArray = false
  #isInString = false
  #isEscaped = false
  #pieces: Uint8Array[] = []
  #kept = 0

  constructor(options: ValueSplitterOptions) {
    this.#options = options
    this.#line = options.line
  }

  /** Whether a value has begun that has not ended. */
  get isInside(): boolean {
    return this.#depth > 0
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
        this.#isInString = this.#depth > 0
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (this.#begin(byte)) from = at
      } else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && this.#end(byte)) {
        this.#keep(chunk.subarray(from, at + 1))
        yield this.#take(true)
      }
    }
    if (this.#depth > 0) this.#keep(chunk.subarray(from))
  }

  /** The last value when the text ends inside of it. */
  *end(): Generator<FileValue, void, undefined> {
    if (this.#depth === 0) return
    this.#depth = 0
    yield this.#take(false)
  }

  /** @returns whether a value begins here */
  #begin(byte: number): boolean {
    if (this.#depth === 0 && byte === OPEN_BRACKET && this.#options.opensArrays && !this.#isInArray) {
      this.#isInArray = true
      return false
    }
    this.#depth += 1
    if (this.#depth > 1) return false
    this.#valueLine = this.#line
    return true
  }

  /** @returns whether a value ends here */
  #end(byte: number): boolean {
    if (this.#depth === 0) {
      if (byte === CLOSE_BRACKET) this.#isInArray = false
      return false
    }
    this.#depth -= 1
    return this.#depth === 0
  }

  #keep(piece: Uint8Array): void {
    this.#kept += piece.length
    if (this.#kept <= this.#options.longestValue) this.#pieces.push(piece)
    else this.#pieces = []
  }

  #take(isComplete: boolean): FileValue {
    const isTooLong = this.#kept > this.#options.longestValue
    const bytes = isTooLong ? NOTHING : joinPieces(this.#pieces)
    this.#pieces = []
    this.#kept = 0
    this.#isInString = false
    this.#isEscaped = false
    return { line: this.#valueLine, bytes, isComplete, isTooLong }
  }
}
