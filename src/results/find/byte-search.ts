/** Bytes that may stand at each place of what is looked for. */
export type BytePattern = readonly (readonly number[])[]

/** A place of a pattern is one bit of a number. */
export const LONGEST_PATTERN = 31

/** Finds a pattern in bytes, skipping most of them (Horspool). */
export class ByteSearch {
  readonly #length: number
  /** For each byte, the places at which it may stand, as bits. */
  readonly #places = new Int32Array(256)
  /** For each byte, how far the pattern can move on when the byte stands at its end. */
  readonly #shifts: Uint8Array

  /** @param pattern not empty, at most 31 places */
  constructor(pattern: BytePattern) {
    const last = pattern.length - 1
    this.#length = pattern.length
    this.#shifts = new Uint8Array(256).fill(pattern.length)
    pattern.forEach((bytes, place) => {
      for (const byte of bytes) {
        this.#places[byte] = (this.#places[byte] ?? 0) | (1 << place)
        if (place < last) this.#shifts[byte] = last - place
      }
    })
  }

  /** Where the pattern stands next, from a place on; -1 when it does not. @param to end of the bytes to look at */
  next(bytes: Uint8Array, from: number, to: number): number {
    const last = this.#length - 1
    const places = this.#places
    const shifts = this.#shifts
    let end = from + last
    while (end < to) {
      const byte = bytes[end] ?? 0
      if (((places[byte] ?? 0) >> last) & 1 && this.#standsAt(bytes, end - last)) return end - last
      end += shifts[byte] ?? 1
    }
    return -1
  }

  #standsAt(bytes: Uint8Array, start: number): boolean {
    for (let place = this.#length - 2; place >= 0; place -= 1) {
      if ((((this.#places[bytes[start + place] ?? 0] ?? 0) >> place) & 1) === 0) return false
    }
    return true
  }
}
