const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenient = new TextDecoder('utf-8', { ignoreBOM: true })
const encoder = new TextEncoder()
const REPLACEMENT = '\uFFFD'
const REPLACEMENT_BYTES = [0xef, 0xbf, 0xbd]

export interface DecodedText {
  text: string
  /** Index of the character that stands for the first bytes that are no UTF-8; `null` when all are. */
  invalidAt: number | null
}

/** Decodes UTF-8 and says where it is invalid; there U+FFFD takes the place of the bytes. */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
  try {
    return { text: strict.decode(bytes), invalidAt: null }
  } catch {
    const text = lenient.decode(bytes)
    return { text, invalidAt: firstInvalid(text, bytes) }
  }
}

/** A file may hold genuine U+FFFD: the first one whose bytes do not say so stands for the fault. */
function firstInvalid(text: string, bytes: Uint8Array): number {
  let offset = 0
  let from = 0
  for (;;) {
    const at = text.indexOf(REPLACEMENT, from)
    offset += encoder.encode(text.slice(from, at)).length
    if (REPLACEMENT_BYTES.some((byte, index) => bytes[offset + index] !== byte)) return at
    offset += REPLACEMENT_BYTES.length
    from = at + 1
  }
}
