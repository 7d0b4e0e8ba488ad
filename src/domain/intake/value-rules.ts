import { isObject } from '../jsonl/request-rules.ts'
import type { Find } from './problem-log.ts'

/** Parsers in Rust, which the vendor's server uses, stop at the 128th level (serde_json). */
const MOST_LEVELS = 127
/** The way to what is too deep; all of it would fill a page. */
const SHOWN_LEVELS = 4

type Path = readonly (string | number)[]

/** Finds what is good JSON but does not arrive everywhere as it was written; each kind once a line. */
export function checkValues(line: Readonly<Record<string, unknown>>, find: Find): void {
  // Hardly any line has such a value, and only then is it worth remembering the way to it.
  if (isCommon(line, 1)) return
  const found = { isDeep: false, isRounded: false }
  walk(line, [], (path, value) => {
    if (typeof value === 'number') {
      if (!found.isRounded) find('large_number', { path: pathText(path), value })
      found.isRounded = true
    } else {
      if (!found.isDeep) find('deep_nesting', { path: pathText(path.slice(0, SHOWN_LEVELS)), value: [null] })
      found.isDeep = true
    }
  })
}

function isRounded(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value)
}

/** @param level of the value, the line's object being the first */
function isCommon(value: unknown, level: number): boolean {
  if (typeof value === 'number') return !isRounded(value)
  if (Array.isArray(value)) {
    return level <= MOST_LEVELS && value.every((inner: unknown) => isCommon(inner, level + 1))
  }
  if (!isObject(value)) return true
  if (level > MOST_LEVELS) return false
  for (const name in value) if (!isCommon(value[name], level + 1)) return false
  return true
}

/** @param take called with each number that programs round, and with the first value of each branch that is too deep */
function walk(value: unknown, path: Path, take: (path: Path, value: unknown) => void): void {
  if (typeof value === 'number') {
    if (isRounded(value)) take(path, value)
  } else if (typeof value === 'object' && value !== null) {
    if (path.length >= MOST_LEVELS) {
      take(path, value)
      return
    }
    const entries: Iterable<[string | number, unknown]> = Array.isArray(value)
      ? value.entries()
      : Object.entries(value)
    for (const [key, inner] of entries) walk(inner, [...path, key], take)
  }
}

function pathText(path: Path): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  )
}
