import { type BytePattern, ByteSearch, LONGEST_PATTERN } from './byte-search.ts'

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
type Folding = 'none' | 'simple' | 'unicode'

/** What no encoder of JSON escapes, and no second encoding changes. */
const PLAIN = /[\w .?!;()@#%*=|~^$-]/
/** For `i` and `u` together, "k" and "s" have relatives beyond ASCII. */
const PLAIN_FOLDED = /[a-jl-rt-z\d_ .?!;()@#%*=|~^$-]/i
/** Shorter ones stand nearly everywhere. */
const GOOD_LENGTH = 3

const encoder = new TextEncoder()

/**
 * The trace of words, or of a piece that every match of an expression has.
 * @returns `null` when there is none: every line may have the text
 */
export function traceOf(text: string, folding: Folding): RawTrace | null {
  const isPlain = folding === 'unicode' ? PLAIN_FOLDED : PLAIN
  const plain = longestRun(text, (character) => isPlain.test(character))
  const foreign = longestRun(text, (character) => formsOf(character, folding).length > 0)
  if (foreign !== '' && plain.length < GOOD_LENGTH) {
    const forms = Array.from(foreign, (character) => formsOf(character, folding))
    const patterns = [forms.flatMap(anyOf).slice(0, LONGEST_PATTERN), escaped(forms[0] ?? [])]
    const isExact = foreign === text && forms.flatMap(anyOf).length <= LONGEST_PATTERN
    return {
      searches: patterns.map((pattern) => new ByteSearch(pattern)),
      isWhole: isExact && forms.every(({ length }) => length === 1),
    }
  }
  if (plain === '') return null
  const bytesOf = folding === 'none' ? oneCase : bothCases
  const pattern = Array.from(plain, (character) => bytesOf(character)).slice(0, LONGEST_PATTERN)
  return { searches: [new ByteSearch(pattern)], isWhole: pattern.length === text.length }
}

/** Letters of Europe whose upper and lower case take two bytes each and have no third form. */
const TWO_CASES = /^[\u00c0-\u00de\u00e0-\u00fe\u0100-\u012f\u0132-\u0148\u014a-\u017e\u0400-\u045f]$/

/** A character beyond ASCII in all its forms; empty where they cannot be told. */
function formsOf(character: string, folding: Folding): string[] {
  if (character <= '\u00bf') return []
  // Half of a character has no bytes of its own.
  if (folding === 'none') return /^\p{Cs}$/u.test(character) ? [] : [character]
  if (/^[\p{Lo}\p{So}]$/u.test(character)) return [character]
  const hasTwo = folding === 'simple' && TWO_CASES.test(character)
  return hasTwo ? [character.toLowerCase(), character.toUpperCase()] : []
}

function longestRun(text: string, belongs: (character: string) => boolean): string {
  let longest = ''
  let run = ''
  for (const character of text) {
    run = belongs(character) ? run + character : ''
    if (run.length > longest.length) longest = run
  }
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
