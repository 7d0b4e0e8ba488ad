import { skipSpace, tokenEnd } from './json-tokens.ts'

/** Deeper levels are not indented further: hostile nesting would otherwise grow with its square. */
const DEEPEST_INDENT = 24

/**
 * Lays JSON out over lines without changing a character of its values: large integers keep their digits.
 * Works on the text, in one pass and without recursion, so that size and nesting are safe.
 * @param json valid JSON
 * @param limit the longest result in characters
 * @returns the text, and whether it was cut at the limit
 */
export function prettyJson(json: string, limit: number): { text: string; cut: boolean } {
  let text = ''
  let depth = 0
  let at = 0
  while (at < json.length) {
    if (text.length > limit) return { text: text.slice(0, limit), cut: true }
    const end = tokenEnd(json, at)
    const token = json.slice(at, Math.min(end, at + limit + 1))
    at = end
    switch (token) {
      case '{':
      case '[': {
        const next = skipSpace(json, at)
        if (json[next] === '}' || json[next] === ']') {
          text += `${token}${json[next]}`
          at = next + 1
        } else {
          depth += 1
          text += `${token}${lineBreak(depth)}`
        }
        break
      }
      case '}':
      case ']':
        depth -= 1
        text += `${lineBreak(depth)}${token}`
        break
      case ',':
        text += `,${lineBreak(depth)}`
        break
      case ':':
        text += ': '
        break
      default:
        text += token
    }
    at = skipSpace(json, at)
  }
  return text.length > limit ? { text: text.slice(0, limit), cut: true } : { text, cut: false }
}

function lineBreak(depth: number): string {
  return `\n${'  '.repeat(Math.max(0, Math.min(depth, DEEPEST_INDENT)))}`
}
