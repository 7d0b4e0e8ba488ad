import { jsonOf } from '../../jsonl/depth.ts'
import { isObject } from '../../jsonl/request-rules.ts'
import { excerptAround, excerptOfField, shorten } from '../excerpt.ts'
import type { Difference } from './changes.ts'
import { digitsOf } from './exact-json.ts'

const MOST_DIFFERENCES = 4
const MOST_DEPTH = 8

/** Where two values differ, field by field; only the first few. */
export function fieldDifferences(before: unknown, after: unknown): Difference[] {
  const found: Difference[] = []
  collect(before, after, '', 0, found)
  return found
}

function collect(before: unknown, after: unknown, path: string, depth: number, found: Difference[]): void {
  if (found.length >= MOST_DIFFERENCES || Object.is(before, after)) return
  if (depth < MOST_DEPTH && isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      collect(before[key], after[key], path === '' ? key : `${path}.${key}`, depth + 1, found)
    }
  } else if (
    depth < MOST_DEPTH &&
    Array.isArray(before) &&
    Array.isArray(after) &&
    before.length === after.length
  ) {
    before.forEach((inner: unknown, index) =>
      collect(inner, after[index], `${path}[${index}]`, depth + 1, found),
    )
  } else if (jsonOf(before) !== jsonOf(after)) {
    found.push({ before: fieldExcerpt(path, before), after: afterExcerpt(path, after) })
  }
}

function fieldExcerpt(path: string, value: unknown) {
  const digits = typeof value === 'string' ? digitsOf(value) : null
  return digits === null ? excerptOfField(path, value) : { before: `${path}: `, marked: digits, after: '' }
}

function afterExcerpt(path: string, value: unknown) {
  return value === undefined
    ? { before: `${path}: `, marked: 'removed', after: '' }
    : fieldExcerpt(path, value)
}

/** Where two texts differ: from the first character to the last that is not the same. */
export function textDifference(before: string, after: string): Difference {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  let end = 0
  const most = Math.min(before.length, after.length) - start
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1
  return {
    before: excerptAround(before, start, before.length - end - start),
    after: excerptAround(after, start, after.length - end - start),
  }
}

/** A line that is taken out. */
export function droppedDifference(text: string): Difference {
  return { before: { before: '', marked: shorten(text, 160), after: '' }, after: null }
}
