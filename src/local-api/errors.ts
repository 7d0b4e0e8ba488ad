import type { Personality } from './personality.ts'

/** A request that cannot be served, thrown by handlers and rendered once, in the personality's form. */
export class ApiFailure extends Error {
  readonly status: number
  readonly code: string | null
  readonly param: string | null
  readonly retryAfterSeconds: number | null

  constructor(
    status: number,
    message: string,
    details: { code?: string; param?: string; retryAfterSeconds?: number } = {},
  ) {
    super(message)
    this.name = 'ApiFailure'
    this.status = status
    this.code = details.code ?? null
    this.param = details.param ?? null
    this.retryAfterSeconds = details.retryAfterSeconds ?? null
  }
}

/** @param what "file", "batch" or "model" */
export function notFound(what: string, id: string): ApiFailure {
  return new ApiFailure(404, `No such ${what}: ${id}`, { param: 'id' })
}

export function badRequest(message: string, param?: string): ApiFailure {
  return new ApiFailure(400, message, param === undefined ? {} : { param })
}

const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'insufficient_credits',
  403: 'permission_error',
  429: 'rate_limit_error',
}

function typeOf(status: number): string {
  return TYPES[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error')
}

function json(status: number, body: unknown, headers: Record<string, string>): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

/** Renders a failure as the server of this personality would: OpenAI's JSON, or mostly plain text. */
export function renderFailure(failure: ApiFailure, personality: Personality): Response {
  const { status, message, code, param, retryAfterSeconds } = failure
  const headers: Record<string, string> =
    retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) }
  if (personality.errors === 'json') {
    return json(status, { error: { message, type: typeOf(status), param, code } }, headers)
  }
  if (status === 429 || status === 503) {
    return json(status, { error: typeOf(status), message, retry_after_seconds: retryAfterSeconds }, headers)
  }
  if (status === 409 || status === 422) return json(status, { message }, headers)
  return new Response(message, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  })
}
