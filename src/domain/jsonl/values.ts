import { BracketSplitter, CLOSE_BRACKET, OPEN_BRACKET } from './bracket-splitter.ts'

interface ValueSplitterOptions {
  /** The line on which the text begins, from 1. */
  line: number
  /** Whether an array at the top level stands for its elements. */
  opensArrays: boolean
  /** Bytes of a value that are kept at most. */
  longestValue: number
}

/**
 * Cuts a text into its JSON objects, so that requests are found which are spread over several lines or stand in one
 * array. What stands between objects is skipped.
 */
export class ValueSplitter extends BracketSplitter {
  readonly #opensArrays: boolean
  #isInArray = false

  constructor({ line, opensArrays, longestValue }: ValueSplitterOptions) {
    super(line, longestValue)
    this.#opensArrays = opensArrays
  }

  /** Whether a value has begun that has not ended. */
  get isInside(): boolean {
    return this.depth > 0
  }

  protected isKeeping(): boolean {
    return this.isInside
  }

  protected opens(bracket: number): boolean {
    if (this.depth === 0 && bracket === OPEN_BRACKET && this.#opensArrays && !this.#isInArray) {
      this.#isInArray = true
      return false
    }
    this.depth += 1
    return this.depth === 1
  }

  protected closes(bracket: number): boolean {
    if (this.depth === 0) {
      if (bracket === CLOSE_BRACKET) this.#isInArray = false
      return false
    }
    this.depth -= 1
    return this.depth === 0
  }
}
