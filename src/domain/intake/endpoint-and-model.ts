import * as z from 'zod/mini'
import { BATCH_ENDPOINTS, type BatchEndpoint } from '../../contract/request-line.ts'

const Url = z.object({ url: z.string() })
const RequestModel = z.object({ body: z.object({ model: z.string() }) })

/** The endpoint and model that a request line names. @param text one line of an input file */
export function endpointAndModelOf(text: string): { endpoint: BatchEndpoint | null; model: string | null } {
  const json = parseJson(text)
  const url = z.safeParse(Url, json)
  const request = z.safeParse(RequestModel, json)
  return {
    endpoint: (url.success && BATCH_ENDPOINTS.find((known) => known === url.data.url)) || null,
    model: request.success ? request.data.body.model : null,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
