const AT_START = 6
const AT_WORD = 4
const NEXT_TO_LAST = 5
const ANYWHERE = 1

/** A longer word whose letters are scattered more than this, in points a letter, fits by accident. */
const LEAST_A_LETTER = 2
const SHORT_WORD = 2

/**
 * How well what was typed fits a text. All words must be found, in any order, each as letters in sequence;
 * letters at the start of the text or of a word, and letters side by side, count more.
 * @returns the higher the better, 0 for nothing typed, or `null` when it does not fit
 */
export function fuzzyScore(typed: string, text: string): number | null {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const lower = text.toLowerCase()
  let score = 0
  for (const word of words) {
    const wordScore = scoreWord(word, lower)
    if (wordScore === null || (word.length > SHORT_WORD && wordScore < LEAST_A_LETTER * word.length))
      return null
    score += wordScore
  }
  return score
}

/** The best of all places where the word can begin: the first one may scatter what stands together later. */
function scoreWord(word: string, text: string): number | null {
  let best: number | null = null
  for (
    let start = text.indexOf(word.charAt(0));
    start !== -1;
    start = text.indexOf(word.charAt(0), start + 1)
  ) {
    const score = scoreFrom(word, text, start)
    if (score !== null && (best === null || score > best)) best = score
  }
  return best
}

function scoreFrom(word: string, text: string, start: number): number | null {
  let score = 0
  let last = -1
  let from = start
  for (const letter of word) {
    const at = text.indexOf(letter, from)
    if (at === -1) return null
    score += at === last + 1 && last !== -1 ? NEXT_TO_LAST : worthOf(text, at)
    last = at + letter.length - 1
    from = last + 1
  }
  return score
}

function worthOf(text: string, at: number): number {
  if (at === 0) return AT_START
  return /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) ? ANYWHERE : AT_WORD
}

/** Keeps what fits, best first; equals keep their order. */
export function fuzzyFilter<Entry>(
  typed: string,
  entries: readonly Entry[],
  textOf: (entry: Entry) => string,
): Entry[] {
  return entries
    .flatMap((entry) => {
      const score = fuzzyScore(typed, textOf(entry))
      return score === null ? [] : [{ entry, score }]
    })
    .sort((one, other) => other.score - one.score)
    .map(({ entry }) => entry)
}
