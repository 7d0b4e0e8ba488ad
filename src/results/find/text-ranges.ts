/** Where something stands in one of some texts, in UTF-16 units. */
export interface TextRange {
  /** Index of the text. */
  text: number
  start: number
  end: number
}

/**
 * Everywhere an expression matches in some texts. Matches of nothing are left out: there is nothing to show.
 * @param most ranges, after which the texts are looked at no further
 */
export function textRanges(expression: RegExp, texts: readonly string[], most: number): TextRange[] {
  const everywhere = new RegExp(expression.source, [...new Set(`${expression.flags}g`)].join(''))
  const ranges: TextRange[] = []
  for (const [text, words] of texts.entries()) {
    for (const { 0: match, index: start } of words.matchAll(everywhere)) {
      if (match === '') continue
      if (ranges.length === most) return ranges
      ranges.push({ text, start, end: start + match.length })
    }
  }
  return ranges
}
