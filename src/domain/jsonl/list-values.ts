import { BracketSplitter, OPEN_BRACKET } from './bracket-splitter.ts'

/** Depths of brackets: the object around the list, the list, and an entry of it. */
const OBJECT = 1
const LIST = 2
const ENTRY = 3

/**
 * Cuts a text into the entries of the lists that stand in objects at its top level, such as
 * `{"requests":[{…},{…}]}`. An object without such a list is a value itself; what stands beside a list is skipped.
 */
export class ListSplitter extends BracketSplitter {
  #isInList = false
  /** What is being kept: an object in which no list was found yet, or an entry. */
  #keeping: 'object' | 'entry' | null = null

  /** @param longestValue bytes of a value that are kept at most */
  constructor(longestValue: number) {
    super(1, longestValue)
  }

  protected isKeeping(): boolean {
    return this.depth > 0 && this.#keeping !== null
  }

  protected opens(bracket: number): boolean {
    this.depth += 1
    if (this.depth === LIST && bracket === OPEN_BRACKET) this.#isInList = true
    if (this.depth === OBJECT) this.#keeping = 'object'
    else if (this.depth === ENTRY && this.#isInList) this.#keeping = 'entry'
    else return false
    return true
  }

  protected closes(): boolean {
    if (this.depth === 0) return false
    this.depth -= 1
    if (this.depth < LIST) this.#isInList = false
    const isOver =
      this.#keeping === 'entry' ? this.depth === LIST : this.depth === 0 && this.#keeping === 'object'
    if (isOver) this.#keeping = null
    return isOver
  }
}
