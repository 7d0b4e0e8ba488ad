import { type Answer, type Choice } from './answer.ts'
import { isJsonDocument } from './json.ts'
import { skipSpace, tokenEnd, valueEnd } from './json-tokens.ts'

/** Objects inside of objects are opened this deep; what is deeper stays JSON in one field. */
const DEEPEST = 3

/** Longest answer that is taken apart, in characters. */
const LONGEST = 1_000_000

/**
 * The fields of an answer that is one JSON object: their values as the JSON that was written, so that large
 * integers keep their digits. Fields of inner objects are named `outer.inner`; lists stay one value.
 * @returns an empty map for any other answer, also when there are several
 */
export function answerFields(answer: Answer): Map<string, string> {
  const choice = onlyChoice(answer)
  return choice === null ? new Map() : jsonFields(choice.text)
}

/** A field's value as text to read: a string without its quotes, anything else as JSON. */
export function fieldText(json: string): string {
  if (!json.startsWith('"')) return json
  const value: unknown = JSON.parse(json)
  return typeof value === 'string' ? value : json
}

function onlyChoice(answer: Answer): Choice | null {
  if (answer.kind !== 'choices' || answer.choices.length !== 1) return null
  return answer.choices[0] ?? null
}

function jsonFields(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  if (text.length > LONGEST || !/^\s*\{/.test(text) || !isJsonDocument(text)) return fields
  collect(text, skipSpace(text, 0), '', 1, fields)
  return fields
}

/** @param from where the object begins */
function collect(
  json: string,
  from: number,
  prefix: string,
  depth: number,
  fields: Map<string, string>,
): void {
  let at = skipSpace(json, from + 1)
  while (json[at] === '"') {
    const keyEnd = tokenEnd(json, at)
    const path = prefix + fieldName(json.slice(at, keyEnd))
    const begin = skipSpace(json, skipSpace(json, keyEnd) + 1)
    const end = valueEnd(json, begin)
    const isObject = json[begin] === '{' && json[skipSpace(json, begin + 1)] !== '}'
    if (isObject && depth < DEEPEST) collect(json, begin, `${path}.`, depth + 1, fields)
    else fields.set(path, json.slice(begin, end))
    at = skipSpace(json, end)
    if (json[at] === ',') at = skipSpace(json, at + 1)
  }
}

/** A name with a dot in it keeps its quotes: it must not be taken for an inner field. */
function fieldName(json: string): string {
  const name = fieldText(json)
  return name.includes('.') || name === '' ? json : name
}
