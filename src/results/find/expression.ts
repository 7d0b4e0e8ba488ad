/** What means another thing, or matches other characters, by the strict rules: escapes by code, and "all but". */
const READ_STRICTLY = /[^ -~]|\.|\\[pPuxcWDSB]|\[\^/

/**
 * Reads a person's regular expression. `^` and `$` also stand at line breaks. It is read by the strict rules, which know
 * `\p{…}`, and else by the lenient ones, which take `\-`. What means the same by both is read by the lenient ones: they
 * are up to ten times as fast, and do not take the long s and the Kelvin sign for an s and a k.
 * @param matchesCase whether upper and lower case differ
 * @throws SyntaxError when it is none
 */
export function ownExpression(text: string, matchesCase: boolean): RegExp {
  const flags = matchesCase ? 'm' : 'im'
  if (READ_STRICTLY.test(text)) {
    try {
      return new RegExp(text, `${flags}u`)
    } catch {
      // It may be one by the lenient rules.
    }
  }
  return new RegExp(text, flags)
}

/** Reads words as they stand. @param matchesCase whether upper and lower case differ */
export function wordsExpression(words: string, matchesCase: boolean): RegExp {
  return new RegExp(asWritten(words), matchesCase ? '' : 'i')
}

/** So many characters may stand between two words: without an end, one long text could take minutes. */
export const MOST_BETWEEN = 1000

/** An expression that finds two words in either order with others between them; `null` where they are not two. */
export function apartExpression(words: string): string | null {
  const [one, other, ...more] = words.trim().split(/\s+/).map(asWritten)
  if (one === undefined || other === undefined || more.length > 0) return null
  const between = String.raw`[\s\S]{0,${MOST_BETWEEN}}`
  return `${one}${between}${other}|${other}${between}${one}`
}

function asWritten(words: string): string {
  return words.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
}

/** What is wrong with a regular expression, in words; `null` when nothing is. */
export function expressionTrouble(text: string): string | null {
  try {
    ownExpression(text, false)
    return null
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    // "Invalid regular expression: /(/im: Unterminated group"
    return words.replace(/^Invalid regular expression:\s*(?:\/[\s\S]*\/[a-z]*:\s*)?/, '')
  }
}
