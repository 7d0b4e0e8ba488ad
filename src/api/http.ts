import * as z from 'zod/mini'
import { readErrorBody } from '../contract/error-body.ts'
import type { Connection } from './connection.ts'
import { ApiError, kindOfStatus } from './errors.ts'

const LONGEST_WAIT_MS = 60_000

export type Query = Record<string, string | number | boolean | null | undefined>

interface RequestOptions {
  method?: 'GET' | 'POST' | 'DELETE'
  /** Left out: `null`, `undefined` and empty text. */
  query?: Query
  /** Sent as JSON. */
  body?: unknown
  signal?: AbortSignal | undefined
  /** How long to wait for an answer, in milliseconds; a minute unless told. */
  longestWaitMs?: number
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
  { method = 'GET', query, body, signal, longestWaitMs }: RequestOptions = {},
): Promise<Response> {
  const headers = authorization(connection)
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  const wait = deadline(signal, longestWaitMs)
  try {
    const response = await send(urlOf(connection, path, query), {
      method,
      headers,
      signal: wait.signal,
      cache: 'no-store',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (response.ok) return response
    throw await errorOf(response)
  } finally {
    // From here on the body may take its time.
    wait.end()
  }
}

/**
 * Sends a request and reads the answer by its schema.
 * @throws ApiError as `request` does, and with kind `unreadable` when the answer does not fit the schema
 */
export async function requestJson<Value>(
  connection: Connection,
  path: string,
  schema: z.ZodMiniType<Value>,
  options: RequestOptions = {},
): Promise<Value> {
  const wait = deadline(options.signal, options.longestWaitMs)
  try {
    const response = await request(connection, path, { ...options, signal: wait.signal })
    return parseJson(schema, response.status, await readText(response))
  } finally {
    wait.end()
  }
}

/**
 * Reads an answer by its schema.
 * @throws ApiError of kind `unreadable` when it does not fit
 */
export function parseJson<Value>(schema: z.ZodMiniType<Value>, status: number, text: string): Value {
  try {
    return z.parse(schema, JSON.parse(text))
  } catch {
    throw new ApiError({
      kind: 'unreadable',
      status,
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

/**
 * The error for a request that got no answer at all.
 * @param url of the request where nothing has been heard from the server yet
 */
export function networkError(reason: string, url: string | null = null): ApiError {
  return new ApiError({
    isElsewhere: url !== null && isElsewhere(url),
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
    throw asNetworkError(error, url)
  }
}

async function readText(response: Response): Promise<string> {
  try {
    return await response.text()
  } catch (error) {
    throw asNetworkError(error)
  }
}

/**
 * A connection that hangs (a laptop that slept, a dead proxy) would otherwise never end, and the polling
 * would wait with it.
 * @param signal the caller's own signal
 * @returns a signal that also fires after the longest wait, and what stops that clock
 */
function deadline(
  signal: AbortSignal | undefined,
  longestWaitMs = LONGEST_WAIT_MS,
): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController()
  const timer = setTimeout(
    () => controller.abort(new DOMException(`No answer within ${longestWaitMs / 1000} s.`, 'TimeoutError')),
    longestWaitMs,
  )
  return {
    signal: signal ? AbortSignal.any([signal, controller.signal]) : controller.signal,
    end: () => clearTimeout(timer),
  }
}

/**
 * `fetch` rejects with a `TypeError` for a refused connection, CORS and a cut stream alike.
 * @param url of the request where nothing has been heard from the server yet
 */
export function asNetworkError(error: unknown, url: string | null = null): unknown {
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError'
  return error instanceof TypeError || isTimeout ? networkError(error.message, url) : error
}

/** Whether an address is of another origin than the page; an address without one never is. */
function isElsewhere(url: string): boolean {
  return URL.canParse(url) && new URL(url).origin !== globalThis.location?.origin
}

/** Both forms of `Retry-After` (RFC 9110, 10.2.3) as seconds from now. */
function secondsOf(retryAfter: string | null): number | null {
  if (retryAfter == null || retryAfter.trim() === '') return null
  const seconds = Number(retryAfter)
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds))
  const date = Date.parse(retryAfter)
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - Date.now()) / 1000))
}
