/** What the bytes of a line say, and the bytes themselves where the text does not tell them. */
export interface ExactText {
  text: string
  /** A copy of the bytes where they are not the UTF-8 of the text; `null` where they are. */
  bytes: Uint8Array<ArrayBuffer> | null
}

const strict = new TextDecoder('utf-8', { fatal: true })
const lenient = new TextDecoder()

const MARK = [0xef, 0xbb, 0xbf]

/** Reads a line so that it can be written again byte for byte: also one with broken characters or a byte order mark. */
export function exactText(bytes: Uint8Array): ExactText {
  try {
    if (!MARK.every((byte, at) => bytes[at] === byte)) return { text: strict.decode(bytes), bytes: null }
  } catch {
    // Not UTF-8: a text is then less than the bytes.
  }
  return { text: lenient.decode(bytes), bytes: new Uint8Array(bytes) }
}
