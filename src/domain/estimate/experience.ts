import { usdToText } from '../money.ts'
import { mainFormOf } from './assumptions.ts'
import type { Estimate, MoneyRange } from './estimate.ts'
import type { BatchPlan, StartedBatch } from './history.ts'
import { withoutExperience } from './input-size.ts'
import { type PastUse, pastUseOf, type UseRecord } from './past-use.ts'
import type { FileSizes, ModelSizes } from './size-tally.ts'

/** Above this the models of one batch are not told apart. */
const MOST_MODELS = 20

/** What is remembered of an estimate when its batch starts. */
export function planOf(
  sizes: FileSizes,
  estimate: Estimate,
  completionWindow: '24h' | '1h',
  file: BatchPlan['file'],
): BatchPlan {
  const { range, unpriced } = estimate.costs[completionWindow]
  return {
    file,
    models: sizes.models.slice(0, MOST_MODELS).map((model) => ({
      model: model.model,
      form: mainFormOf(model),
      requests: model.requests,
      choices: model.answers.reduce((sum, { choices }) => sum + choices, 0),
      estimatedInput: Math.round(withoutExperience(model).likely),
    })),
    cost: range && unpriced.length === 0 && estimate.otherRequests === 0 ? costToText(range) : null,
  }
}

function costToText({ low, likely, high }: MoneyRange) {
  return { low: usdToText(low), likely: usdToText(likely), high: usdToText(high) }
}

/** What batches of one model used; those of several models do not tell which one it was. */
function recordsOf(history: readonly StartedBatch[]): UseRecord[] {
  return history.flatMap(({ plan, end }) => {
    const [only, ...others] = plan.models
    if (!only || others.length > 0 || !end || end.completed === 0 || only.requests === 0) return []
    if (end.inputTokens === null || end.outputTokens === null) return []
    const share = Math.min(1, end.completed / only.requests)
    return [
      {
        model: only.model,
        form: only.form,
        fingerprint: plan.file.fingerprint,
        rows: end.completed,
        choices: only.choices * share,
        estimatedInput: only.estimatedInput * share,
        actualInput: end.inputTokens,
        actualOutput: end.outputTokens,
      },
    ]
  })
}

/** What the history says about the requests of each model of a file. */
export function pastUseFrom(
  history: readonly StartedBatch[],
  fingerprint: string | null,
): (sizes: ModelSizes) => PastUse | null {
  const records = recordsOf(history)
  return (sizes) => pastUseOf(records, { model: sizes.model, form: mainFormOf(sizes), fingerprint })
}
