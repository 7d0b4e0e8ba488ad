import { QueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Batch } from '../contract/batch.ts'
import { attemptsQuery } from './attempts.ts'
import { startRecorder } from './batch-history.ts'
import type { Connection } from './connection.ts'

const connection: Connection = { id: 'c', name: 'Test', baseUrl: 'http://127.0.0.1:9/v1', apiKey: null }
const plan = { file: { name: 'a.jsonl', bytes: 1, fingerprint: null }, models: [], cost: null }

const other = { id: 'other', created_at: 9, metadata: {} }
const attempt = (id: string, created_at: number) => ({ id, created_at, metadata: { retry_of: 'first' } })

/** A server that lists these batches, and has others that it hands out one by one. */
function serve(listed: object[], has_more: boolean, single: { id: string }[] = []): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (address: string) => {
    const { pathname, search } = new URL(address)
    asked.push(pathname.replace('/v1', '') + search)
    const one = /\/batches\/(.+)$/.exec(pathname)?.[1]
    if (one === undefined) return Response.json({ data: listed, has_more })
    const batch = single.find(({ id }) => id === one)
    return batch ? Response.json(batch) : new Response('', { status: 404 })
  })
  return asked
}

async function look(): Promise<string[]> {
  const found = await new QueryClient().query(attemptsQuery(connection, 'first'))
  return found.map(({ id }) => id)
}

function start(id: string): void {
  startRecorder(plan)(z.parse(Batch, attempt(id, 1)), { requests: null }, connection)
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the attempts at a batch', () => {
  it('are found by one search', async () => {
    const asked = serve([attempt('b', 20), attempt('a', 10)], true)
    start('gone')
    expect(await look()).toEqual(['a', 'b'])
    expect(asked).toEqual(['/batches?limit=100&search=first'])
  })

  it('are told from other batches where the server cannot search', async () => {
    const asked = serve([other, attempt('a', 10)], false)
    expect(await look()).toEqual(['a'])
    expect(asked).toHaveLength(1)
  })

  it('that this browser has started are asked for where they stand further down', async () => {
    for (const id of ['old', 'gone', 'a']) start(id)
    const asked = serve([other, attempt('a', 10)], true, [attempt('old', 5)])
    expect(await look()).toEqual(['old', 'a'])
    // "gone" is no more.
    expect(asked.slice(1).sort()).toEqual(['/batches/gone', '/batches/old'])
  })
})
