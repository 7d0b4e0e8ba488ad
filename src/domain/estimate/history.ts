import * as z from 'zod/mini'
import { parseUsd, readUsd, usdToText } from '../money.ts'
import type { MoneyRange } from './estimate.ts'

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
