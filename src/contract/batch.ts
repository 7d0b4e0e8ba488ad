import * as z from 'zod/mini'
import { count, optionalNumber, optionalText } from './lenient.ts'

/** The statuses of the OpenAI contract, in the order a batch can pass through them. */
export const BATCH_STATUSES = [
  'validating',
  'in_progress',
  'finalizing',
  'completed',
  'failed',
  'expired',
  'cancelling',
  'cancelled',
] as const

/** A status this console knows. Servers may send others; `Batch.status` is therefore plain text. */
export type BatchStatus = (typeof BATCH_STATUSES)[number]

/** Why a batch was refused at validation. `line` counts from 1, as the server counts (blank lines not). */
const BatchError = z.object({
  code: optionalText,
  line: optionalNumber,
  message: z.catch(z.string(), 'The server gave no reason.'),
  param: optionalText,
})

/** Rows of a batch. `total` is 0 until validation has counted them. */
const RequestCounts = z.object({ total: count, completed: count, failed: count })

const noCounts = { total: 0, completed: 0, failed: 0 }

const errors = z.pipe(
  z.catch(z.nullish(z.object({ data: z.catch(z.nullish(z.array(BatchError)), null) })), null),
  z.transform((value) => value?.data ?? []),
)

const metadata = z.pipe(
  z.catch(z.nullish(z.record(z.string(), z.unknown())), null),
  z.transform((value): Record<string, string> =>
    Object.fromEntries(Object.entries(value ?? {}).map(([key, entry]) => [key, String(entry)])),
  ),
)

/**
 * A batch as every server's answer is read: absent values are `null`, absent counts 0, absent metadata
 * empty. Times are Unix seconds.
 */
export const Batch = z.object({
  id: z.string(),
  endpoint: z.catch(z.string(), ''),
  status: z.catch(z.string(), 'unknown'),
  errors,
  model: optionalText,
  input_file_id: optionalText,
  output_file_id: optionalText,
  error_file_id: optionalText,
  completion_window: z.catch(z.string(), ''),
  created_at: count,
  in_progress_at: optionalNumber,
  expires_at: optionalNumber,
  finalizing_at: optionalNumber,
  completed_at: optionalNumber,
  failed_at: optionalNumber,
  expired_at: optionalNumber,
  cancelling_at: optionalNumber,
  cancelled_at: optionalNumber,
  request_counts: z.pipe(
    z.catch(z.nullish(RequestCounts), null),
    z.transform((value) => value ?? noCounts),
  ),
  metadata,
})

export type Batch = z.infer<typeof Batch>

/** The body of `POST /batches`. */
export interface CreateBatch {
  input_file_id: string
  endpoint: string
  completion_window: string
  metadata?: Record<string, string>
}
