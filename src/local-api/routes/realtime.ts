import { BATCH_ENDPOINTS, INPUT_LIMITS } from '../../contract/request-line.ts'
import { ApiFailure, badRequest } from '../errors.ts'
import { toSeconds } from '../clock.ts'
import { hashText } from '../simulator/random.ts'
import { simulateRow } from '../simulator/simulate.ts'
import { createRoutes, parseJsonObject, readText } from './context.ts'

const LARGEST_BODY_BYTES = INPUT_LIMITS.bodyBytes + 64 * 1024

/** The same endpoints that batches call, answered at once: for trying out one request. */
export function realtimeRoutes() {
  const routes = createRoutes()
  for (const endpoint of BATCH_ENDPOINTS) {
    routes.post(endpoint.slice('/v1'.length), async (context) => {
      const text = await readText(context.req.raw, LARGEST_BODY_BYTES)
      const body = parseJsonObject(text)
      if (typeof body['model'] !== 'string')
        throw badRequest("'model' is required and must be a string.", 'model')
      if (body['stream'] === true) throw badRequest("'stream' is not supported here.", 'stream')
      const outcome = simulateRow({
        endpoint,
        body,
        customId: '',
        position: hashText(text),
        attempt: 1,
        simulation: null,
        createdAt: toSeconds(context.get('workspace').clock.now()),
      })
      if (outcome.kind === 'answer') return context.json(outcome.body)
      const { failure } = outcome
      if (failure.kind !== 'http')
        throw new ApiFailure(503, 'The model could not be reached.', { retryAfterSeconds: 5 })
      const param = failure.param === null ? {} : { param: failure.param }
      throw new ApiFailure(failure.status, failure.sentence, { code: failure.code, ...param })
    })
  }
  return routes
}
