import { fieldText } from './answer-fields.ts'
import { parseJson, textOf } from './json.ts'
import { type JsonEntry, jsonEntries, jsonKind } from './json-entries.ts'
import { oneLine } from './one-line.ts'

/** Characters of a value in a list: more is never in view. */
const LONGEST = 160
/** Longest list whose entries are counted, in characters. */
const LONGEST_LIST = 20_000

/**
 * The value of a field on one line, for a cell of a list: text without its quotes, numbers with the digits they were
 * written with, short lists as words, anything deeper as JSON.
 * @param json valid, as `answerFields` gives it
 */
export function fieldCell(json: string): string {
  const kind = jsonKind(json)
  if (kind === 'array') return listCell(json)
  // Of a text of megabytes only the beginning is looked at.
  if (kind === 'text' && json.length > LONGEST * 8) return oneLine(beginningOf(json), LONGEST)
  return oneLine(kind === 'text' ? fieldText(json) : json, LONGEST)
}

/** The value of a field whole, as its cell reads; lists and objects that a cell only counts are JSON. @param json valid */
export function fieldWhole(json: string): string {
  const kind = jsonKind(json)
  if (kind === 'text') return fieldText(json)
  return kind === 'array' && json.length <= LONGEST_LIST ? (flatList(jsonEntries(json)) ?? json) : json
}

function listCell(json: string): string {
  if (json.length > LONGEST_LIST) return '[…]'
  const entries = jsonEntries(json)
  if (entries.length === 0) return '[]'
  const words = flatList(entries)
  if (words !== null) return oneLine(words, LONGEST)
  return `[${entries.length === 1 ? '1 entry' : `${entries.length} entries`}]`
}

/** Entries as words; `null` where one of them is a list or an object itself. */
function flatList(entries: readonly JsonEntry[]): string | null {
  const areFlat = entries.every(({ json }) => !['object', 'array'].includes(jsonKind(json)))
  return areFlat ? entries.map(({ json }) => fieldText(json)).join(', ') : null
}

/** A cut may fall into an escape, of six characters at most. */
function beginningOf(json: string): string {
  const cuts = Array.from({ length: 7 }, (_, back) => json.slice(0, LONGEST * 8 - back))
  return cuts.map((cut) => textOf(parseJson(`${cut}"`))).find((text) => text !== null) ?? ''
}
