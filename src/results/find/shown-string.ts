import { parseJson, textOf } from '../../domain/results/json.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

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
 * How lines begin whose messages are shown each by itself: with the list of them right in the body. It is told only where
 * nothing else is nested before it.
 */
const LISTED_IN_REQUEST = /^\{[^{}[\]]*"body": ?\{[^{}[\]]*"messages": ?\[/
const LISTED_IN_RESULT = /^\{[^{}[\]]*"response": ?\{[^{}[\]]*"body": ?\{[^{}[\]]*"choices": ?\[/

/**
 * Whether a place in the bytes of a JSON line is inside of a message's text, told without parsing the line.
 * @param from where the line begins
 * @returns false also where it cannot be told
 */
export function isInMessage(bytes: Uint8Array, from: number, at: number): boolean {
  for (let near = Math.max(from, at - ESCAPE_REACH); near < at; near += 1) {
    if (bytes[near] === BACKSLASH) return false
  }
  return messageQuote(bytes, from, at) !== -1
}

/**
 * The text of the message that a place in the bytes of a JSON line is inside of, told without parsing the line.
 * @param line the bytes of one line
 * @returns `null` where the place is elsewhere, and where it cannot be told
 */
export function messageAround(line: Uint8Array, at: number): string | null {
  const start = messageQuote(line, 0, at)
  if (start === -1) return null
  const before = decoder.decode(line.subarray(0, start))
  if (!LISTED_IN_REQUEST.test(before) && !LISTED_IN_RESULT.test(before)) return null
  const end = closingQuote(line, start + 1)
  if (end === -1) return null
  // With its quotes: by themselves, the first characters of a text could be taken for the mark of an encoding.
  const written = decoder.decode(line.subarray(start, end + 1))
  return written.includes('\\') ? textOf(parseJson(written)) : written.slice(1, -1)
}

/** The quote at which the text of a message begins that a place is inside of; -1 where there is none. */
function messageQuote(bytes: Uint8Array, from: number, at: number): number {
  const quote = openingQuote(bytes, from, at)
  if (quote === -1) return -1
  return BEGINNINGS.some((beginning) => endsWith(bytes, from, quote + 1, beginning)) ? quote : -1
}

/** The first quote of a line from a place in a string on that is not escaped; -1 where there is none. */
function closingQuote(line: Uint8Array, at: number): number {
  let quote = line.indexOf(QUOTE, at)
  while (quote !== -1 && backslashesBefore(line, at, quote) % 2 !== 0) quote = line.indexOf(QUOTE, quote + 1)
  return quote
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
