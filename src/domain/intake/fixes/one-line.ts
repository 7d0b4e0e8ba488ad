const NEWLINE = 0x0a
const CARRIAGE_RETURN = 0x0d
const SPACE = 0x20
const TAB = 0x09
const QUOTE = 0x22
const BACKSLASH = 0x5c
const LETTER_N = 0x6e
const LETTER_R = 0x72

/**
 * Puts the text of a JSON value on one line, byte by byte, so that nothing else changes: line breaks between its parts
 * go, with the indentation after them; inside of a text they become `\n` and `\r`.
 */
export function onOneLine(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(NEWLINE) && !bytes.includes(CARRIAGE_RETURN)) return bytes
  // An escaped break takes two bytes.
  const line = new Uint8Array(bytes.length * 2)
  let length = 0
  let isInString = false
  let isEscaped = false
  let isIndent = false
  for (const byte of bytes) {
    const isBreak = byte === NEWLINE || byte === CARRIAGE_RETURN
    if (isInString && isBreak) {
      line[length] = BACKSLASH
      line[length + 1] = byte === NEWLINE ? LETTER_N : LETTER_R
      length += 2
      continue
    }
    if (!isInString) {
      isIndent = isBreak || (isIndent && (byte === SPACE || byte === TAB))
      if (isIndent) continue
    }
    if (isEscaped) isEscaped = false
    else if (isInString && byte === BACKSLASH) isEscaped = true
    else if (byte === QUOTE) isInString = !isInString
    line[length] = byte
    length += 1
  }
  return line.slice(0, length)
}
