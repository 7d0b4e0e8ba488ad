import type { TokenRange } from './token-range.ts'
import { addRanges, NO_TOKENS } from './token-range.ts'

/** Rows kept of one model. When they are too many, every second one is dropped and from then on every second one is taken. */
const MOST_ROWS = 256

/** One row that was looked at closely. */
export interface SampledRow {
  characters: number
  tokens: number
  foreignTokens: number
  /** Tokens of the tools that the row describes. */
  toolTokens: number
  /** Length of the schema's own text, which some servers put into the prompt. */
  schemaTokens: number
  /** How long an answer by the row's schema is; `null` where it has none. */
  answer: TokenRange | null
}

/** Sums over the rows that were looked at closely. */
export interface SampleSums {
  rows: number
  characters: number
  tokens: number
  foreignTokens: number
  toolTokens: number
  schemaTokens: number
  rowsWithSchema: number
  answer: TokenRange
  /** By how much the tokens for each character may differ in the whole file: twice the standard error, as a share. */
  spread: number
}

/** An even sample of rows in the order of the file: the same file gives the same sample. */
export class SizeSample {
  #rows: SampledRow[] = []
  #stride = 1
  #seen = 0

  /** Whether the next row is to be looked at; counts it. */
  wantsNext(): boolean {
    const isWanted = this.#seen % this.#stride === 0
    this.#seen += 1
    return isWanted
  }

  add(row: SampledRow): void {
    this.#rows.push(row)
    if (this.#rows.length < MOST_ROWS) return
    this.#rows = this.#rows.filter((_, index) => index % 2 === 0)
    this.#stride *= 2
  }

  sums(): SampleSums {
    const rows = this.#rows
    const sum = (pick: (row: SampledRow) => number) => rows.reduce((total, row) => total + pick(row), 0)
    const answers = rows.flatMap(({ answer }) => (answer ? [answer] : []))
    return {
      rows: rows.length,
      characters: sum((row) => row.characters),
      tokens: sum((row) => row.tokens),
      foreignTokens: sum((row) => row.foreignTokens),
      toolTokens: sum((row) => row.toolTokens),
      schemaTokens: sum((row) => row.schemaTokens),
      rowsWithSchema: answers.length,
      answer: answers.reduce(addRanges, NO_TOKENS),
      spread: this.#stride === 1 ? 0 : spreadOf(rows),
    }
  }
}

/** The error of a ratio of two sums over a sample; source: Cochran, Sampling Techniques, 6.4. */
function spreadOf(rows: readonly SampledRow[]): number {
  const tokens = rows.reduce((sum, row) => sum + row.tokens, 0)
  const characters = rows.reduce((sum, row) => sum + row.characters, 0)
  if (tokens === 0 || characters === 0 || rows.length < 2) return 0
  const ratio = tokens / characters
  const squares = rows.reduce((sum, row) => sum + (row.tokens - ratio * row.characters) ** 2, 0)
  return (2 * Math.sqrt((squares * rows.length) / (rows.length - 1))) / tokens
}
