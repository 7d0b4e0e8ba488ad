import { QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { batchIndexQuery, currentBatchIndex, readWholeIndexAgain } from './batch-index.ts'
import type { Connection } from './connection.ts'
import { tellBatches, tellGone } from './heard-batches.ts'
import * as z from 'zod/mini'
import { Batch } from '../contract/batch.ts'

interface WireBatch {
  id: string
  status: string
  created_at: number
}

/** Newest first: b250, b249 … */
const listOf = (count: number): WireBatch[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `b${count - index}`,
    status: 'completed',
    created_at: 1000 + count - index,
  }))

/** A server with these batches that keeps a note of every request. */
function serve(batches: WireBatch[]): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (address: string) => {
    const { pathname, searchParams } = new URL(address)
    const one = /\/batches\/(.+)$/.exec(pathname)?.[1]
    asked.push(one ?? `after ${searchParams.get('after') ?? 'nothing'}`)
    if (one !== undefined) {
      const batch = batches.find(({ id }) => id === one)
      return batch ? Response.json(batch) : new Response('', { status: 404 })
    }
    const from = batches.findIndex(({ id }) => id === searchParams.get('after')) + 1
    const data = batches.slice(from, from + 100)
    return Response.json({ data, last_id: data.at(-1)?.id, has_more: from + data.length < batches.length })
  })
  return asked
}

let connections = 0
function open() {
  connections += 1
  const connection: Connection = {
    id: `i${connections}`,
    name: 'x',
    baseUrl: 'http://127.0.0.1:9/v1',
    apiKey: null,
  }
  const client = new QueryClient()
  const options = { ...batchIndexQuery(connection, 0), staleTime: 0 }
  return { connection, client, look: () => client.query(options) }
}

function find(connection: Connection, id: string) {
  return currentBatchIndex(connection).batches.find((batch) => batch.id === id)
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the index of batches', () => {
  it('takes one request a look, also while a batch far down runs, and learns of its end', async () => {
    const batches = listOf(2000)
    const deep = batches[1950]
    if (!deep) throw new Error('There is no such batch.')
    deep.status = 'in_progress'
    const asked = serve(batches)
    const { connection, look } = open()
    await look()
    expect(asked).toHaveLength(20)
    asked.length = 0
    for (let tick = 0; tick < 10; tick += 1) await look()
    expect(asked).toHaveLength(10)
    expect(asked.filter((id) => id === deep.id)).toHaveLength(5)
    expect(asked.filter((id) => id === 'after nothing')).toHaveLength(5)
    deep.status = 'completed'
    await look()
    await look()
    expect(find(connection, deep.id)?.status).toBe('completed')
    asked.length = 0
    await look()
    await look()
    expect(asked).toEqual(['after nothing', 'after nothing'])
  })

  it('looks at several deep ones in turn, and lets go of one that is gone', async () => {
    const batches = listOf(300)
    for (const place of [150, 200, 250]) {
      const batch = batches[place]
      if (batch) batch.status = 'in_progress'
    }
    const asked = serve(batches)
    const { connection, look } = open()
    await look()
    batches.splice(200, 1)
    asked.length = 0
    for (let tick = 0; tick < 8; tick += 1) await look()
    expect(new Set(asked)).toEqual(new Set(['after nothing', 'b150', 'b100', 'b50']))
    expect(asked.filter((id) => id === 'b100')).toHaveLength(1)
    expect(find(connection, 'b100')).toBeUndefined()
    expect(find(connection, 'b101')).toBeDefined()
  })

  it('hears of batches from wherever they are told of', async () => {
    serve(listOf(250))
    const { connection, look } = open()
    await look()
    tellBatches(connection.id, [z.parse(Batch, { id: 'b9', status: 'in_progress', created_at: 1009 })])
    tellBatches('another', [z.parse(Batch, { id: 'b8', status: 'in_progress' })])
    tellGone(connection.id, ['b7'])
    expect(find(connection, 'b9')?.status).toBe('in_progress')
    expect(find(connection, 'b8')?.status).toBe('completed')
    expect(find(connection, 'b7')).toBeUndefined()
  })

  it('looks at the list first after something was done', async () => {
    const batches = listOf(250)
    const deep = batches[200]
    if (deep) deep.status = 'in_progress'
    const asked = serve(batches)
    const { client, look } = open()
    await look()
    for (let act = 0; act < 3; act += 1) {
      asked.length = 0
      await client.invalidateQueries()
      await look()
      expect(asked).toEqual(['after nothing'])
    }
  })

  it('reads all that is known again when it is asked to', async () => {
    const batches = listOf(350)
    serve(batches)
    const { connection, look } = open()
    await look()
    const [gone] = batches.splice(320, 1)
    readWholeIndexAgain(connection)
    await look()
    expect(find(connection, gone?.id ?? '')).toBeUndefined()
    expect(currentBatchIndex(connection).batches).toHaveLength(349)
  })
})
