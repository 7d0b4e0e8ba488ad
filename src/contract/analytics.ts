import * as z from 'zod/mini'
import { count, optionalDecimal, optionalNumber } from './lenient.ts'

/** Tokens and billed cost of a batch (`GET /batches/{id}/analytics`). Costs are USD as exact decimal text. */
export const BatchAnalytics = z.object({
  total_requests: count,
  total_prompt_tokens: count,
  total_completion_tokens: count,
  total_reasoning_tokens: optionalNumber,
  total_tokens: count,
  avg_duration_ms: optionalNumber,
  avg_ttfb_ms: optionalNumber,
  total_cost: optionalDecimal,
  total_list_cost: optionalDecimal,
})

export type BatchAnalytics = z.infer<typeof BatchAnalytics>
