/** What is known of a text. */
export interface Verdict {
  /** Has what is searched for. */
  hasText: boolean
  /** Meets the filters by field and cause. */
  meets: boolean
}

const KNOWN = 1
const HAS_TEXT = 2
const MEETS = 4

/** Verdicts on many texts, by number. A verdict holds for the text that lay at one place, and for no other. */
export class Verdicts {
  #codes = new Uint8Array(1024)
  #positions = new Float64Array(1024)

  /** @param position where the text lies now */
  isKnown(at: number, position: number): boolean {
    return ((this.#codes[at] ?? 0) & KNOWN) !== 0 && this.#positions[at] === position
  }

  hasText(at: number): boolean {
    return ((this.#codes[at] ?? 0) & HAS_TEXT) !== 0
  }

  meets(at: number): boolean {
    return ((this.#codes[at] ?? 0) & MEETS) !== 0
  }

  set(at: number, position: number, { hasText, meets }: Verdict): void {
    this.#reserve(at + 1)
    this.#codes[at] = KNOWN | (hasText ? HAS_TEXT : 0) | (meets ? MEETS : 0)
    this.#positions[at] = position
  }

  #reserve(length: number): void {
    if (length <= this.#codes.length) return
    const codes = new Uint8Array(2 * length)
    codes.set(this.#codes)
    const positions = new Float64Array(2 * length)
    positions.set(this.#positions)
    this.#codes = codes
    this.#positions = positions
  }
}
