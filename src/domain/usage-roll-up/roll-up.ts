import type { Money } from '../money.ts'
import { type BatchUse, savedBy } from './batch-use.ts'
import { dayOf, type Zone } from './days.ts'

/** A sum over batches, with how many of them it could not count. */
export interface UseSum {
  batches: number
  /** Rows that were answered. */
  rows: number
  failedRows: number
  inputTokens: number
  outputTokens: number
  cost: Money
  /** Against realtime, over the batches where both costs are known. */
  saved: Money
  /** What those batches would have cost in realtime. */
  comparedWith: Money
  withoutTokens: number
  withoutCost: number
  withoutRealtime: number
}

const NOTHING: UseSum = {
  batches: 0,
  rows: 0,
  failedRows: 0,
  inputTokens: 0,
  outputTokens: 0,
  cost: 0n,
  saved: 0n,
  comparedWith: 0n,
  withoutTokens: 0,
  withoutCost: 0,
  withoutRealtime: 0,
}

/** The sum of what some batches used. */
export function sumOfUse(uses: readonly BatchUse[]): UseSum {
  return uses.reduce((sum, use) => {
    const { completed, failed } = use.batch.request_counts
    const saved = savedBy(use)
    return {
      batches: sum.batches + 1,
      rows: sum.rows + completed,
      failedRows: sum.failedRows + failed,
      inputTokens: sum.inputTokens + (use.tokens?.input ?? 0),
      outputTokens: sum.outputTokens + (use.tokens?.output ?? 0),
      cost: sum.cost + (use.cost?.amount ?? 0n),
      saved: sum.saved + (saved ?? 0n),
      comparedWith: sum.comparedWith + (saved === null ? 0n : (use.realtimeCost ?? 0n)),
      withoutTokens: sum.withoutTokens + Number(use.tokens === null),
      withoutCost: sum.withoutCost + Number(use.cost === null),
      withoutRealtime: sum.withoutRealtime + Number(saved === null),
    }
  }, NOTHING)
}

export interface UseGroup {
  key: string
  sum: UseSum
}

/** Sums by the day a batch was created on, newest first; days without a batch are missing. */
export function sumsByDay(uses: readonly BatchUse[], zone: Zone): UseGroup[] {
  return grouped(uses, ({ batch }) => dayOf(batch.created_at, zone)).sort((one, other) =>
    one.key < other.key ? 1 : -1,
  )
}

/** Sums by model, the dearest first; the key of what has no known model is empty. */
export function sumsByModel(uses: readonly BatchUse[]): UseGroup[] {
  return grouped(uses, ({ model }) => model ?? '').sort((one, other) => {
    if (one.sum.cost !== other.sum.cost) return one.sum.cost < other.sum.cost ? 1 : -1
    return other.sum.rows - one.sum.rows || one.key.localeCompare(other.key, 'en')
  })
}

function grouped(uses: readonly BatchUse[], keyOf: (use: BatchUse) => string): UseGroup[] {
  const groups = Map.groupBy(uses, keyOf)
  return [...groups].map(([key, members]) => ({ key, sum: sumOfUse(members) }))
}
