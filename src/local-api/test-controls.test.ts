import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, requestLine, textAt, type Harness } from './testing/harness.ts'

let harness: Harness

beforeEach(() => {
  harness = createHarness()
})

afterEach(() => harness.stop())

describe('workspaces', () => {
  it('are chosen by the key and know nothing of each other', async () => {
    const batch = await harness.start([requestLine('a')])
    const path = `/batches/${textAt(batch, 'id')}`
    const other = { authorization: 'Bearer somebody-else' }
    expect((await harness.call('GET', path)).status).toBe(200)
    expect((await harness.call('GET', path, undefined, other)).status).toBe(404)
  })
})

describe('chaos', () => {
  it('strikes the next matching requests and then stops', async () => {
    await harness.disturb({
      method: 'GET',
      path: '/batches',
      skip: 1,
      times: 2,
      effect: { kind: 'status', status: 503 },
    })
    const statuses: number[] = []
    for (let index = 0; index < 5; index += 1)
      statuses.push((await harness.call('GET', '/batches?limit=1')).status)
    expect(statuses).toEqual([200, 503, 503, 200, 200])
    expect((await harness.call('GET', '/models')).status).toBe(200)
  })

  it('answers with any body, and tells when to come back', async () => {
    await harness.disturb({
      effect: { kind: 'status', status: 502, body: '<html>', contentType: 'text/html', retryAfterSeconds: 2 },
    })
    const response = await harness.call('GET', '/models')
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('retry-after'),
    ]).toEqual([502, 'text/html', '2'])
    expect(await response.text()).toBe('<html>')
  })

  it('cuts a body in the middle of a character', async () => {
    const file: unknown = await (await harness.upload('ab“cd')).json()
    await harness.disturb({ path: '/content', times: 1, effect: { kind: 'cut', afterBytes: 4 } })
    const response = await harness.call('GET', `/files/${textAt(file, 'id')}/content`)
    const received: number[] = []
    const read = async () => {
      for await (const chunk of response.body ?? []) received.push(...chunk)
    }
    await expect(read()).rejects.toThrow('cut on purpose')
    expect(received).toEqual([...new TextEncoder().encode('ab“cd')].slice(0, 4))
  })

  it('drops the connection before an answer', async () => {
    await harness.disturb({ effect: { kind: 'drop' }, times: 1 })
    const response = await harness.call('GET', '/models')
    await expect(response.text()).rejects.toThrow('cut on purpose')
  })

  it('ignores offsets and limits', async () => {
    const file: unknown = await (await harness.upload('1\n2\n3\n')).json()
    await harness.disturb({ effect: { kind: 'ignore-offset' } })
    const response = await harness.call('GET', `/files/${textAt(file, 'id')}/content?offset=2&skip=2&limit=1`)
    expect(await response.text()).toBe('1\n2\n3\n')
  })

  it('ends when it is cleared', async () => {
    await harness.disturb({ effect: { kind: 'status', status: 500 } })
    expect((await harness.call('GET', '/models')).status).toBe(500)
    await harness.api.handle(new Request('http://api.test/test/chaos', { method: 'DELETE' }))
    expect((await harness.call('GET', '/models')).status).toBe(200)
  })

  it('refuses a rule that it does not understand', async () => {
    await expect(harness.disturb({ effect: { kind: 'earthquake' } })).rejects.toThrow('effect')
  })
})

describe('the clock', () => {
  it('does not run backwards', async () => {
    await expect(harness.advance(-1)).rejects.toThrow('advance_seconds')
  })
})

describe('seeded batches', () => {
  it('stand in the list, newest first, with what they used', async () => {
    const file: unknown = await (await harness.upload('{}\n')).json()
    const seed = {
      input_file_id: textAt(file, 'id'),
      count: 120,
      seconds_apart: 3600,
      model: 'openai/gpt-oss-20b',
    }
    const request = new Request('http://api.test/test/batches', {
      method: 'POST',
      body: JSON.stringify(seed),
    })
    expect((await harness.api.handle(request)).status).toBe(200)
    const page = await harness.json('GET', '/batches?limit=100&include=analytics')
    const batches = Array.isArray(page['data']) ? page['data'] : []
    expect(batches).toHaveLength(100)
    expect(page['has_more']).toBe(true)
    expect(batches[0]).toMatchObject({
      metadata: { batch_description: 'Seeded 120' },
      status: 'completed',
      request_counts: { total: 100, completed: 95, failed: 5 },
      analytics: { total_prompt_tokens: 120_000, total_completion_tokens: 12_000 },
    })
  })
})
