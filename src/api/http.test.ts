import { afterEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import type { Connection } from './connection.ts'
import { ApiError, isTransient } from './errors.ts'
import { request, requestJson, urlOf } from './http.ts'

const connection: Connection = { id: 'x', name: 'x', baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'secret' }

function answerWith(response: () => Response): void {
  vi.stubGlobal('fetch', async () => response())
}

async function failureOf(work: Promise<unknown>): Promise<ApiError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof ApiError) return error
  throw new Error('It should have failed with an ApiError.')
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a request', () => {
  it.each([
    [401, 'unauthorized', false],
    [402, 'payment', false],
    [403, 'forbidden', false],
    [404, 'not_found', false],
    [405, 'unsupported', false],
    [409, 'conflict', false],
    [413, 'too_large', false],
    [422, 'invalid', false],
    [418, 'invalid', false],
    [429, 'rate_limited', true],
    [500, 'server', true],
    [503, 'server', true],
  ])('that is answered with %i fails as %s', async (status, kind, transient) => {
    answerWith(() => new Response('{"error":{"message":"said"}}', { status }))
    const error = await failureOf(request(connection, '/batches'))
    expect(error).toMatchObject({ kind, status })
    expect(error.details).toContain('said')
    expect(isTransient(error)).toBe(transient)
  })

  it('keeps to the wait that the server asks for, in the header or the body', async () => {
    answerWith(() => new Response('busy', { status: 429, headers: { 'Retry-After': '12' } }))
    expect(await failureOf(request(connection, '/files'))).toMatchObject({ retryAfterSeconds: 12 })
    answerWith(() => new Response('{"error":"e","message":"m","retry_after_seconds":3}', { status: 503 }))
    expect(await failureOf(request(connection, '/files'))).toMatchObject({ retryAfterSeconds: 3 })
  })

  it('fails as a network error when nothing answers, and passes an abort on', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    expect(await failureOf(request(connection, '/files'))).toMatchObject({ kind: 'network', status: null })
    const abort = new DOMException('stop', 'AbortError')
    vi.stubGlobal('fetch', () => Promise.reject(abort))
    await expect(request(connection, '/files')).rejects.toBe(abort)
  })

  it('fails as unreadable when the answer is something else, for example a web page', async () => {
    answerWith(() => new Response('<!doctype html>'))
    const work = requestJson(connection, '/batches', z.object({ data: z.array(z.unknown()) }))
    expect(await failureOf(work)).toMatchObject({ kind: 'unreadable', status: 200 })
  })

  it('ends after a minute without an answer, so that polling can go on', async () => {
    vi.useFakeTimers()
    vi.stubGlobal('fetch', (_url: string, { signal }: { signal: AbortSignal }) => {
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
      })
    })
    const failure = failureOf(request(connection, '/batches'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await failure).toMatchObject({ kind: 'network' })
    vi.useRealTimers()
  })

  it('sends only headers that the API lets a browser send', async () => {
    const sent = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(async () => new Response('{}'))
    vi.stubGlobal('fetch', sent)
    await request(connection, '/batches', { method: 'POST', body: { a: 1 } })
    expect(sent.mock.calls[0]?.[1].headers).toEqual({
      Authorization: 'Bearer secret',
      'Content-Type': 'application/json',
    })
  })

  it('leaves empty parameters out', () => {
    expect(urlOf(connection, '/batches', { after: null, search: '', limit: 5, skip: 0 })).toBe(
      'http://127.0.0.1:9/v1/batches?limit=5&skip=0',
    )
  })
})
