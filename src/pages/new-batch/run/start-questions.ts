import type { MoneyRange, TotalCost } from '~/domain/estimate/estimate'
import type { StartedBatch } from '~/domain/estimate/history'
import { readUsd, usdToText } from '~/domain/money'

/** A reason to ask before a batch starts. */
export type StartQuestion =
  | { kind: 'over_budget'; budgetUsd: string; cost: MoneyRange }
  | { kind: 'unknown_price'; budgetUsd: string; models: readonly string[] }
  | { kind: 'same_file'; batch: StartedBatch; others: number; isOfContent: boolean; trialRows: number }

interface Circumstances {
  /** As the settings hold it; `null` never asks. */
  budgetUsd: string | null
  /** What the rows to be started cost in the chosen window; `null` where nothing is known of the file. */
  cost: TotalCost | null
  /** Batches of the very same file, newest first. */
  earlier: readonly StartedBatch[]
  /** The files were compared by content and not by name, size and date. */
  isOfContent: boolean
  /** Rows that are tried first; 0 for all of them. */
  trialRows: number
}

/** What a person is asked before the start; nothing where nothing is unusual. */
export function startQuestions(circumstances: Circumstances): StartQuestion[] {
  const { budgetUsd, cost, earlier, isOfContent, trialRows } = circumstances
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
  if (batch) questions.push({ kind: 'same_file', batch, others: others.length, isOfContent, trialRows })
  return questions
}

/** What is about to be started. */
interface Start {
  /** The file, as nothing else is called: its fingerprint, or its id on the server. */
  file: string | null
  completionWindow: string
  /** Rows that are tried first; 0 for all of them. */
  trialRows: number
}

/** What was asked of which start, for telling the same question from a new one: a yes counts for that one only. */
export function nameOfQuestions(
  questions: readonly StartQuestion[],
  { file, completionWindow, trialRows }: Start,
): string {
  return JSON.stringify([file, completionWindow, trialRows, ...questions.map(gist)])
}

function gist(question: StartQuestion): string[] {
  switch (question.kind) {
    case 'over_budget':
      return [question.kind, question.budgetUsd, usdToText(question.cost.high)]
    case 'unknown_price':
      return [question.kind, question.budgetUsd, ...question.models]
    case 'same_file':
      return [question.kind, question.batch.batchId]
  }
}
