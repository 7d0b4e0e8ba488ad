/** What finding rows needs of its surroundings. */
export interface FindPorts {
  /** Milliseconds from any beginning. */
  now: () => number
  /** Resolves when messages that wait have been heard. */
  pause: () => Promise<void>
  /** Resolves after so many milliseconds. */
  wait: (milliseconds: number) => Promise<void>
  /**
   * Whether an expression is in any of the texts of each row. Not every expression comes to an end.
   * @returns `null` when it took too long
   */
  matchTexts: (expression: RegExp, rows: readonly (readonly string[])[]) => Promise<readonly boolean[] | null>
}
