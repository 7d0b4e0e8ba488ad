import * as z from 'zod/mini'
import { parseUsd, readUsd, usdToText } from '../money.ts'
import { mainFormOf } from './assumptions.ts'
import type { Estimate, MoneyRange } from './estimate.ts'
import { withoutExperience } from './input-size.ts'
import { type PastUse, pastUseOf, type UseRecord } from './past-use.ts'
import type { FileSizes, ModelSizes } from './size-tally.ts'

const count = z.number().check(z.nonnegative())

const PlannedModel = z.object({
  model: z.string(),
  form: z.enum(['text', 'json', 'schema', 'none']),
  requests: count,
  choices: count,
  /** Input tokens as the file alone suggests them. */
  estimatedInput: count,
})

const InputFile = z.object({
  name: z.string(),
  bytes: count,
  /** Hash of the content where the browser can make one, else name, size and date. */
  fingerprint: z.nullable(z.string()),
})

/** Dollars as exact decimals. */
const PlannedCost = z.object({ low: z.string(), likely: z.string(), high: z.string() })

const BatchPlan = z.object({
  file: InputFile,
  models: z.array(PlannedModel),
  /** `null` where a model had no price. */
  cost: z.nullable(PlannedCost),
})

const BatchEnd = z.object({
  status: z.string(),
  completed: count,
  /** `null` where the server does not tell. */
  inputTokens: z.nullable(count),
  outputTokens: z.nullable(count),
})

export const StartedBatch = z.object({
  batchId: z.string(),
  connectionId: z.string(),
  /** The server's id of the input file. */
  fileId: z.nullable(z.string()),
  title: z.string(),
  /** Unix seconds. */
  startedAt: count,
  completionWindow: z.string(),
  /** The batch whose rows it tries again. */
  retryOf: z.optional(z.nullable(z.string())),
  plan: BatchPlan,
  /** `null` until its end has been seen. */
  end: z.nullable(BatchEnd),
})

/** What a batch was expected to use and cost when it was started. */
export type BatchPlan = z.infer<typeof BatchPlan>
/** How a batch ended and what it used. */
export type BatchEnd = z.infer<typeof BatchEnd>
/** A batch that this browser has started. */
export type StartedBatch = z.infer<typeof StartedBatch>

/** Older batches are forgotten: they say little of new ones, and the browser's storage is small. */
const MOST_BATCHES = 500
/** Above this the models of one batch are not told apart. */
const MOST_MODELS = 20

/** Reads what an earlier visit has stored, newest first. What is broken is left out. */
export function readHistory(stored: unknown): StartedBatch[] {
  const list = z.safeParse(z.object({ version: z.literal(1), batches: z.array(z.unknown()) }), stored)
  if (!list.success) return []
  return list.data.batches
    .flatMap((one) => {
      const parsed = z.safeParse(StartedBatch, one)
      return parsed.success ? [parsed.data] : []
    })
    .slice(0, MOST_BATCHES)
}

/** How a history is stored. */
export function historyToStored(batches: readonly StartedBatch[]) {
  return { version: 1, batches }
}

/** Adds a batch, the newest first. */
export function withStarted(history: readonly StartedBatch[], batch: StartedBatch): StartedBatch[] {
  return [batch, ...history.filter(({ batchId }) => batchId !== batch.batchId)].slice(0, MOST_BATCHES)
}

/** Notes how a batch ended. */
export function withEnd(history: readonly StartedBatch[], batchId: string, end: BatchEnd): StartedBatch[] {
  return history.map((batch) => (batch.batchId === batchId ? { ...batch, end } : batch))
}

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

/** The plan of a batch that runs only some of a file's rows. */
export function scalePlan(plan: BatchPlan, rows: number): BatchPlan {
  return rows >= rowsOf(plan) ? plan : planLike(plan, rows)
}

function rowsOf({ models }: BatchPlan): number {
  return models.reduce((sum, { requests }) => sum + requests, 0)
}

/** The plan of a batch of the same file with another number of rows: more or fewer of the same kind. */
export function planLike(plan: BatchPlan, rows: number): BatchPlan {
  const allRows = rowsOf(plan)
  if (allRows === 0) return plan
  const share = (value: number) => Math.round((value * rows) / allRows)
  const cost = (usd: string) => usdToText((parseUsd(usd) * BigInt(rows)) / BigInt(allRows))
  return {
    ...plan,
    models: plan.models.map((model) => ({
      ...model,
      requests: share(model.requests),
      choices: share(model.choices),
      estimatedInput: share(model.estimatedInput),
    })),
    cost: plan.cost && {
      low: cost(plan.cost.low),
      likely: cost(plan.cost.likely),
      high: cost(plan.cost.high),
    },
  }
}

/** The cost that was expected, where it was known. */
export function plannedCost({ cost }: BatchPlan): MoneyRange | null {
  const low = cost && readUsd(cost.low)
  const likely = cost && readUsd(cost.likely)
  const high = cost && readUsd(cost.high)
  return low === null || likely === null || high === null ? null : { low, likely, high }
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

/** Batches of the very same file, newest first. */
export function sameFileBatches(
  history: readonly StartedBatch[],
  { fingerprint, fileId }: { fingerprint: string | null; fileId: string | null },
): StartedBatch[] {
  return history.filter(
    (batch) =>
      (fingerprint !== null && batch.plan.file.fingerprint === fingerprint) ||
      (fileId !== null && batch.fileId === fileId),
  )
}
