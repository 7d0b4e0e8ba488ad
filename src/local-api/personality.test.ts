import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, isRecord, linesOfBody, requestLine, textAt, type Harness } from './testing/harness.ts'

let harness: Harness

beforeEach(() => {
  harness = createHarness({
    guard: { hosts: ['api.test'], origins: ['https://console.example'], apiKey: null },
  })
})

afterEach(() => harness.stop())

function fromConsole(method: string, path: string): Promise<Response> {
  return harness.call(method, path, undefined, { host: 'api.test', origin: 'https://console.example' })
}

async function lines(path: string): Promise<Record<string, unknown>[]> {
  return linesOfBody(await harness.call('GET', path))
}

describe('doubleword', () => {
  it('lets a page of another origin read the resume headers', async () => {
    const response = await fromConsole('GET', '/models')
    expect(response.headers.get('access-control-expose-headers')).toBe(
      'X-Incomplete, X-Last-Line, Retry-After',
    )
  })
})

describe('control-layer', () => {
  beforeEach(() => harness.setPersonality('control-layer'))

  it('leaves absent keys out and names no deleted input', async () => {
    const batch = await harness.start([requestLine('a')])
    expect(batch).not.toHaveProperty('completed_at')
    expect(batch).not.toHaveProperty('errors')
    expect(batch).not.toHaveProperty('metadata')
    await harness.advance(10)
    await harness.json('DELETE', `/files/${textAt(batch, 'input_file_id')}`)
    const after = await harness.json('GET', `/batches/${textAt(batch, 'id')}`)
    expect(after).toMatchObject({ status: 'completed', input_file_id: '' })
  })

  it('understands skip and silently ignores offset', async () => {
    const batch = await harness.start([requestLine('a'), requestLine('b'), requestLine('c')])
    await harness.advance(10)
    const path = `/files/${textAt(batch, 'output_file_id')}/content`
    expect(await lines(`${path}?offset=2`)).toHaveLength(3)
    expect(await lines(`${path}?skip=2`)).toHaveLength(1)
    expect(await lines(`${path}?offset=2&skip=2`)).toHaveLength(1)
  })

  it('exposes no headers across origins', async () => {
    const response = await fromConsole('GET', '/models')
    expect(response.headers.get('access-control-allow-origin')).toBe('https://console.example')
    expect(response.headers.has('access-control-expose-headers')).toBe(false)
  })

  it('speaks plain text about most errors', async () => {
    const missing = await harness.call('GET', '/batches/nothing')
    expect(missing.status).toBe(404)
    expect(missing.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await missing.text()).toBe('No such batch: nothing')
    await harness.disturb({ effect: { kind: 'status', status: 429, retryAfterSeconds: 3 }, times: 1 })
    const busy = await harness.call('GET', '/batches')
    expect(await busy.json()).toEqual({
      error: 'rate_limit_error',
      message: expect.any(String),
      retry_after_seconds: 3,
    })
    expect(busy.headers.get('retry-after')).toBe('3')
  })

  it('turns an ended batch cancelled when told to cancel it', async () => {
    const batch = await harness.start([requestLine('a')])
    await harness.advance(10)
    await harness.json('POST', `/batches/${textAt(batch, 'id')}/cancel`)
    expect(await harness.json('GET', `/batches/${textAt(batch, 'id')}`)).toMatchObject({
      status: 'cancelled',
    })
  })

  it('tells conflicts as a message', async () => {
    const batch = await harness.start([requestLine('a')])
    await harness.advance(10)
    const response = await harness.call('POST', `/batches/${textAt(batch, 'id')}/retry`)
    expect([response.status, await response.json()]).toEqual([409, { message: expect.any(String) }])
  })
})

describe('openai', () => {
  beforeEach(() => harness.setPersonality('openai'))

  it('uses prefixed ids, a single window, and no additions', async () => {
    const batch = await harness.start([requestLine('a')])
    expect(textAt(batch, 'id')).toMatch(/^batch_[0-9a-f]{24}$/)
    expect(textAt(batch, 'input_file_id')).toMatch(/^file-[0-9a-f]{24}$/)
    const body = {
      input_file_id: batch['input_file_id'],
      endpoint: '/v1/chat/completions',
      completion_window: '1h',
    }
    expect((await harness.call('POST', '/batches', body)).status).toBe(400)
    for (const path of ['results', 'analytics']) {
      expect((await harness.call('GET', `/batches/${textAt(batch, 'id')}/${path}`)).status).toBe(404)
    }
    expect((await harness.call('DELETE', `/batches/${textAt(batch, 'id')}`)).status).toBe(404)
  })

  it('tells many problems of a file, in their order, and runs none of it', async () => {
    const good = JSON.stringify(requestLine('twice'))
    const batch = await harness.start([
      good,
      '{oops',
      JSON.stringify({ custom_id: 'a b', method: 'GET', url: '/v1/chat/completions', body: {} }),
      good,
      JSON.stringify(requestLine('last', {}, '/v1/embeddings')),
      JSON.stringify(requestLine('fine')),
    ])
    await harness.advance(10)
    expect(await harness.json('GET', `/batches/${textAt(batch, 'id')}`)).toMatchObject({
      status: 'failed',
      request_counts: { total: 0 },
      errors: {
        data: [
          { code: 'invalid_json_line', line: 2, param: null },
          { code: 'invalid_custom_id', line: 3, param: 'custom_id' },
          { code: 'invalid_method', line: 3, param: 'method' },
          { code: 'missing_required_parameter', line: 3, param: 'body.model' },
          { code: 'duplicate_custom_id', line: 4, param: 'custom_id' },
          { code: 'mismatched_endpoint', line: 5, param: 'url' },
        ],
      },
    })
  })

  it('stops after a hundred problems', async () => {
    const batch = await harness.start(Array.from({ length: 300 }, () => 'no JSON'))
    await harness.advance(10)
    const { errors } = await harness.json('GET', `/batches/${textAt(batch, 'id')}`)
    expect(isRecord(errors) && Array.isArray(errors['data']) && errors['data'].length).toBe(100)
  })

  it('has results only once the batch has ended, and then whole', async () => {
    const batch = await harness.start(Array.from({ length: 30 }, (_, index) => requestLine(`row-${index}`)))
    await harness.advance(2)
    const running = await harness.json('GET', `/batches/${textAt(batch, 'id')}`)
    expect(running).toMatchObject({ status: 'in_progress', output_file_id: null, error_file_id: null })
    expect(await harness.json('GET', '/files?purpose=batch_output')).toMatchObject({ data: [] })
    await harness.advance(30)
    const ended = await harness.json('GET', `/batches/${textAt(batch, 'id')}`)
    expect(ended).toMatchObject({ status: 'completed', error_file_id: '' })
    const response = await harness.call(
      'GET',
      `/files/${textAt(ended, 'output_file_id')}/content?offset=20&limit=5`,
    )
    expect(response.headers.has('x-incomplete')).toBe(false)
    expect(await linesOfBody(response)).toHaveLength(30)
    expect((await harness.call('GET', `/files/${textAt(batch, 'id')}/content`)).status).toBe(404)
  })

  it('puts the answer of a failing model server into the error file as it is', async () => {
    const batch = await harness.start([requestLine('a~bad-request')])
    await harness.advance(10)
    const ended = await harness.json('GET', `/batches/${textAt(batch, 'id')}`)
    const [line] = await lines(`/files/${textAt(ended, 'error_file_id')}/content`)
    expect(line).toMatchObject({
      error: null,
      response: { status_code: 400, body: { error: { param: 'messages' } } },
    })
  })

  it('lists the rows that never ran when the batch expires', async () => {
    await harness.setRate(0)
    const batch = await harness.start([requestLine('a'), requestLine('b')])
    await harness.advance(86_401)
    const expired = await harness.json('GET', `/batches/${textAt(batch, 'id')}`)
    expect(expired).toMatchObject({
      status: 'expired',
      request_counts: { total: 2, completed: 0, failed: 2 },
    })
    const errors = await lines(`/files/${textAt(expired, 'error_file_id')}/content`)
    expect(errors.map((line) => isRecord(line['error']) && line['error']['code'])).toEqual([
      'batch_expired',
      'batch_expired',
    ])
  })
})
