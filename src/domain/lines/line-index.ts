const NEWLINE = 0x0a
const CARRIAGE_RETURN = 0x0d
const SPACE = 0x20
const TAB = 0x09

/** Where a line that is not blank stands in its file. */
export interface LinePosition {
  /** As an editor counts, blank lines included, from 1. */
  number: number
  /** Offset of its first byte. */
  start: number
  /** Its bytes without the line end. */
  length: number
}

/** Figures kept for each line: number, start, length. */
const FIELDS = 3
/** Forty times what a batch takes; a file of nothing but line breaks and brackets would fill the memory. */
const MOST_LINES = 2_000_000

/**
 * Knows where every line of a file stands without keeping any of its bytes: 24 bytes a line. As in
 * `LineSplitter`, only 0x0A ends a line, one 0x0D before it belongs to the line end, the last line needs no end,
 * and blank lines are left out but keep their number.
 */
export class LineIndex {
  readonly #mostLines: number
  #figures = new Float64Array(FIELDS * 1024)
  #count = 0
  #number = 0
  #position = 0
  #lineStart = 0
  #isBlank = true
  #lastByte = 0
  #isFull = false

  /** @param mostLines lines kept at most; what follows them is only counted */
  constructor(mostLines = MOST_LINES) {
    this.#mostLines = mostLines
  }

  /** Whether the file has more lines than are kept. */
  get isFull(): boolean {
    return this.#isFull
  }

  /** Lines found so far that are not blank. */
  get count(): number {
    return this.#count
  }

  /** All lines found so far, blank ones included. */
  get numbered(): number {
    return this.#number
  }

  /** Bytes taken so far. */
  get bytes(): number {
    return this.#position
  }

  /** Takes the next bytes of the file. */
  push(chunk: Uint8Array): void {
    let from = 0
    for (;;) {
      const end = chunk.indexOf(NEWLINE, from)
      if (end === -1) break
      this.#look(chunk, from, end)
      this.#take(this.#position + end)
      this.#lineStart = this.#position + end + 1
      from = end + 1
    }
    this.#look(chunk, from, chunk.length)
    this.#position += chunk.length
  }

  /** Takes the last line where the file does not end with a line end. Nothing may be pushed afterwards. */
  end(): void {
    if (this.#position > this.#lineStart) this.#take(this.#position)
    this.#lineStart = this.#position
  }

  /** @param index among the lines that are not blank, from 0; `null` where there is none (yet) */
  at(index: number): LinePosition | null {
    if (index < 0 || index >= this.#count) return null
    return {
      number: this.#figure(index, 0),
      start: this.#figure(index, 1),
      length: this.#figure(index, 2),
    }
  }

  /** The first line that is not blank from a number on; the count of lines when there is none (yet). */
  indexFrom(number: number): number {
    let low = 0
    let high = this.#count
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if (this.#figure(middle, 0) < number) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Most lines show with their first byte that they are not blank. */
  #look(chunk: Uint8Array, from: number, to: number): void {
    if (to > from) this.#lastByte = chunk[to - 1] ?? 0
    for (let at = from; this.#isBlank && at < to; at += 1) {
      const byte = chunk[at]
      this.#isBlank = byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN
    }
  }

  #take(end: number): void {
    this.#number += 1
    if (this.#count === this.#mostLines) {
      this.#isFull ||= !this.#isBlank
    } else if (!this.#isBlank) {
      if ((this.#count + 1) * FIELDS > this.#figures.length) this.#grow()
      const length = end - this.#lineStart - (this.#lastByte === CARRIAGE_RETURN ? 1 : 0)
      this.#figures.set([this.#number, this.#lineStart, length], this.#count * FIELDS)
      this.#count += 1
    }
    this.#isBlank = true
    this.#lastByte = 0
  }

  #grow(): void {
    const larger = new Float64Array(this.#figures.length * 2)
    larger.set(this.#figures)
    this.#figures = larger
  }

  #figure(index: number, field: number): number {
    return this.#figures[index * FIELDS + field] ?? 0
  }
}
