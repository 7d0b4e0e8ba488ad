/**
 * Reads a person's regular expression. `^` and `$` also stand at line breaks. It is read by the strict rules, which know
 * `\p{…}`, and else by the lenient ones, which take `\-`.
 * @param matchesCase whether upper and lower case differ
 * @throws SyntaxError when it is none
 */
export function ownExpression(text: string, matchesCase: boolean): RegExp {
  const flags = matchesCase ? 'm' : 'im'
  try {
    return new RegExp(text, `${flags}u`)
  } catch {
    return new RegExp(text, flags)
  }
}

/** Reads words as they stand. @param matchesCase whether upper and lower case differ */
export function wordsExpression(words: string, matchesCase: boolean): RegExp {
  return new RegExp(words.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'), matchesCase ? '' : 'i')
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
