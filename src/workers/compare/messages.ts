import type { ComparedPlace, ComparedRow, CompareQuery } from '../../domain/compare/comparison.ts'
import type { ComparedTexts, ComparisonCsvPlan } from '../../domain/compare/comparison-csv.ts'
import type { DigestBlock } from '../../domain/compare/digests.ts'
import type { ComparisonSummary } from '../../domain/compare/summary.ts'
import type { TextDiff } from '../../domain/compare/text-diff.ts'

/** The batches that are compared: the left one is called A, the right one B. */
export const SIDES = ['left', 'right'] as const

export type Side = (typeof SIDES)[number]

/** A question that is answered once. */
export type CompareQuestion =
  | { kind: 'rows'; from: number; count: number; query: CompareQuery }
  | { kind: 'place'; key: string; query: CompareQuery }
  | { kind: 'diff'; left: string; right: string }
  | { kind: 'csv'; rows: ComparedTexts[]; plan: ComparisonCsvPlan }

/** The answer to a question of the same kind. */
export type CompareReply =
  | { kind: 'rows'; rows: ComparedRow[]; total: number }
  | { kind: 'place'; place: ComparedPlace | null }
  | { kind: 'diff'; diff: TextDiff }
  | { kind: 'csv'; csv: Uint8Array<ArrayBuffer> }

/** What the page says. `whole` means that the blocks since the last one are all rows of a side. */
export type ToCompare =
  | { kind: 'block'; side: Side; block: DigestBlock }
  | { kind: 'whole'; side: Side }
  | { kind: 'ask'; id: number; question: CompareQuestion }

/** What the worker says: figures whenever they are new ones, and answers. */
export type FromCompare =
  | { kind: 'compared'; summary: ComparisonSummary }
  | { kind: 'reply'; id: number; reply: CompareReply }
  | { kind: 'refused'; id: number; message: string }
