const encoder = new TextEncoder()

const QUOTE = 0x22
const BACKSLASH = 0x5c
/** The longest escape, `\u00e9`, less the character that it ends with. */
const ESCAPE_REACH = 5

/** How the texts of messages begin in the lines of most servers, written with and without spaces. */
const BEGINNINGS = [
  '"message":{"role":"assistant","content":"',
  '"message":{"content":"',
  '{"role":"user","content":"',
  '{"role":"system","content":"',
]
  .flatMap((text) => [text, text.replaceAll(':', ': ').replaceAll(',', ', ')])
  .map((text) => encoder.encode(text))

/**
 * Whether a place in the bytes of a JSON line is inside of a message's text, told without parsing the line.
 * @param from where the line begins
 * @returns false also where it cannot be told
 */
export function isInMessage(bytes: Uint8Array, from: number, at: number): boolean {
  for (let near = Math.max(from, at - ESCAPE_REACH); near < at; near += 1) {
    if (bytes[near] === BACKSLASH) return false
  }
  const quote = openingQuote(bytes, from, at)
  return quote !== -1 && BEGINNINGS.some((beginning) => endsWith(bytes, from, quote + 1, beginning))
}

/** How many backslashes stand just before a place, in a line that begins at `from`. */
function backslashesBefore(bytes: Uint8Array, from: number, at: number): number {
  let backslashes = 0
  while (at - backslashes > from && bytes[at - backslashes - 1] === BACKSLASH) backslashes += 1
  return backslashes
}

/** The nearest quote before a place that is not escaped. */
function openingQuote(bytes: Uint8Array, from: number, at: number): number {
  let quote = at > from ? bytes.lastIndexOf(QUOTE, at - 1) : -1
  while (quote >= from) {
    const backslashes = backslashesBefore(bytes, from, quote)
    if (backslashes % 2 === 0) return quote
    const before = quote - 1 - backslashes
    quote = before < from ? -1 : bytes.lastIndexOf(QUOTE, before)
  }
  return -1
}

function endsWith(bytes: Uint8Array, from: number, end: number, ending: Uint8Array): boolean {
  const start = end - ending.length
  if (start < from) return false
  // Every hit of a search comes here: a call for each byte would be slow.
  for (let index = ending.length - 1; index >= 0; index -= 1) {
    if (bytes[start + index] !== ending[index]) return false
  }
  return true
}
