/**
 * The longest text that every match of a regular expression has in it, told from letters that stand outside of groups.
 * @param source a valid expression
 * @returns empty when there is none
 */
export function requiredText(source: string): string {
  let longest = ''
  let run = ''
  const end = () => {
    if (run.length > longest.length) longest = run
    run = ''
  }
  let at = 0
  while (at < source.length) {
    const { length, literal } = partAt(source, at)
    // One of several ways through the whole expression: none of its texts must be there.
    if (source[at] === '|') return ''
    at += length
    const quantifier = /^(?:[*+?]|\{\d*(?:,\d*)?\})\??/.exec(source.slice(at))?.[0] ?? ''
    at += quantifier.length
    if (literal === null) {
      end()
    } else if (quantifier === '') {
      run += literal
    } else {
      // Repeated at least once it stands there once more often than none, but what follows may be further away.
      if (quantifier.startsWith('+')) run += literal
      end()
    }
  }
  end()
  return longest
}

interface PatternPart {
  length: number
  /** The character it stands for, `null` for anything else. */
  literal: string | null
}

const OTHER = /[.^$()[\]{}*+?|\\]/

function partAt(source: string, at: number): PatternPart {
  const character = String.fromCodePoint(source.codePointAt(at) ?? 0)
  if (character === '\\') return { length: escapeLength(source, at), literal: null }
  if (character === '[') return { length: classEnd(source, at) - at, literal: null }
  if (character === '(') return { length: groupEnd(source, at) - at, literal: null }
  return { length: character.length, literal: OTHER.test(character) ? null : character }
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
