const CHARACTERS_PER_TOKEN = 4
const IMAGE_TOKENS = 258

/** A text's size in tokens, by the usual rule of thumb. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN)
}

export function countImageTokens(images: number): number {
  return images * IMAGE_TOKENS
}

/** The beginning of a text that has at most `most` tokens; never half of a surrogate pair. */
export function cutToTokens(text: string, most: number): string {
  return text.slice(0, most * CHARACTERS_PER_TOKEN).replace(/[\ud800-\udbff]$/, '')
}
