import type { Connection } from '../../api/connection.ts'
import { type ApiErrorKind, asApiError } from '../../api/errors.ts'
import { request } from '../../api/http.ts'
import { chunksOf } from '../../lib/streams.ts'
import type { ContentFailure, FetchContent } from '../../results/ports.ts'
import { turn } from './turn.ts'

/** What each kind of failure means for reading on. */
const FAILURE_KINDS = {
  network: 'transient',
  server: 'transient',
  rate_limited: 'transient',
  conflict: 'transient',
  ended: 'transient',
  ran_again: 'transient',
  invalid: 'transient',
  too_large: 'transient',
  unreadable: 'transient',
  unsupported: 'transient',
  unauthorized: 'needs_key',
  forbidden: 'needs_key',
  payment: 'needs_key',
  not_found: 'gone',
} satisfies Record<ApiErrorKind, ContentFailure['kind']>

/** Longest time to work on chunks that are already there before questions of the page get their turn. */
const LONGEST_STRETCH_MS = 30

/**
 * Reads file contents through the API of a connection. Both parameters that servers know for resuming are
 * sent: one is understood, the other ignored.
 */
export function fetchContentFrom(connection: Connection): FetchContent {
  return async (fileId, from, signal) => {
    try {
      const query = from > 0 ? { offset: from, skip: from } : {}
      const response = await request(connection, `/files/${encodeURIComponent(fileId)}/content`, {
        query,
        signal,
      })
      return { kind: 'content', chunks: withPauses(chunksOf(response.body)) }
    } catch (error) {
      signal.throwIfAborted()
      const { kind, message, retryAfterSeconds } = asApiError(error)
      return { kind: FAILURE_KINDS[kind], message, retryAfterSeconds }
    }
  }
}

/** Chunks that have arrived are handed on without a break, during which no message would be heard. */
async function* withPauses(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let since = performance.now()
  for await (const chunk of chunks) {
    yield chunk
    if (performance.now() - since < LONGEST_STRETCH_MS) continue
    await turn()
    since = performance.now()
  }
}
