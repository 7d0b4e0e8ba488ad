import { fieldText } from './answer-fields.ts'
import { skipSpace, tokenEnd, valueEnd } from './json-tokens.ts'

/** What a JSON value is. */
export type JsonKind = 'object' | 'array' | 'text' | 'other'

/** One entry of an object or an array. `json` is its value as it was written. */
export interface JsonEntry {
  /** The name in an object, the place from 0 in an array. */
  name: string
  json: string
}

/** @param json valid JSON without white space around it */
export function jsonKind(json: string): JsonKind {
  switch (json[0]) {
    case '{':
      return 'object'
    case '[':
      return 'array'
    case '"':
      return 'text'
    default:
      return 'other'
  }
}

/**
 * The entries of an object or an array, without looking into them: nesting costs nothing, and numbers keep their
 * digits.
 * @param json valid JSON that begins with its brace or bracket
 */
export function jsonEntries(json: string): JsonEntry[] {
  const entries: JsonEntry[] = []
  const isObject = json.startsWith('{')
  let at = skipSpace(json, 1)
  while (at < json.length && json[at] !== '}' && json[at] !== ']') {
    let name = String(entries.length)
    if (isObject) {
      const keyEnd = tokenEnd(json, at)
      name = fieldText(json.slice(at, keyEnd))
      at = skipSpace(json, skipSpace(json, keyEnd) + 1)
    }
    const end = valueEnd(json, at)
    entries.push({ name, json: json.slice(at, end) })
    at = skipSpace(json, end)
    if (json[at] === ',') at = skipSpace(json, at + 1)
  }
  return entries
}
