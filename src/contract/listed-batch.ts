import * as z from 'zod/mini'
import { BatchAnalytics } from './analytics.ts'
import { Batch } from './batch.ts'
import { count, optionalNumber } from './lenient.ts'

const TokenDetails = z.catch(z.nullish(z.object({ reasoning_tokens: optionalNumber })), null)

/**
 * A batch with what it used, as far as its server says so in a list: the vendor's `analytics` where
 * `include=analytics` is understood, OpenAI's own `usage`, else `null`.
 */
export const ListedBatch = z.extend(Batch, {
  analytics: z.pipe(
    z.catch(z.nullish(BatchAnalytics), null),
    z.transform((value): BatchAnalytics | null => value ?? null),
  ),
  usage: z.pipe(
    z.catch(
      z.nullish(z.object({ input_tokens: count, output_tokens: count, output_tokens_details: TokenDetails })),
      null,
    ),
    z.transform((value) => value ?? null),
  ),
})

export type ListedBatch = z.infer<typeof ListedBatch>
