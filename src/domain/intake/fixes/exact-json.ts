/** Enclose a number whose digits JavaScript cannot keep; characters for private use, which no text needs. */
const OPEN = '\uE000'
const CLOSE = '\uE001'

/** Whether a text may hold such a number: cheap, and never wrong when it says no. */
const LONG_NUMBER = /[\d.]{16}|\d[eE][+-]?\d\d/

/** The strings and numbers of a JSON text. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g

const HELD_NUMBER = /"\uE000([^"\uE001]*)\uE001"/g

/**
 * Parses JSON so that `writeExact` can give every number back digit by digit: one that JavaScript would round stands
 * as a text with its digits in it.
 * @param parsed what `JSON.parse` made of the text
 * @returns `null` when that is not possible, because the text uses the characters that would mark such numbers
 */
export function readExact(text: string, parsed: unknown): { value: unknown } | null {
  if (!LONG_NUMBER.test(text)) return { value: parsed }
  if (text.includes(OPEN)) return null
  let isRounded = false
  const held = text.replace(STRING_OR_NUMBER, (token) => {
    if (token.startsWith('"') || !isRoundedBy(token)) return token
    isRounded = true
    return `"${OPEN}${token}${CLOSE}"`
  })
  return { value: isRounded ? JSON.parse(held) : parsed }
}

function isRoundedBy(token: string): boolean {
  const value = Number(token)
  if (String(value) === token) return false
  return !Number.isFinite(value) || token.replace(/[eE].*$/, '').replaceAll(/[-.]/g, '').length > 15
}

/** Writes a value as JSON on one line, with all digits of the numbers that `readExact` held. */
export function writeExact(value: unknown): string {
  const text = JSON.stringify(value)
  return text.includes(OPEN) ? text.replaceAll(HELD_NUMBER, '$1') : text
}

/** The digits of a number as they stand in the file; `null` for anything else. */
export function digitsOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  const isHeld = typeof value === 'string' && value.startsWith(OPEN) && value.endsWith(CLOSE)
  return isHeld ? value.slice(1, -1) : null
}
