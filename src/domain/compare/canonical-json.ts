import { fieldText } from '../results/answer-fields.ts'
import { isRecord, parseJson } from '../results/json.ts'
import { jsonEntries, jsonKind } from '../results/json-entries.ts'
import { skipSpace } from '../results/json-tokens.ts'

/** A number that may not survive `JSON.parse`: more digits than a double holds, or an exponent. */
const DELICATE_NUMBER = /[\d.]{16}|\d[eE][+-]?\d/

/**
 * A JSON object or array in one form for all ways to write it: names sorted, no white space, numbers by value.
 * Large integers keep their digits.
 * @returns `null` for any other text, and for nesting too deep to follow
 */
export function canonicalJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null
  const value = parseJson(text)
  if (value === undefined) return null
  try {
    return DELICATE_NUMBER.test(text) ? sortedAsWritten(text.slice(skipSpace(text, 0))) : sorted(value)
  } catch {
    return null
  }
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`
  if (!isRecord(value)) return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${sorted(value[name])}`).join(',')}}`
}

/** Slower than `sorted`, and reads no number that a double cannot hold. */
function sortedAsWritten(json: string): string {
  switch (jsonKind(json)) {
    case 'array':
      return `[${jsonEntries(json)
        .map((entry) => sortedAsWritten(entry.json))
        .join(',')}]`
    case 'object': {
      const entries = new Map(jsonEntries(json).map((entry) => [entry.name, entry.json]))
      const names = [...entries.keys()].sort()
      return `{${names.map((name) => `${JSON.stringify(name)}:${sortedAsWritten(entries.get(name) ?? 'null')}`).join(',')}}`
    }
    case 'text':
      return JSON.stringify(fieldText(json))
    case 'other':
      return /^-?\d/.test(json) && !DELICATE_NUMBER.test(json) ? String(Number(json)) : json
  }
}
