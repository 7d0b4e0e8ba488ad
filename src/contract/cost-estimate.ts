import * as z from 'zod/mini'
import { count, optionalDecimal } from './lenient.ts'

/** The server's own estimate for an uploaded file (`GET /files/{id}/cost-estimate`). USD as decimal text. */
export const CostEstimate = z.object({
  file_id: z.string(),
  total_requests: count,
  total_estimated_input_tokens: count,
  total_estimated_output_tokens: count,
  total_estimated_cost: optionalDecimal,
})

export type CostEstimate = z.infer<typeof CostEstimate>
