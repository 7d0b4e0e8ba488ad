import { LineTooLong, linesOf } from '../../domain/jsonl/lines.ts'
import { checkRequestLine } from '../../domain/jsonl/request-rules.ts'
import { usdToText } from '../../domain/money.ts'
import { badRequest } from '../errors.ts'
import { costOfModel } from '../pricing.ts'
import type { WireObject } from '../wire.ts'
import { LONGEST_LINE } from '../runner/validation.ts'
import { createRoutes, requireExtensions, requireFile } from './context.ts'

const BYTES_PER_TOKEN = 4
/** What an answer is taken to be long, whatever was asked: as crude as the real service. */
const USUAL_ANSWER_TOKENS = 300

interface ModelTotals {
  requests: number
  promptTokens: number
  completionTokens: number
}

async function totalsByModel(content: ReadableStream<Uint8Array>): Promise<Map<string, ModelTotals>> {
  const totals = new Map<string, ModelTotals>()
  for await (const line of linesOf(content, LONGEST_LINE)) {
    const verdict = checkRequestLine(line.bytes, line.number === 1)
    if (!verdict.ok) continue
    const { model, url } = verdict.request
    const before = totals.get(model) ?? { requests: 0, promptTokens: 0, completionTokens: 0 }
    totals.set(model, {
      requests: before.requests + 1,
      promptTokens: before.promptTokens + Math.ceil(line.bytes.length / BYTES_PER_TOKEN),
      completionTokens: before.completionTokens + (url === '/v1/embeddings' ? 0 : USUAL_ANSWER_TOKENS),
    })
  }
  return totals
}

function toWire(fileId: string, totals: ReadonlyMap<string, ModelTotals>, window: string): WireObject {
  const models = [...totals].map(([model, sum]) => ({ model, ...sum, cost: costOfModel(model, sum, window) }))
  return {
    file_id: fileId,
    total_requests: models.reduce((sum, { requests }) => sum + requests, 0),
    total_estimated_input_tokens: models.reduce((sum, { promptTokens }) => sum + promptTokens, 0),
    total_estimated_output_tokens: models.reduce((sum, { completionTokens }) => sum + completionTokens, 0),
    total_estimated_cost: usdToText(models.reduce((sum, { cost }) => sum + cost, 0n)),
    models: models.map(({ model, requests, promptTokens, completionTokens, cost }) => ({
      model,
      request_count: requests,
      estimated_input_tokens: promptTokens,
      estimated_output_tokens: completionTokens,
      estimated_cost: usdToText(cost),
    })),
  }
}

/** `GET /files/{id}/cost-estimate`: bytes ÷ 4 in, a usual answer out, at the price of the window. */
export function costEstimateRoutes() {
  const routes = createRoutes()
  routes.get('/files/:id/cost-estimate', async (context) => {
    const workspace = context.get('workspace')
    requireExtensions(workspace, context.req.path)
    const file = requireFile(workspace, context.req.param('id'))
    if (file.kind !== 'input') throw badRequest("Only files with the purpose 'batch' have an estimate.")
    const window = context.req.query('completion_window') ?? '24h'
    if (!workspace.settings.personality.completionWindows.some((candidate) => candidate === window)) {
      throw badRequest("'completion_window' must be 24h or 1h.", 'completion_window')
    }
    const totals = await totalsByModel(workspace.store.readContent(file.id)).catch((error: unknown) => {
      if (!(error instanceof LineTooLong)) throw error
      throw badRequest(`Line ${error.ordinal} of the file is longer than ${LONGEST_LINE} bytes.`)
    })
    return context.json(toWire(file.id, totals, window))
  })
  return routes
}
