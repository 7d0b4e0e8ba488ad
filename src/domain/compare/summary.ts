import type { Outcome } from '../results/outcome.ts'
import { type ModelTotals, totalsByModel } from '../series/answer-series.ts'
import { type Comparison, outcomeAt } from './comparison.ts'
import { type Digests, RESULT_STATES } from './digests.ts'
import { faultyIds } from './pairs.ts'
import { type Verdict, VERDICTS } from './verdict.ts'

/** One batch in figures. */
export interface SideSummary {
  rows: number
  succeeded: number
  failed: number
  /** Rows that repeat an earlier `custom_id`, and rows without one. */
  repeatedIds: number
  namelessRows: number
  /** The first ids, for when no id stands in both. */
  firstIds: string[]
  /** What its answers used, and what those of rows answered in both batches used. */
  totals: ModelTotals[]
  sharedTotals: ModelTotals[]
}

/** A comparison in figures. */
export interface ComparisonSummary {
  left: SideSummary
  right: SideSummary
  verdicts: Record<Verdict, number>
  /** Rows in both that ended otherwise, the most frequent change first. */
  changes: { from: Outcome; to: Outcome; rows: number }[]
  /** Rows counted as the same because both failed with the same error. */
  alikeFailures: number
  /** Rows that both batches have answered. */
  sharedAnswers: number
}

/** Adds a comparison up. */
export function summaryOf(comparison: Comparison): ComparisonSummary {
  const { left, right } = comparison
  const verdicts: Record<Verdict, number> = {
    same: 0,
    changed: 0,
    only_left: 0,
    only_right: 0,
    unanswered: 0,
    lost: 0,
  }
  const changes = new Map<string, ComparisonSummary['changes'][number]>()
  const shared: { left: number[]; right: number[] } = { left: [], right: [] }
  let alikeFailures = 0
  for (let pair = 0; pair < comparison.count; pair += 1) {
    const verdict = comparison.verdict(pair)
    verdicts[verdict] += 1
    const change = comparison.outcomeChange(pair)
    if (change !== null) {
      const key = `${change.from} ${change.to}`
      const known = changes.get(key)
      if (known === undefined) changes.set(key, { ...change, rows: 1 })
      else known.rows += 1
    }
    const leftRow = comparison.pairs.left[pair] ?? -1
    const rightRow = comparison.pairs.right[pair] ?? -1
    if (leftRow === -1 || rightRow === -1) continue
    if (verdict === 'same' && outcomeAt(left, leftRow) === 'failed') alikeFailures += 1
    if (!isAnswered(left, leftRow) || !isAnswered(right, rightRow)) continue
    shared.left.push(leftRow)
    shared.right.push(rightRow)
  }
  return {
    left: sideSummary(left, shared.left),
    right: sideSummary(right, shared.right),
    verdicts,
    changes: [...changes.values()].sort((one, other) => other.rows - one.rows),
    alikeFailures,
    sharedAnswers: shared.left.length,
  }
}

/** Rows that both batches have. */
export function rowsInBoth({ verdicts }: ComparisonSummary): number {
  return (
    VERDICTS.reduce((sum, verdict) => sum + verdicts[verdict], 0) - verdicts.only_left - verdicts.only_right
  )
}

const FIRST_IDS = 3

function sideSummary(side: Digests, sharedRows: readonly number[]): SideSummary {
  const rows = side.customIds.map((_, row) => row)
  const { repeated, nameless } = faultyIds(side.customIds)
  return {
    rows: rows.length,
    succeeded: rows.filter((row) => outcomeAt(side, row) === 'succeeded').length,
    failed: rows.filter((row) => outcomeAt(side, row) === 'failed').length,
    repeatedIds: repeated,
    namelessRows: nameless,
    firstIds: side.customIds.slice(0, FIRST_IDS),
    totals: totalsOf(side, rows),
    sharedTotals: totalsOf(side, sharedRows),
  }
}

function isAnswered(side: Digests, row: number): boolean {
  return RESULT_STATES[side.states[row] ?? 0] !== 'none' && outcomeAt(side, row) !== 'failed'
}

function totalsOf(side: Digests, rows: readonly number[]): ModelTotals[] {
  return totalsByModel(
    rows
      .filter((row) => side.counted[row] === 1 || isAnswered(side, row))
      .map((row) => ({
        model: side.modelNames[side.models[row] ?? 0] ?? '',
        tokens:
          side.counted[row] === 1
            ? {
                input: side.tokensIn[row] ?? 0,
                cached: 0,
                output: side.tokensOut[row] ?? 0,
                reasoning: 0,
              }
            : null,
      })),
  )
}
