import * as z from 'zod/mini'
import { readErrorBody } from '../contract/error-body.ts'
import type { Connection } from './connection.ts'
import { ApiError, kindOfStatus } from './errors.ts'

export type Query = Record<string, string | number | boolean | null | undefined>

interface RequestOptions {
  method?: 'GET' | 'POST' | 'DELETE'
  /** Left out: `null`, `undefined` and empty text. */
  query?: Query
  /** Sent as JSON. */
  body?: unknown
  signal?: AbortSignal | undefined
}

/**
 * The full address of a path below the connection's base URL.
 * @param path starts with a slash, for example `/batches`; ids in it are already encoded
 */
export function urlOf(connection: Connection, path: string, query: Query = {}): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value != null && value !== '') parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return `${connection.baseUrl}${path}${text ? `?${text}` : ''}`
}

/** The only request headers that the API's CORS rules let a browser send. */
export function authorization(connection: Connection): Record<string, string> {
  return connection.apiKey ? { Authorization: `Bearer ${connection.apiKey}` } : {}
}

/**
 * Sends a request and hands back the answer unread, so that a large body can be streamed.
 * @throws ApiError for every status outside 200–299 and when there is no answer; an abort is thrown as it is
 */
export async function request(
  connection: Connection,
  path: string,
  { method = 'GET', query, body, signal }: RequestOptions = {},
): Promise<Response> {
  const headers = authorization(connection)
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  const response = await send(urlOf(connection, path, query), {
    method,
    headers,
    signal: signal ?? null,
    cache: 'no-store',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (response.ok) return response
  throw await errorOf(response)
}

/**
 * Sends a request and reads the answer by its schema.
 * @throws ApiError as `request` does, and with kind `unreadable` when the answer does not fit the schema
 */
export async function requestJson<Value>(
  connection: Connection,
  path: string,
  schema: z.ZodMiniType<Value>,
  options?: RequestOptions,
): Promise<Value> {
  const response = await request(connection, path, options)
  const text = await readText(response)
  try {
    return z.parse(schema, JSON.parse(text))
  } catch {
    throw new ApiError({
      kind: 'unreadable',
      status: response.status,
      code: null,
      serverMessage: text.slice(0, 200),
      retryAfterSeconds: null,
    })
  }
}

/** The error that an answer outside 200–299 stands for. */
async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '')
  return errorFrom(response.status, text, response.headers.get('Retry-After'))
}

/**
 * The error for a status and body, however they arrived.
 * @param retryAfter the `Retry-After` header where it can be read, in seconds or as a date
 */
export function errorFrom(status: number, text: string, retryAfter: string | null): ApiError {
  const said = readErrorBody(text, status)
  return new ApiError({
    kind: kindOfStatus(status),
    status,
    code: said.code,
    serverMessage: said.message,
    retryAfterSeconds: said.retryAfterSeconds ?? secondsOf(retryAfter),
  })
}

/** The error for a request that got no answer at all. */
export function networkError(reason: string): ApiError {
  return new ApiError({
    kind: 'network',
    status: null,
    code: null,
    serverMessage: reason,
    retryAfterSeconds: null,
  })
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    throw asNetworkError(error)
  }
}

async function readText(response: Response): Promise<string> {
  try {
    return await response.text()
  } catch (error) {
    throw asNetworkError(error)
  }
}

/** `fetch` rejects with a `TypeError` for a refused connection, CORS and a cut stream alike. */
export function asNetworkError(error: unknown): unknown {
  return error instanceof TypeError ? networkError(error.message) : error
}

/** Both forms of `Retry-After` (RFC 9110, 10.2.3) as seconds from now. */
function secondsOf(retryAfter: string | null): number | null {
  if (retryAfter == null || retryAfter.trim() === '') return null
  const seconds = Number(retryAfter)
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds))
  const date = Date.parse(retryAfter)
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - Date.now()) / 1000))
}
