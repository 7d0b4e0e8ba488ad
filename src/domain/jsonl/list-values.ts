import { joinPieces } from './lines.ts'
import type { FileValue } from './values.ts'

const NEWLINE = 0x0a
const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const NOTHING = new Uint8Array(0)

/** Depths of brackets: the object around the list, the list, and an entry of it. */
const OBJECT = 1
const LIST = 2
const ENTRY = 3

/**
 * Cuts a text into the entries of the lists that stand in objects at its top level, such as
 * `{"requests":[{…},{…}]}`, by counting brackets outside of strings. An object without such a list is a value itself;
 * what stands beside a list is skipped.
 */
export class ListSplitter {
  readonly #longestValue: number
  #line = 1
  #valueLine = 0
  #depth = 0
  #isInList = false
  #isInString = false
  #isEscaped = false
  /** What is being kept: an object in which no list was found yet, or an entry. */
  #keeping: 'object' | 'entry' | null = null
  #pieces: Uint8Array[] = []
  #kept = 0

  /** @param longestValue bytes of a value that are kept at most */
  constructor(longestValue: number) {
    this.#longestValue = longestValue
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
      } else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && this.#end()) {
        this.#keep(chunk.subarray(from, at + 1))
        yield this.#take(true)
      }
    }
    if (this.#keeping !== null) this.#keep(chunk.subarray(from))
  }

  /** The last value when the text ends inside of it. */
  *end(): Generator<FileValue, void, undefined> {
    if (this.#keeping !== null) yield this.#take(false)
  }

  /** @returns whether a value begins here */
  #begin(byte: number): boolean {
    this.#depth += 1
    if (this.#depth === OBJECT) return this.#start('object')
    if (this.#depth === LIST && byte === OPEN_BRACKET) this.#isInList = true
    return this.#depth === ENTRY && this.#isInList ? this.#start('entry') : false
  }

  #start(keeping: 'object' | 'entry'): true {
    this.#keeping = keeping
    this.#valueLine = this.#line
    this.#pieces = []
    this.#kept = 0
    return true
  }

  /** @returns whether a value ends here */
  #end(): boolean {
    if (this.#depth === 0) return false
    this.#depth -= 1
    if (this.#depth < LIST) this.#isInList = false
    return this.#keeping === 'entry' ? this.#depth === LIST : this.#keeping === 'object' && this.#depth === 0
  }

  #keep(piece: Uint8Array): void {
    this.#kept += piece.length
    if (this.#kept <= this.#longestValue) this.#pieces.push(piece)
    else this.#pieces = []
  }

  #take(isComplete: boolean): FileValue {
    const isTooLong = this.#kept > this.#longestValue
    const bytes = isTooLong ? NOTHING : joinPieces(this.#pieces)
    this.#keeping = null
    this.#pieces = []
    this.#kept = 0
    return { line: this.#valueLine, bytes, isComplete, isTooLong }
  }
}
