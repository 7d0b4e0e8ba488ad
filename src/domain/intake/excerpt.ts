/** A short piece of a file, with the offending part told apart. */
export interface Excerpt {
  before: string
  marked: string
  after: string
}

const MOST_MARKED = 80
const MOST_AROUND = 36

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * A copy of a short text. Engines keep the whole line alive behind a slice of it, so a hundred kept slices
 * of 10 MB lines would be 1 GB.
 */
function copyOf(text: string): string {
  return decoder.decode(encoder.encode(text))
}

/** The beginning of a text, at most `most` characters, with "…" for what is left out. */
export function shorten(text: string, most = MOST_MARKED): string {
  return text.length <= most ? copyOf(text) : `${copyOf(text.slice(0, most - 1))}…`
}

/** The text around a place, with `length` characters marked. @param at index of the first marked character */
export function excerptAround(text: string, at: number, length = 1): Excerpt {
  const from = Math.max(0, at - MOST_AROUND)
  const end = Math.min(text.length, at + length)
  const to = Math.min(text.length, end + MOST_AROUND)
  return {
    before: `${from > 0 ? '…' : ''}${copyOf(text.slice(from, at))}`,
    marked: shorten(text.slice(at, end)),
    after: `${copyOf(text.slice(end, to))}${to < text.length ? '…' : ''}`,
  }
}

/** A parsed value in a few characters of JSON; what is inside of lists and objects is left out. */
function shortJson(value: unknown): string {
  if (value === undefined) return 'missing'
  if (typeof value === 'string') return JSON.stringify(shorten(value, MOST_MARKED))
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]'
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0 ? '{}' : '{…}'
  return String(value)
}

/** A field and its value as they stand in the file, as far as a parsed value tells. */
export function excerptOfField(path: string, value: unknown): Excerpt {
  return { before: `${path}: `, marked: shortJson(value), after: '' }
}
