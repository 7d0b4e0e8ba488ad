import { afterEach, describe, expect, it } from 'vitest'
import { hostNames } from './guard.ts'
import { createHarness, textAt, type Harness } from './testing/harness.ts'

let harness: Harness

function open(apiKey: string | null = null, host = '127.0.0.1'): Harness {
  const guard = { hosts: hostNames(host), origins: ['https://console.example'], apiKey }
  harness = createHarness({ guard, testControls: false })
  return harness
}

afterEach(() => harness.stop())

async function statusOf(headers: Record<string, string>, method = 'GET'): Promise<number> {
  return (await harness.call(method, '/models', undefined, headers)).status
}

describe('the host', () => {
  it.each(['localhost:4173', '127.0.0.1:4173', '[::1]:4173', 'LOCALHOST'])('answers to %s', async (host) => {
    open()
    expect(await statusOf({ host })).toBe(200)
  })

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '192.168.1.5', ''])(
    'does not answer to %s, whose name may point here',
    async (host) => {
      open()
      expect(await statusOf({ host })).toBe(403)
    },
  )

  it('answers to the name it was bound to', async () => {
    open(null, 'batch.internal')
    expect(await statusOf({ host: 'batch.internal:4173' })).toBe(200)
  })

  it('answers to any address, but to no name, when bound to all of them', async () => {
    open(null, '0.0.0.0')
    expect(await statusOf({ host: '192.168.1.5:4173' })).toBe(200)
    expect(await statusOf({ host: 'evil.example' })).toBe(403)
  })
})

describe('the origin', () => {
  it.each([
    [undefined, 200],
    ['http://localhost:4173', 200],
    ['https://console.example', 200],
    ['http://localhost:9999', 403],
    ['https://evil.example', 403],
    ['null', 403],
  ])('%s gets %d', async (origin, status) => {
    open()
    expect(await statusOf({ host: 'localhost:4173', ...(origin === undefined ? {} : { origin }) })).toBe(
      status,
    )
  })

  it('keeps a page elsewhere from starting work with a form', async () => {
    open()
    const form = new FormData()
    form.set('purpose', 'batch')
    form.set('file', new File(['{}'], 'a.jsonl'))
    const headers = { host: 'localhost:4173', origin: 'https://evil.example' }
    const response = await harness.call('POST', '/files', form, headers)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({
      error: { code: 'origin_not_allowed', type: 'permission_error' },
    })
    expect(response.headers.has('access-control-allow-origin')).toBe(false)
  })
})

describe('CORS', () => {
  const headers = { host: 'localhost:4173', origin: 'https://console.example' }

  it('allows the headers that the real service allows, and no others', async () => {
    open('secret')
    const response = await harness.call('OPTIONS', '/batches', undefined, {
      ...headers,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, x-stainless-os',
      'access-control-request-private-network': 'true',
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('https://console.example')
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization, content-type, accept')
    expect(response.headers.get('access-control-allow-methods')).toContain('DELETE')
    expect(response.headers.get('access-control-allow-private-network')).toBe('true')
  })

  it('lets the page read errors too', async () => {
    open('secret')
    const response = await harness.call('GET', '/models', undefined, headers)
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([
      401,
      'https://console.example',
    ])
  })
})

describe('the key', () => {
  it.each([
    [{}, 401],
    [{ authorization: 'Bearer wrong' }, 401],
    [{ authorization: 'Basic secret' }, 401],
    [{ authorization: 'Bearer secret' }, 200],
  ])('%j gets %d', async (headers, status) => {
    open('secret')
    expect(await statusOf({ host: 'localhost', ...headers })).toBe(status)
  })

  it('is named in OpenAI’s JSON when it is wrong', async () => {
    open('secret')
    const response = await harness.call('GET', '/batches', undefined, {
      host: 'localhost',
      authorization: 'Bearer wrong',
    })
    expect(await response.json()).toEqual({
      error: {
        message: expect.any(String),
        type: 'authentication_error',
        param: null,
        code: 'invalid_api_key',
      },
    })
  })
})

describe('without test controls', () => {
  it('has no controls, and one workspace for all keys', async () => {
    open()
    const headers = { host: 'localhost' }
    const control = new Request('http://localhost/test/clock', {
      method: 'POST',
      headers,
      body: '{"advance_seconds":1}',
    })
    expect((await harness.api.handle(control)).status).toBe(404)
    const form = new FormData()
    form.set('purpose', 'batch')
    form.set('file', new File(['{}'], 'a.jsonl'))
    const file: unknown = await (
      await harness.call('POST', '/files', form, { ...headers, authorization: 'Bearer one' })
    ).json()
    const other = await harness.call('GET', `/files/${textAt(file, 'id')}`, undefined, {
      ...headers,
      authorization: 'Bearer two',
    })
    expect(other.status).toBe(200)
  })
})
