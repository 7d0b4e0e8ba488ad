import { markChanges } from './edit-script.ts'

/** A stretch of a text; `isChanged` when the other text does not have it there. */
export interface DiffPiece {
  text: string
  isChanged: boolean
}

/** Two texts with what differs between them. */
export interface TextDiff {
  left: DiffPiece[]
  right: DiffPiece[]
  /** The texts differ in so many places that all between their common beginning and end is marked. */
  isRough: boolean
}

/** Longer texts are compared by lines, in characters. */
const LONGEST_BY_WORDS = 200_000

/**
 * A letter of a script that puts no spaces between words; a number; a word; a line end; other white space; any other
 * mark.
 */
const WORDS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}\p{N}_]+|\n|[^\S\n]+|[^]/gu
const LINES = /[^\n]*\n|[^\n]+/g

/** Compares two texts word by word, long ones line by line. */
export function diffTexts(left: string, right: string): TextDiff {
  const tokens = left.length + right.length > LONGEST_BY_WORDS ? LINES : WORDS
  const lefts = left.match(tokens) ?? []
  const rights = right.match(tokens) ?? []
  const numbers = new Map<string, number>()
  const marks = markChanges(numbered(lefts, numbers), numbered(rights, numbers))
  return {
    left: piecesOf(lefts, marks.left),
    right: piecesOf(rights, marks.right),
    isRough: marks.isRough,
  }
}

function numbered(tokens: readonly string[], numbers: Map<string, number>): Int32Array {
  return Int32Array.from(tokens, (token) => {
    const number = numbers.get(token) ?? numbers.size
    if (number === numbers.size) numbers.set(token, number)
    return number
  })
}

function piecesOf(tokens: readonly string[], changed: Uint8Array): DiffPiece[] {
  const pieces: DiffPiece[] = []
  tokens.forEach((text, index) => {
    const isBridge = /^[^\S\n]+$/.test(text) && changed[index - 1] === 1 && changed[index + 1] === 1
    const isChanged = changed[index] === 1 || isBridge
    const last = pieces.at(-1)
    if (last?.isChanged === isChanged) last.text += text
    else pieces.push({ text, isChanged })
  })
  return pieces
}
