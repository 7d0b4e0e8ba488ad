import { QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { jobMetadata } from '../domain/jobs/job-metadata.ts'
import type { Connection } from './connection.ts'
import { jobFilesQuery, jobQuery } from './jobs.ts'

interface WireBatch {
  id: string
  status: string
  metadata?: Record<string, string>
}

function part(jobId: string, place: number, parts: number, status = 'completed'): WireBatch {
  const metadata = jobMetadata({ jobId, part: place, parts, requests: null, role: 'part' })
  return { id: `${jobId}-${place}`, status, metadata }
}

const others = (count: number): WireBatch[] =>
  Array.from({ length: count }, (_, index) => ({ id: `other-${index}`, status: 'completed' }))

/** A server with these batches, newest first. It keeps a note of every request. */
function serve(batches: WireBatch[], searches: boolean): { asked: string[] } {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (address: string) => {
    const { pathname, searchParams } = new URL(address)
    asked.push(pathname.replace('/v1', '') + (searchParams.get('after') ? ' after' : ''))
    const one = /\/batches\/(.+)$/.exec(pathname)?.[1]
    if (one !== undefined) {
      const batch = batches.find(({ id }) => id === one)
      return batch ? Response.json(batch) : new Response('', { status: 404 })
    }
    const search = searchParams.get('search') ?? ''
    const matching = searches
      ? batches.filter(({ metadata = {} }) => Object.values(metadata).join(' ').includes(search))
      : batches
    const from = matching.findIndex(({ id }) => id === searchParams.get('after')) + 1
    const data = matching.slice(from, from + Number(searchParams.get('limit')))
    return Response.json({ data, last_id: data.at(-1)?.id, has_more: from + data.length < matching.length })
  })
  return { asked }
}

/** Another connection for every test: what was found of a job is remembered for each. */
let connections = 0
function connect(): Connection {
  connections += 1
  return { id: `c${connections}`, name: 'x', baseUrl: 'http://127.0.0.1:9/v1', apiKey: null }
}

async function read(connection: Connection, jobId: string): Promise<string[]> {
  const batches = await new QueryClient().query(jobQuery(connection, jobId))
  return batches.map(({ id }) => id).toSorted()
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the batches of a job', () => {
  it('are found with one request where the server searches', async () => {
    const { asked } = serve([...others(150), part('job-number-1', 1, 2), part('job-number-1', 2, 2)], true)
    expect(await read(connect(), 'job-number-1')).toEqual(['job-number-1-1', 'job-number-1-2'])
    expect(asked).toEqual(['/batches'])
  })

  it('are looked for from the newest on where it does not, and no further than needed', async () => {
    const list = [part('job-number-1', 2, 2), ...others(150), part('job-number-1', 1, 2)]
    const { asked } = serve([...list, ...others(500)], false)
    expect(await read(connect(), 'job-number-1')).toEqual(['job-number-1-1', 'job-number-1-2'])
    expect(asked).toEqual(['/batches', '/batches', '/batches after'])
  })

  it('are not looked for for ever', async () => {
    const { asked } = serve(others(5000), false)
    expect(await read(connect(), 'job-number-1')).toEqual([])
    expect(asked).toHaveLength(11)
  })

  it('are asked for one by one the next time, and only those that still run', async () => {
    const list = [
      ...others(120),
      part('job-number-1', 3, 3, 'in_progress'),
      part('job-number-1', 2, 3),
      part('job-number-1', 1, 3, 'in_progress'),
    ]
    const server = serve(list, false)
    const connection = connect()
    expect(await read(connection, 'job-number-1')).toHaveLength(3)
    server.asked.length = 0
    // One of them is deleted meanwhile.
    list.pop()
    expect(await read(connection, 'job-number-1')).toEqual(['job-number-1-2', 'job-number-1-3'])
    expect(server.asked).toEqual(['/batches', '/batches/job-number-1-3', '/batches/job-number-1-1'])
  })
})

it('finds the newest file of each part by its name', async () => {
  const file = (id: string, filename: string) => ({ id, filename, bytes: 1, created_at: 1, purpose: 'batch' })
  vi.stubGlobal('fetch', async () =>
    Response.json({
      data: [
        file('new', 'a.part-2-of-3.1a2b3c4d.jsonl'),
        file('old', 'a.part-2-of-3.1a2b3c4d.jsonl'),
        file('foreign', 'a.part-3-of-3.99999999.jsonl'),
        file('trial', 'a.trial.1a2b3c4d.jsonl'),
        file('rest', 'a.remaining-10.part-1-of-3.1a2b3c4d.jsonl'),
      ],
    }),
  )
  const files = await new QueryClient().query(jobFilesQuery(connect(), '1a2b3c4d-0000'))
  expect([...files].map(([place, { id }]) => [place, id])).toEqual([
    [2, 'new'],
    [1, 'rest'],
  ])
})
