import * as z from 'zod/mini'
import type { RealtimeEndpoint } from '../domain/realtime-price.ts'
import type { Connection } from './connection.ts'
import { requestJson } from './http.ts'

/** A model may think for minutes before the first byte of its answer. */
const LONGEST_WAIT_MS = 10 * 60_000

/** One request answered at once. */
export interface RealtimeAnswer {
  /** The response body: any JSON. */
  body: unknown
  seconds: number
}

/**
 * Sends one request of a batch to the server's realtime endpoint. It is charged at the realtime price.
 * @param body as it stands in the line; without `stream`, since the answer is read as a whole
 * @throws ApiError
 */
export async function sendRealtime(
  connection: Connection,
  endpoint: RealtimeEndpoint,
  body: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<RealtimeAnswer> {
  const { stream: _stream, stream_options: _options, ...whole } = body
  const startedAt = performance.now()
  const answer = await requestJson(connection, endpoint.slice('/v1'.length), z.unknown(), {
    method: 'POST',
    body: whole,
    signal,
    longestWaitMs: LONGEST_WAIT_MS,
  })
  return { body: answer, seconds: (performance.now() - startedAt) / 1000 }
}
