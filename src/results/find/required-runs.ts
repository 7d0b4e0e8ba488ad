/** Characters that stand side by side in every match: at each place one of those listed. */
export type Run = readonly string[]

/** What an expression is made of, as far as it is understood here. */
type Part = { least: number; most: number } & (
  | { kind: 'place'; characters: string }
  | { kind: 'group'; parts: readonly Part[] }
  /** Anything may stand there, also nothing. */
  | { kind: 'other' }
)

/** A place for more characters says too little to be worth a look. */
const MOST_CHARACTERS = 16
/** Longer runs say no more. */
const LONGEST_RUN = 40

/**
 * What every match of a regular expression has in it, as far as that can be told.
 * @param source a valid expression
 * @returns runs of characters, the longest first; none of them may be missing
 */
export function requiredRuns(source: string): Run[] {
  const runs: string[][] = [[]]
  collect(partsOf(source) ?? [], runs)
  return runs.filter(({ length }) => length > 0).sort((left, right) => right.length - left.length)
}

/** Adds to the last run what stands right behind it, and begins further ones. */
function collect(parts: readonly Part[], runs: string[][]): void {
  for (const part of parts) {
    const isOnce = part.least === 1 && part.most === 1
    if (part.kind === 'place') {
      for (let time = 0; time < part.least && time < LONGEST_RUN; time += 1) {
        runs.at(-1)?.push(part.characters)
      }
      if (part.least === part.most && part.least < LONGEST_RUN) continue
    } else if (part.kind === 'group' && part.least > 0) {
      if (!isOnce) runs.push([])
      collect(part.parts, runs)
      if (isOnce) continue
    }
    runs.push([])
  }
}

/** @returns `null` when there are several ways through the expression */
function partsOf(source: string): Part[] | null {
  const parts: Part[] = []
  let at = 0
  while (at < source.length) {
    if (source[at] === '|') return null
    const end = partEnd(source, at)
    const written = source.slice(at, end)
    const [quantifier, least, most] = quantifierAt(source, end)
    parts.push({ ...partOf(written), least, most })
    at = end + quantifier.length
  }
  return parts
}

type PartKind = Part extends infer Each ? (Each extends Part ? Omit<Each, 'least' | 'most'> : never) : never

function partOf(written: string): PartKind {
  const characters = written.startsWith('[') ? charactersOfClass(written) : characterOf(written)
  if (characters !== null) return { kind: 'place', characters }
  const group = /^\((?:\?:|\?<(?![=!])[^>]*>|(?!\?))([^]*)\)$/.exec(written)
  const parts = group === null ? null : partsOf(group[1] ?? '')
  return parts === null ? { kind: 'other' } : { kind: 'group', parts }
}

/** How often a part may stand: the quantifier as it is written, the least and the most. */
function quantifierAt(source: string, at: number): [string, number, number] {
  const found = /^(?:([*+?])|\{(\d*)(,?)(\d*)\})\??/.exec(source.slice(at))
  if (found === null) return ['', 1, 1]
  const [written, sign, from = '', comma, to] = found
  if (sign === '+') return [written, 1, Infinity]
  // `{,2}` stands for itself in some expressions: it promises nothing.
  if (sign !== undefined || from === '') return [written, 0, Infinity]
  const least = Number(from)
  return [written, least, comma === '' ? least : to === '' ? Infinity : Number(to)]
}

const SPECIAL = /^[.^$()[\]{}*+?|\\]/

/** The one character that something stands for, or the few digits; `null` for anything else. */
function characterOf(written: string): string | null {
  if (written === String.raw`\d`) return '0123456789'
  // A mark behind a backslash is itself.
  if (/^\\[^\w\s]$/u.test(written)) return written.slice(1)
  return SPECIAL.test(written) ? null : written
}

/** The characters of a class, if they are few. */
function charactersOfClass(written: string): string | null {
  const inside = written.slice(1, -1)
  if (inside.startsWith('^') || !/^[\x20-\x7e]+$/.test(inside)) return null
  const items = inside.match(/\\?.-\\?.|\\?./g) ?? []
  let characters = ''
  for (const item of items) {
    const range = /^(\w)-(\w)$/.exec(item)
    const those = range === null ? characterOfClass(item) : between(range[1] ?? '', range[2] ?? '')
    if (those === null) return null
    characters += those
  }
  return characters.length <= MOST_CHARACTERS ? characters : null
}

function characterOfClass(item: string): string | null {
  return item.length === 1 && item !== '\\' ? item : item.length === 2 ? characterOf(item) : null
}

function between(first: string, last: string): string | null {
  const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)]
  if (to - from >= MOST_CHARACTERS) return null
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index)).join('')
}

function partEnd(source: string, at: number): number {
  switch (source[at]) {
    case '\\':
      return at + escapeLength(source, at)
    case '[':
      return classEnd(source, at)
    case '(':
      return groupEnd(source, at)
    default:
      return at + String.fromCodePoint(source.codePointAt(at) ?? 0).length
  }
}

function escapeLength(source: string, at: number): number {
  const escape = /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|c[a-z]|k<[^>]*>|\d+|[\s\S])/iu
  return escape.exec(source.slice(at))?.[0].length ?? 1
}

/** Behind the closing bracket. */
function classEnd(source: string, from: number): number {
  let at = from + 1
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1
  return at + 1
}

/** Behind the closing parenthesis of a group, with all groups in it. */
function groupEnd(source: string, from: number): number {
  let at = from + 1
  while (at < source.length && source[at] !== ')') {
    if (source[at] === '(') at = groupEnd(source, at)
    else if (source[at] === '[') at = classEnd(source, at)
    else at += source[at] === '\\' ? 2 : 1
  }
  return at + 1
}
