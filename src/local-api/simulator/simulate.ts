import type { BatchEndpoint } from '../../contract/request-line.ts'
import type { Outcome } from './outcome.ts'
import { hashText } from './random.ts'
import { plannedFailure, type BatchSimulation } from './triggers.ts'

/** One request for the simulated model. */
export interface SimulatedRequest {
  endpoint: BatchEndpoint
  body: Readonly<Record<string, unknown>>
  customId: string
  /** From 0. */
  position: number
  /** From 1. */
  attempt: number
  simulation: BatchSimulation | null
  /** Unix seconds that the answer says it was made at. */
  createdAt: number
}

export function simulateRow(request: SimulatedRequest): Outcome {
  const model = typeof request.body['model'] === 'string' ? request.body['model'] : 'sim/standard'
  const seed = hashText(JSON.stringify(request.body))
  const failure = plannedFailure({ ...request, model, seed })
  if (failure) return { kind: 'failure', failure }
  return {
    kind: 'answer',
    statusCode: 200,
    usage: { promptTokens: 10, cachedTokens: 0, completionTokens: 5, reasoningTokens: 0 },
    body: {
      id: `chatcmpl-${seed}`,
      object: 'chat.completion',
      created: request.createdAt,
      model,
      choices: [
        { index: 0, message: { role: 'assistant', content: 'Simulated answer.' }, finish_reason: 'stop' },
      ],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    },
  }
}
