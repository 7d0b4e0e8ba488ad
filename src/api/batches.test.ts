import * as z from 'zod/mini'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Batch } from '../contract/batch.ts'
import { cancelBatch, deleteBatch, pollWhileRunning, retryBatch } from './batches.ts'
import type { Connection } from './connection.ts'
import { ApiError, type ApiErrorKind } from './errors.ts'
import { onBatchesGone } from './heard-batches.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

// The cache starts a pause anew whenever it is told another one, which may happen at every render.
it('the pause until a running batch is looked at again stays the same until there is an answer', () => {
  vi.useFakeTimers()
  const answeredAt = Date.now()
  const batch = z.parse(Batch, { id: 'b', status: 'in_progress', created_at: answeredAt / 1000 - 1200 })
  const looked = { dataUpdatedAt: answeredAt, error: null, errorUpdatedAt: 0 }
  const pause = pollWhileRunning([batch], looked)
  expect(pause).toBeGreaterThan(18_000)
  expect(pause).toBeLessThan(22_000)
  vi.advanceTimersByTime(10_000)
  expect(pollWhileRunning([batch], looked)).toBe(pause)
})

const refused = (kind: ApiErrorKind) =>
  new ApiError({ kind, status: null, code: null, serverMessage: '', retryAfterSeconds: null })

it.each([
  ['unauthorized', 5, false],
  ['forbidden', 5, false],
  ['not_found', 5, false],
  ['payment', 1, 2000],
  ['payment', 40, 40_000],
  ['invalid', 90_000, 600_000],
] as const)('a running batch whose look is refused as %s for %i s is looked at again after %s', (...all) => {
  const [kind, seconds, pause] = all
  const batch = z.parse(Batch, { id: 'refused', status: 'in_progress', created_at: 100_000 })
  const dataUpdatedAt = 100_000_000
  const looked = { dataUpdatedAt, error: refused(kind), errorUpdatedAt: dataUpdatedAt + seconds * 1000 }
  const next = pollWhileRunning([batch], looked)
  expect(next === false).toBe(pause === false)
  expect(Math.abs(Number(next) - Number(pause))).toBeLessThanOrEqual(Number(pause) * 0.05)
})

const connection: Connection = { id: 'acts', name: 'x', baseUrl: 'http://127.0.0.1:9/v1', apiKey: null }

/** A server whose batch is in a status, or gone; it keeps a note of every request. */
function serve(status: string | null): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (address: string, { method = 'GET' }: RequestInit = {}) => {
    asked.push(`${method} ${new URL(address).pathname}`)
    if (status === null) return new Response('', { status: 404 })
    return Response.json({ id: 'a', status: method === 'POST' ? 'cancelling' : status })
  })
  return asked
}

describe('acting on a batch that is not as the page last saw it', () => {
  it('never cancels one that has ended', async () => {
    const asked = serve('completed')
    await expect(cancelBatch(connection, 'a')).rejects.toThrow(
      'It has ended meanwhile; nothing was cancelled.',
    )
    expect(asked).toEqual(['GET /v1/batches/a'])
  })

  it.each(['cancelling', 'cancelled'])('leaves one alone that is %s already', async (status) => {
    const asked = serve(status)
    expect((await cancelBatch(connection, 'a')).status).toBe(status)
    expect(asked).toEqual(['GET /v1/batches/a'])
  })

  it('cancels one that runs', async () => {
    const asked = serve('in_progress')
    expect((await cancelBatch(connection, 'a')).status).toBe('cancelling')
    expect(asked).toEqual(['GET /v1/batches/a', 'POST /v1/batches/a/cancel'])
  })

  it('does not run one again that runs already', async () => {
    const asked = serve('in_progress')
    await retryBatch(connection, z.parse(Batch, { id: 'a', status: 'cancelled', created_at: 1 }))
    expect(asked).toEqual(['GET /v1/batches/a'])
  })

  it.each([
    ['with a later deadline', { expires_at: 9 }],
    ['with other counts', { request_counts: { total: 4, completed: 3, failed: 1 } }],
  ])('does not run one again that has run since and ended %s', async (_, more) => {
    const asked = serve('completed')
    const before = z.parse(Batch, { id: 'a', status: 'cancelled', created_at: 1, ...more })
    await expect(retryBatch(connection, before)).rejects.toThrow('have run again meanwhile')
    expect(asked).toEqual(['GET /v1/batches/a'])
  })

  it('takes one that is gone for deleted, and a server that deletes none at its word', async () => {
    serve(null)
    const gone: string[] = []
    const stop = onBatchesGone((_connectionId, ids) => gone.push(...ids))
    await deleteBatch(connection, 'a')
    stop()
    expect(gone).toContain('a')
    vi.stubGlobal('fetch', async (_address: string, { method }: RequestInit) =>
      method === 'DELETE'
        ? new Response('', { status: 404 })
        : Response.json({ id: 'a', status: 'completed' }),
    )
    await expect(deleteBatch(connection, 'a')).rejects.toThrow('does not offer')
  })
})
