import { usdToText } from '../../domain/money.ts'
import { costOfUsage } from '../pricing.ts'
import type { BatchRecord } from '../store/records.ts'
import type { WireObject } from '../wire.ts'
import { createRoutes, requireBatch, requireExtensions } from './context.ts'

/** How much of a row's time passes before its first token, in this simulation. */
const FIRST_TOKEN_SHARE = 0.2

/** Tokens and cost of the answered rows. Failed and cancelled rows cost nothing. */
export function batchAnalytics(batch: BatchRecord): WireObject {
  const { usage: usages } = batch
  const rows = usages.reduce((sum, usage) => sum + usage.rows, 0)
  const prompt = usages.reduce((sum, usage) => sum + usage.promptTokens, 0)
  const completion = usages.reduce((sum, usage) => sum + usage.completionTokens, 0)
  const reasoning = usages.reduce((sum, usage) => sum + usage.reasoningTokens, 0)
  const duration = usages.reduce((sum, usage) => sum + usage.durationMs, 0)
  return {
    total_requests: batch.counts.completed + batch.counts.failed,
    total_prompt_tokens: prompt,
    total_completion_tokens: completion,
    total_reasoning_tokens: reasoning,
    total_tokens: prompt + completion,
    avg_duration_ms: rows === 0 ? null : duration / rows,
    avg_ttfb_ms: rows === 0 ? null : (duration / rows) * FIRST_TOKEN_SHARE,
    total_cost: usdToText(costOfUsage(batch.usage, batch.completionWindow)),
    total_list_cost: usdToText(costOfUsage(batch.usage, 'realtime')),
  }
}

export function analyticsRoutes() {
  const routes = createRoutes()
  routes.get('/batches/:id/analytics', (context) => {
    const workspace = context.get('workspace')
    requireExtensions(workspace, context.req.path)
    return context.json(batchAnalytics(requireBatch(workspace, context.req.param('id'))))
  })
  return routes
}
