/** How a tokenizer cuts numbers: Qwen's takes every digit for itself, others take up to three together. */
export type DigitRule = 'single' | 'threes'

/** The estimated size of a text. */
export interface TextTokens {
  tokens: number
  /** Those among them that are of another script than Latin, where tokenizers differ most. */
  foreign: number
}

/**
 * How far the estimate of a text can be off, as shares: in Latin script (with numbers, code and JSON), and in others,
 * where one model needs twice the tokens of another.
 */
export const TEXT_ERROR = { latin: 0.2, foreign: 0.45 } as const

const SINGLE_DIGITS = /qwen|olmocr|lightonocr/i

/** @param model its id; what is not known to take digits one by one is taken to group them */
export function digitRuleOf(model: string): DigitRule {
  return SINGLE_DIGITS.test(model) ? 'single' : 'threes'
}

const LETTER = 1
const CAPITAL = 2
const DIGIT = 3
const SPACE = 4
const BREAK = 5
const SIGN = 6
const ACCENTED = 7
const FOREIGN = 8

const CLASS_OF_ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 97 && code <= 122) return LETTER
  if (code >= 65 && code <= 90) return CAPITAL
  if (code >= 48 && code <= 57) return DIGIT
  if (code === 32) return SPACE
  return code < 32 ? BREAK : SIGN
})

function classOf(code: number): number {
  if (code < 128) return CLASS_OF_ASCII[code] ?? SIGN
  if (code >= 0xc0 && code < 0x250) return ACCENTED
  return code >= 0x1e00 && code < 0x1f00 ? ACCENTED : FOREIGN
}

/** Tokens for each UTF-16 unit of a script, up to the code before `end`. */
const SCRIPTS: readonly { end: number; tokens: number }[] = [
  { end: 0xc0, tokens: 1.3 }, // signs such as § and °
  { end: 0x370, tokens: 0.8 }, // phonetic letters, combining marks
  { end: 0x400, tokens: 0.58 }, // Greek
  { end: 0x530, tokens: 0.34 }, // Cyrillic
  { end: 0x600, tokens: 0.64 }, // Armenian, Hebrew
  { end: 0x900, tokens: 0.47 }, // Arabic
  { end: 0xe00, tokens: 0.6 }, // scripts of India
  { end: 0xe80, tokens: 0.55 }, // Thai
  { end: 0x1100, tokens: 0.8 }, // others, Georgian
  { end: 0x1200, tokens: 0.8 }, // Hangul letters
  { end: 0x2000, tokens: 0.8 }, // others
  { end: 0x2070, tokens: 0.5 }, // dashes and typographic quotes
  { end: 0x3000, tokens: 1.6 }, // symbols
  { end: 0x3040, tokens: 0.5 }, // punctuation of East Asia
  { end: 0x3100, tokens: 0.72 }, // kana
  { end: 0x3400, tokens: 0.5 },
  { end: 0xa000, tokens: 0.85 }, // Han
  { end: 0xac00, tokens: 0.8 },
  { end: 0xd7b0, tokens: 0.72 }, // Hangul syllables
  { end: 0xe000, tokens: 1.2 }, // emoji and other halves of surrogate pairs
  { end: 0x10000, tokens: 0.5 }, // full-width forms
]

function tokensOfForeign(code: number): number {
  for (const script of SCRIPTS) if (code < script.end) return script.tokens
  return 1
}

/**
 * Estimates the tokens of a text from its classes of characters, in one pass and without a vocabulary. The weights are
 * fitted to the mean of two public tokenizers (o200k and cl100k); the test beside this file measures the error.
 */
export function estimateTokens(text: string, digitRule: DigitRule): TextTokens {
  let tokens = 0
  let foreign = 0
  let at = 0
  const { length } = text
  while (at < length) {
    const code = text.charCodeAt(at)
    const kind = classOf(code)
    if (kind === FOREIGN) {
      foreign += tokensOfForeign(code)
      at += 1
      continue
    }
    if (kind === LETTER || kind === CAPITAL || kind === ACCENTED) {
      const end = endOfWord(text, at)
      tokens += tokensOfWord(text, at, end)
      at = end
      continue
    }
    const end = endOfRun(text, at, kind)
    if (kind === DIGIT)
      tokens += tokensOfDigits(end - at, digitRule, at > 0 && text.charCodeAt(at - 1) === 32)
    else if (kind === SIGN) tokens += 0.88
    else if (kind === SPACE && end - at > 1) tokens += 1.4
    else if (kind === BREAK) tokens += 0.15
    at = end
  }
  return { tokens: tokens + foreign, foreign }
}

function endOfRun(text: string, start: number, kind: number): number {
  let end = start + 1
  while (end < text.length && classOf(text.charCodeAt(end)) === kind) end += 1
  return end
}

/** A word ends before a capital that follows a small letter: `customId` is two. */
function endOfWord(text: string, start: number): number {
  let end = start
  let before = CAPITAL
  for (; end < text.length; end += 1) {
    const kind = classOf(text.charCodeAt(end))
    if (kind !== LETTER && kind !== CAPITAL && kind !== ACCENTED) break
    if (kind === CAPITAL && before !== CAPITAL) break
    before = kind
  }
  return end
}

function tokensOfWord(text: string, start: number, end: number): number {
  let capitals = 0
  let accents = 0
  for (let at = start; at < end; at += 1) {
    const kind = classOf(text.charCodeAt(at))
    if (kind === CAPITAL) capitals += 1
    else if (kind === ACCENTED) accents += 1
  }
  const letters = end - start
  if (accents > 0) return 0.2 + accents * 1.1 + Math.max(0, letters - 4) * 0.42
  if (capitals > 1) return letters === 2 ? 1.5 : 2.5
  return 0.96 + Math.max(0, letters - 7) * 0.3 + Math.max(0, letters - 11) * 0.5
}

function tokensOfDigits(digits: number, rule: DigitRule, followsSpace: boolean): number {
  const own = rule === 'single' ? digits : Math.ceil(digits / 3) * 1.24
  return own + (followsSpace ? 0.8 : 0)
}
