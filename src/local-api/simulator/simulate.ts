import type { BatchEndpoint } from '../../contract/request-line.ts'
import { TooMuchToWrite } from './budget.ts'
import { simulateChat } from './chat.ts'
import { simulateCompletion } from './completions.ts'
import { simulateEmbedding } from './embeddings.ts'
import type { Failure, Outcome } from './outcome.ts'
import { hashText } from './random.ts'
import { simulateResponse } from './responses.ts'
import { plannedFailure, plannedOddity, type BatchSimulation } from './triggers.ts'

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

const ENDPOINTS = {
  '/v1/chat/completions': simulateChat,
  '/v1/completions': simulateCompletion,
  '/v1/responses': simulateResponse,
  '/v1/embeddings': simulateEmbedding,
} satisfies Record<BatchEndpoint, (request: SimulatedRequest, seed: number) => Outcome>

const ERROR_AMONG_ANSWERS = {
  message: 'The prompt is too long for this model.',
  type: 'invalid_request_error',
  param: 'messages',
  code: 'context_length_exceeded',
}

const SCHEMA_TOO_LARGE: Failure = {
  kind: 'http',
  status: 400,
  code: 'invalid_request_error',
  param: null,
  sentence: 'The JSON schema asks for more than this model writes.',
  retriable: false,
}
const NOT_UNDERSTOOD: Failure = {
  kind: 'http',
  status: 500,
  code: 'server_error',
  param: null,
  sentence: 'The model server could not handle this request.',
  retriable: false,
}

/**
 * Answers a request as the simulated model: the same request gets the same answer, and the failures and
 * oddities of `triggers.ts` happen to those who ask for them. Never throws: a request that the simulation
 * cannot cope with, such as one of ten thousand nested lists, is a failure of its own row.
 */
export function simulateRow(request: SimulatedRequest): Outcome {
  try {
    return answer(request)
  } catch (error) {
    return { kind: 'failure', failure: error instanceof TooMuchToWrite ? SCHEMA_TOO_LARGE : NOT_UNDERSTOOD }
  }
}

function answer(request: SimulatedRequest): Outcome {
  const model = typeof request.body['model'] === 'string' ? request.body['model'] : ''
  const seed = hashText(JSON.stringify(request.body))
  const failure = plannedFailure({ ...request, model, seed })
  if (failure) return { kind: 'failure', failure }
  switch (plannedOddity(request.customId)) {
    case 'error_status':
      return { kind: 'answer', statusCode: 400, body: { error: ERROR_AMONG_ANSWERS }, usage: null }
    case 'text_body':
      return {
        kind: 'answer',
        statusCode: 502,
        body: 'Bad gateway: the model server gave no answer.',
        usage: null,
      }
    default:
      return ENDPOINTS[request.endpoint](request, seed)
  }
}
