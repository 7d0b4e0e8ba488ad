import type { MoneyRange, TotalCost } from '~/domain/estimate/estimate'
import type { StartedBatch } from '~/domain/estimate/history'
import { readUsd } from '~/domain/money'

/** A reason to ask before a batch starts. */
export type StartQuestion =
  | { kind: 'over_budget'; budgetUsd: string; cost: MoneyRange }
  | { kind: 'unknown_price'; budgetUsd: string; models: readonly string[] }
  | { kind: 'same_file'; batch: StartedBatch; others: number; isOfContent: boolean }

interface Circumstances {
  /** As the settings hold it; `null` never asks. */
  budgetUsd: string | null
  /** What the chosen window costs; `null` where nothing is known of the file. */
  cost: TotalCost | null
  /** Batches of the very same file, newest first. */
  earlier: readonly StartedBatch[]
  /** The files were compared by content and not by name, size and date. */
  isOfContent: boolean
}

/** What a person is asked before the start; nothing where nothing is unusual. */
export function startQuestions({ budgetUsd, cost, earlier, isOfContent }: Circumstances): StartQuestion[] {
  const budget = budgetUsd === null ? null : readUsd(budgetUsd)
  const [batch, ...others] = earlier
  const questions: StartQuestion[] = []
  if (budgetUsd !== null && budget !== null && cost) {
    if (cost.range && cost.range.high > budget) {
      questions.push({ kind: 'over_budget', budgetUsd, cost: cost.range })
    } else if (cost.unpriced.length > 0) {
      questions.push({ kind: 'unknown_price', budgetUsd, models: cost.unpriced })
    }
  }
  if (batch) questions.push({ kind: 'same_file', batch, others: others.length, isOfContent })
  return questions
}
