import * as z from 'zod/mini'
import { BATCH_STATUSES } from '../../contract/batch.ts'
import { BATCH_ENDPOINTS } from '../../contract/request-line.ts'

/** A file as it is kept. Output and error files have no content of their own: their lines are results of a batch. */
export const FileRecord = z.object({
  id: z.string(),
  kind: z.enum(['input', 'output', 'error']),
  /** The batch whose lines an output or error file shows. */
  batchId: z.nullable(z.string()),
  filename: z.string(),
  /** Bytes of an input file; output and error files grow with their batch, see `BatchRecord.lines`. */
  bytes: z.number(),
  /** Lines of an input file that are not blank. */
  lineCount: z.number(),
  createdAt: z.number(),
  expiresAt: z.number(),
})
export type FileRecord = z.infer<typeof FileRecord>

/** Tokens of the rows of one model that were answered. */
export const ModelUsage = z.object({
  model: z.string(),
  rows: z.number(),
  promptTokens: z.number(),
  cachedTokens: z.number(),
  completionTokens: z.number(),
  reasoningTokens: z.number(),
  durationMs: z.number(),
})
export type ModelUsage = z.infer<typeof ModelUsage>

const LineTotals = z.object({ count: z.number(), bytes: z.number() })
const optionalTime = z.nullable(z.number())

/** A batch as it is kept. All times are milliseconds since 1970 on the clock of its workspace. */
export const BatchRecord = z.object({
  id: z.string(),
  endpoint: z.enum(BATCH_ENDPOINTS),
  inputFileId: z.string(),
  inputDeleted: z.boolean(),
  outputFileId: z.string(),
  errorFileId: z.string(),
  completionWindow: z.string(),
  metadata: z.nullable(z.record(z.string(), z.string())),
  status: z.enum(BATCH_STATUSES),
  errors: z.array(
    z.object({
      code: z.string(),
      line: z.nullable(z.number()),
      message: z.string(),
      param: z.nullable(z.string()),
    }),
  ),
  createdAt: z.number(),
  inProgressAt: optionalTime,
  expiresAt: z.number(),
  finalizingAt: optionalTime,
  completedAt: optionalTime,
  failedAt: optionalTime,
  expiredAt: optionalTime,
  cancellingAt: optionalTime,
  cancelledAt: optionalTime,
  counts: z.object({ total: z.number(), completed: z.number(), failed: z.number() }),
  lines: z.object({ output: LineTotals, error: LineTotals }),
  /** One entry a model. A list, because a model may have any name, that of a built-in property too. */
  usage: z.array(ModelUsage),
})
export type BatchRecord = z.infer<typeof BatchRecord>
export type BatchFailure = BatchRecord['errors'][number]

/** Where the lines of a batch stand: answers in the output file, failures in the error file. */
export type LineKind = 'output' | 'error'

export const REQUEST_STATES = ['pending', 'completed', 'failed', 'cancelled'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

/** A request found by validation. `start` and `length` are bytes of its line in the input file. */
export interface NewRequest {
  position: number
  customId: string
  model: string
  start: number
  length: number
}

/** A request of a batch. `attempt` counts from 1 and grows with every retry. */
export interface RequestRecord extends NewRequest {
  state: RequestState
  attempt: number
}

/** A request that has ended, with the line that it leaves behind. */
export interface FinishedRequest {
  position: number
  kind: LineKind
  line: string
}

/** A line of an output or error file. `sequence` grows with every line of the store and is never reused. */
export interface StoredLine {
  sequence: number
  position: number
  line: string
}
