import { type BytePattern, ByteSearch, LONGEST_PATTERN } from './byte-search.ts'
import type { Run } from './required-runs.ts'

/**
 * What must stand in the bytes of a JSON line for a text to be in it, cheap to look for. A line without it does not
 * have the text; a line with it may.
 */
export interface RawTrace {
  /** One of them must be there. */
  searches: readonly ByteSearch[]
  /** Finding the first of them outside of JSON's own marks and escapes means that the text is there. */
  isWhole: boolean
}

/**
 * Which characters count as the same: none but itself; upper and lower case; upper and lower case and all relatives by
 * the rules of Unicode, as `i` and `u` together do.
 */
export type Folding = 'none' | 'simple' | 'unicode'

/** What neither JavaScript, Python, PHP, Java (Jackson, Gson), Go nor .NET escapes in JSON, and no second encoding changes. */
const PLAIN = /[\w .?!;()@#%*|~^$-]/
/** For `i` and `u` together, "k" and "s" have relatives beyond ASCII. */
const PLAIN_FOLDED = /[a-jl-rt-z\d_ .?!;()@#%*|~^$-]/i
/** Shorter ones stand nearly everywhere. */
const GOOD_LENGTH = 3

const encoder = new TextEncoder()

/**
 * The trace of words, or of characters that every match of an expression has side by side.
 * @returns `null` when there is none: every line may have the text
 */
export function traceOf(run: Run, folding: Folding): RawTrace | null {
  const isPlain = (character: string) => (folding === 'unicode' ? PLAIN_FOLDED : PLAIN).test(character)
  const plain = longestPart(run, (place) => place.every(isPlain))
  const isForeign = ([character = '', ...others]: readonly string[]) =>
    others.length === 0 && formsOf(character, folding).length > 0
  // Some encoders escape what takes two units, and nothing else: a trace has only such characters, or none.
  const foreign = longer(
    longestPart(run, (place) => isForeign(place) && place[0]?.length === 1),
    longestPart(run, (place) => isForeign(place) && place[0]?.length === 2),
  )
  if (foreign.length > 0 && plain.length < GOOD_LENGTH) {
    const forms = foreign.map((character) => formsOf(character, folding))
    const patterns = [forms.flatMap(anyOf).slice(0, LONGEST_PATTERN), escaped(forms[0] ?? [])]
    const isExact = foreign.length === run.length && forms.flatMap(anyOf).length <= LONGEST_PATTERN
    return {
      searches: patterns.map((pattern) => new ByteSearch(pattern)),
      isWhole: isExact && forms.every(({ length }) => length === 1),
    }
  }
  if (plain.length === 0) return null
  const bytesOf = folding === 'none' ? oneCase : bothCases
  const pattern = plain.map((place) => Array.from(place).flatMap(bytesOf))
  return {
    searches: [new ByteSearch(pattern.slice(0, LONGEST_PATTERN))],
    isWhole: plain.length === run.length && plain.length <= LONGEST_PATTERN,
  }
}

/**
 * Letters of Europe whose upper and lower case take two bytes each. Of their third forms there are only those of Church
 * Slavonic (U+1C80 to U+1C86), which are not found by them.
 */
const TWO_CASES = /^[\u00c0-\u00de\u00e0-\u00fe\u0100-\u012f\u0132-\u0148\u014a-\u017e\u0400-\u045f]$/

/** A character beyond ASCII in all its forms; empty where they cannot be told. */
function formsOf(character: string, folding: Folding): string[] {
  // Half of a character has no bytes of its own, broken bytes read as U+FFFD, and separators may be escaped by themselves.
  if (character <= '\u00bf' || character === '\ufffd' || /^[\p{C}\p{Z}]$/u.test(character)) return []
  if (folding === 'none') return [character]
  const isCaseless = character.toLowerCase() === character.toUpperCase()
  if (isCaseless && /^[\p{Lo}\p{So}]$/u.test(character)) return [character]
  const hasTwo = folding === 'simple' && TWO_CASES.test(character)
  return hasTwo ? [character.toLowerCase(), character.toUpperCase()] : []
}

function longer(one: Run, other: Run): Run {
  return one.length >= other.length ? one : other
}

function longestPart(run: Run, belongs: (characters: readonly string[]) => boolean): Run {
  let longest: Run = []
  let from = 0
  run.forEach((place, at) => {
    if (!belongs(Array.from(place))) from = at + 1
    else if (at + 1 - from > longest.length) longest = run.slice(from, at + 1)
  })
  return longest
}

function oneCase(character: string): number[] {
  return [character.charCodeAt(0)]
}

function bothCases(character: string): number[] {
  return [character.toLowerCase().charCodeAt(0), character.toUpperCase().charCodeAt(0)]
}

/** The bytes at each place of any of some characters of one length. */
function anyOf(forms: readonly string[]): BytePattern {
  const [first = [], ...others] = forms.map((form) => Array.from(encoder.encode(form)))
  return first.map((byte, place) => [byte, ...others.map((bytes) => bytes[place] ?? byte)])
}

/** The first unit of a character, in any of its forms, as JSON may escape it. */
function escaped(forms: readonly string[]): BytePattern {
  const codes = forms.map((form) => form.charCodeAt(0).toString(16).padStart(4, '0'))
  const digits = [0, 1, 2, 3].map((place) => codes.flatMap((code) => bothCases(code[place] ?? '0')))
  return [['\\'.charCodeAt(0)], ['u'.charCodeAt(0)], ...digits]
}
