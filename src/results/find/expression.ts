/**
 * Reads a person's regular expression. Upper and lower case are the same; `^` and `$` also stand at line breaks. It is
 * read by the strict rules, which know `\p{…}`, and else by the lenient ones, which take `\-`.
 * @throws SyntaxError when it is none
 */
export function ownExpression(text: string): RegExp {
  try {
    return new RegExp(text, 'imu')
  } catch {
    return new RegExp(text, 'im')
  }
}

/** Reads words as they stand. Upper and lower case are the same. */
export function wordsExpression(words: string): RegExp {
  return new RegExp(words.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'), 'i')
}

/** What is wrong with a regular expression, in words; `null` when nothing is. */
export function expressionTrouble(text: string): string | null {
  try {
    ownExpression(text)
    return null
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    // "Invalid regular expression: /(/im: Unterminated group"
    return words.replace(/^Invalid regular expression:\s*(?:\/[\s\S]*\/[a-z]*:\s*)?/, '')
  }
}
