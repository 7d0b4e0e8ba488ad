import type { RowExcerpts, RowSources } from '../../domain/results/row-excerpts.ts'
import type { MatchTask } from '../../results/find/match-task.ts'
import type { TextRange } from '../../results/find/text-ranges.ts'

/** What is to be done with a person's expression. */
export type PatternTask =
  /** Whether it is in any text of some rows and lines. */
  | { kind: 'test'; expression: RegExp; task: MatchTask }
  /** Where it stands in some texts. */
  | { kind: 'ranges'; expression: RegExp; texts: readonly string[]; most: number }
  /** The excerpts of some rows. */
  | { kind: 'excerpts'; expression: RegExp; rows: readonly RowSources[] }

/** The answer to a task of the same kind. */
export type PatternReply =
  | { kind: 'test'; hits: readonly boolean[] }
  | { kind: 'ranges'; ranges: readonly TextRange[] }
  | { kind: 'excerpts'; excerpts: readonly RowExcerpts[] }

/** What the worker says: `ready` once, when its code runs. */
export type FromPattern = { kind: 'ready' } | PatternReply
