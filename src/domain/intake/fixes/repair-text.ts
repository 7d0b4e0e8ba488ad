import { jsonrepair } from 'jsonrepair'
import { isObject } from '../../jsonl/request-rules.ts'
import { parse } from '../parsed-line.ts'

const STRING = /"(?:[^"\\]|\\[\s\S])*"/g
// oxlint-disable-next-line no-control-regex -- what JSON forbids inside of a string
const WRONG_IN_STRING = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})|\\|[\u0000-\u001f]/g

/** Strings in double quotes; in single ones, and words, only where a value can stand. */
const STRING_OR_WORD =
  /"(?:[^"\\]|\\[\s\S])*"|(?<=[{[,:]\s*)'(?:[^'\\]|\\[\s\S])*'(?=\s*[,:}\]])|(?<=[[,:]\s*)[-+]?[\p{L}_$][\p{L}\p{N}_$]*(?=\s*[,}\]])/gu

const WORDS: Readonly<Record<string, string>> = {
  None: 'null',
  undefined: 'null',
  NaN: 'null',
  nan: 'null',
  Infinity: 'null',
  inf: 'null',
  True: 'true',
  False: 'false',
}

/**
 * Makes JSON of a text that nearly is. What is wrong inside of texts is put right first and by itself, because it
 * must not be guessed: a backslash is doubled, a control character is escaped.
 * @returns the JSON of an object, or `null` when it cannot be made one or the text is cut off
 */
export function repairText(text: string): string | null {
  // A text that ends too early could be completed, but what it lacks would be lost without a word.
  if (!/[}\]],?\s*$/.test(text)) return null
  const escaped = text.replaceAll(STRING, (string) => string.replaceAll(WRONG_IN_STRING, escape))
  if (isObjectText(escaped)) return escaped
  const worded = escaped.replaceAll(STRING_OR_WORD, (token) => WORDS[token.replace(/^[-+]/, '')] ?? token)
  if (isObjectText(worded)) return worded
  try {
    const repaired = jsonrepair(worded)
    return isObjectText(repaired) ? repaired : null
  } catch {
    return null
  }
}

function escape(found: string): string {
  if (found.length > 1) return found
  return found === '\\' ? '\\\\' : JSON.stringify(found).slice(1, -1)
}

function isObjectText(text: string): boolean {
  const parsed = parse(text)
  return parsed.ok && isObject(parsed.value)
}
