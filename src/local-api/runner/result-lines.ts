import { rowId } from '../ids.ts'
import type { Personality } from '../personality.ts'
import type { Failure, Outcome } from '../simulator/outcome.ts'
import type { FinishedRequest } from '../store/records.ts'

const EXPIRED = 'This request could not be executed before the completion window expired.'

function errorBody(failure: Extract<Failure, { kind: 'http' }>) {
  const { sentence, code, param } = failure
  return { error: { message: sentence, type: code, param, code } }
}

/** The `error` of an error line. An HTTP failure holds the server's answer as JSON inside JSON, twice. */
function errorOf(failure: Failure): { code: string; message: string } {
  switch (failure.kind) {
    case 'http': {
      const type = failure.retriable ? 'RetriableHttpStatus' : 'NonRetriableHttpStatus'
      const details = { status: failure.status, body: JSON.stringify(errorBody(failure)) }
      return { code: failure.code, message: JSON.stringify({ type, details }) }
    }
    case 'timeout':
      return {
        code: 'timeout',
        message: JSON.stringify({ type: 'Timeout', details: { seconds: failure.seconds } }),
      }
    case 'network':
      return {
        code: 'network_error',
        message: JSON.stringify({ type: 'NetworkError', details: { message: failure.sentence } }),
      }
    case 'legacy':
      return {
        code: 'upstream_error',
        message: `Upstream returned ${failure.status}: ${failure.sentence}`,
      }
    case 'expired':
      return { code: 'batch_expired', message: EXPIRED }
  }
}

function responseOf(id: string, statusCode: number, body: unknown) {
  return { status_code: statusCode, request_id: `req_${id.slice(-24)}`, body }
}

/**
 * The line that a row leaves in the output or error file.
 * @param row its batch, its position in the batch and its custom_id
 */
export function resultLine(
  row: { batchId: string; position: number; customId: string },
  outcome: Outcome,
  personality: Personality,
): FinishedRequest {
  const { position, customId } = row
  const id = rowId(row.batchId, position)
  if (outcome.kind === 'answer') {
    const response = responseOf(id, outcome.statusCode, outcome.body)
    return {
      position,
      kind: 'output',
      line: JSON.stringify({ id, custom_id: customId, response, error: null }),
    }
  }
  const { failure } = outcome
  const asResponse = personality.errorsAsResponses && failure.kind === 'http'
  const content = asResponse
    ? { response: responseOf(id, failure.status, errorBody(failure)), error: null }
    : { response: null, error: errorOf(failure) }
  return { position, kind: 'error', line: JSON.stringify({ id, custom_id: customId, ...content }) }
}
