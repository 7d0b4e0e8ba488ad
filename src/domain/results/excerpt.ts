import { oneLine } from './one-line.ts'

/** Characters before what was found, at most; more where little follows it. */
const LEAD = 14
/** Characters of what was found that narrow cells still show. */
const IN_SIGHT = 4

/**
 * A text on one line that begins some words before what is sought, where a narrow cell would cut the line before it.
 *
 * @param line the text as it is shown otherwise
 * @param texts what the line stands for, whole
 * @param sought without the flag `g`
 * @param room characters that a narrow cell shows
 * @returns the line itself when what is sought stands at its beginning; `null` when it stands nowhere
 */
export function excerptOf(
  line: string,
  texts: readonly string[],
  sought: RegExp,
  room: number,
): string | null {
  const inLine = firstMatch(sought, line)
  if (inLine !== null && inLine.index + inLine[0].length <= room) return line
  for (const text of texts) {
    const found = firstMatch(sought, text)
    if (found === null) continue
    const lead = Math.max(Math.min(LEAD, room - IN_SIGHT), room - (text.length - found.index))
    const from = leadFrom(text, found.index, lead)
    return `${from === 0 ? '' : '… '}${oneLine(text.slice(from))}`
  }
  return inLine === null ? null : line
}

/** The first match that is something: a match of nothing is nothing to show. */
function firstMatch(sought: RegExp, text: string): RegExpExecArray | null {
  const first = sought.exec(text)
  if (first === null || first[0] !== '') return first
  for (const match of text.matchAll(new RegExp(sought, `${sought.flags}g`))) if (match[0] !== '') return match
  return null
}

/** Where to begin so that whole words stand before a place. */
function leadFrom(text: string, place: number, lead: number): number {
  if (place <= lead) return 0
  const gap = text.slice(place - lead, place).search(/[^\p{L}\p{N}]/u)
  return gap === -1 ? place : place - lead + gap + 1
}
