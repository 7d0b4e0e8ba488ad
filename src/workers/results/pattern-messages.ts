import type { TextRange } from '../../results/find/text-ranges.ts'

/** What is to be done with a person's expression. */
export type PatternTask =
  /** Whether it is in any of the texts of each row. */
  | { kind: 'test'; expression: RegExp; rows: readonly (readonly string[])[] }
  /** Where it stands in some texts. */
  | { kind: 'ranges'; expression: RegExp; texts: readonly string[]; most: number }

/** The answer to a task of the same kind. */
export type PatternReply =
  { kind: 'test'; hits: readonly boolean[] } | { kind: 'ranges'; ranges: readonly TextRange[] }

/** What the worker says: `ready` once, when its code runs. */
export type FromPattern = { kind: 'ready' } | PatternReply
