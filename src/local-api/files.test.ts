import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, isRecord, linesOfBody, requestLine, textAt, type Harness } from './testing/harness.ts'

let harness: Harness

beforeEach(() => {
  harness = createHarness()
})

afterEach(() => harness.stop())

async function uploaded(content: string, filename?: string): Promise<Record<string, unknown>> {
  const file: unknown = await (await harness.upload(content, filename)).json()
  if (!isRecord(file)) throw new TypeError('The upload failed.')
  return file
}

function idsOf(list: Record<string, unknown>): unknown[] {
  const { data } = list
  return Array.isArray(data) ? data.map((entry) => textAt(entry, 'id')) : []
}

describe('POST /files', () => {
  it('answers with the file, which stays for 30 days', async () => {
    const file = await uploaded('{"a":1}\n', 'my requests.jsonl')
    expect(file).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/),
      object: 'file',
      bytes: 8,
      created_at: 1_767_225_600,
      expires_at: 1_767_225_600 + 2_592_000,
      filename: 'my requests.jsonl',
      purpose: 'batch',
      status: 'processed',
    })
  })

  it('lets the file expire when asked to, and then forgets it', async () => {
    const response = await harness.upload('{}', 'a.jsonl', {
      purpose: 'batch',
      'expires_after[anchor]': 'created_at',
      'expires_after[seconds]': '3600',
    })
    const file: unknown = await response.json()
    expect(file).toMatchObject({ expires_at: 1_767_225_600 + 3_600 })
    await harness.advance(3_599)
    expect((await harness.call('GET', `/files/${textAt(file, 'id')}`)).status).toBe(200)
    await harness.advance(1)
    expect((await harness.call('GET', `/files/${textAt(file, 'id')}`)).status).toBe(404)
  })

  it.each([
    ['another purpose', { purpose: 'fine-tune' }, 'purpose'],
    ['no purpose', {}, 'purpose'],
    [
      'a lifetime below an hour',
      { purpose: 'batch', 'expires_after[anchor]': 'created_at', 'expires_after[seconds]': '60' },
      'expires_after',
    ],
    [
      'another anchor',
      { purpose: 'batch', 'expires_after[anchor]': 'now', 'expires_after[seconds]': '3600' },
      'expires_after',
    ],
  ])('refuses %s and keeps nothing', async (_, fields, param) => {
    const response = await harness.upload('{}', 'a.jsonl', fields)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', param } })
    expect(idsOf(await harness.json('GET', '/files'))).toEqual([])
  })

  it('refuses a form without a file and a body that is no form', async () => {
    const form = new FormData()
    form.set('purpose', 'batch')
    expect((await harness.call('POST', '/files', form)).status).toBe(400)
    expect((await harness.call('POST', '/files', { purpose: 'batch' })).status).toBe(400)
  })

  it('refuses a file that is announced as too large before reading it', async () => {
    const form = new FormData()
    form.set('file', new File(['{}'], 'a.jsonl'))
    const response = await harness.call('POST', '/files', form, { 'content-length': '209800000' })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ error: { code: 'file_too_large' } })
  })
})

describe('GET /files', () => {
  it('lists the newest first, page by page', async () => {
    const ids: unknown[] = []
    for (const name of ['one', 'two', 'three']) ids.unshift((await uploaded('{}', `${name}.jsonl`))['id'])
    const first = await harness.json('GET', '/files?limit=2')
    expect(first).toMatchObject({ object: 'list', first_id: ids[0], last_id: ids[1], has_more: true })
    const second = await harness.json('GET', `/files?limit=2&after=${textAt(first, 'last_id')}`)
    expect(idsOf(second)).toEqual([ids[2]])
    expect(second['has_more']).toBe(false)
    expect(idsOf(await harness.json('GET', '/files?order=asc'))).toEqual(ids.toReversed())
  })

  it('filters by purpose and by name', async () => {
    const batch = await harness.start([requestLine('a')])
    await uploaded('{}', 'Other.jsonl')
    expect(idsOf(await harness.json('GET', '/files?purpose=batch_output'))).toEqual([batch['output_file_id']])
    expect(idsOf(await harness.json('GET', '/files?purpose=batch_error'))).toEqual([batch['error_file_id']])
    expect(idsOf(await harness.json('GET', '/files?search=OTHER'))).toHaveLength(1)
    expect(idsOf(await harness.json('GET', '/files?purpose=vision'))).toEqual([])
  })

  it('goes on after a file that was deleted, and starts over without a cursor', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await uploaded('{}', `${name}.jsonl`)
    const first = await harness.json('GET', '/files?limit=2')
    const rest = idsOf(await harness.json('GET', `/files?limit=2&after=${textAt(first, 'last_id')}`))
    for (const id of idsOf(first)) await harness.json('DELETE', `/files/${String(id)}`)
    const after = `after=${textAt(first, 'last_id')}`
    expect(idsOf(await harness.json('GET', `/files?limit=2&${after}`))).toEqual(rest)
    expect(idsOf(await harness.json('GET', `/files?order=asc&${after}`))).toEqual([])
    expect(idsOf(await harness.json('GET', '/files?after='))).toEqual(rest)
  })

  it.each(['limit=0', 'limit=many', 'after=nothing'])('refuses %s', async (query) => {
    expect((await harness.call('GET', `/files?${query}`)).status).toBe(400)
  })
})

describe('DELETE /files/{id}', () => {
  it('forgets the file', async () => {
    const id = textAt(await uploaded('{}'), 'id')
    expect(await harness.json('DELETE', `/files/${id}`)).toEqual({ id, object: 'file', deleted: true })
    for (const [method, path] of [
      ['GET', `/files/${id}`],
      ['GET', `/files/${id}/content`],
      ['DELETE', `/files/${id}`],
    ] as const) {
      expect((await harness.call(method, path)).status).toBe(404)
    }
  })

  it('stops the running batches of an input file; what they answered stays', async () => {
    const batch = await harness.start(Array.from({ length: 40 }, (_, index) => requestLine(`row-${index}`)))
    await harness.advance(3)
    await harness.json('DELETE', `/files/${textAt(batch, 'input_file_id')}`)
    await harness.advance(5)
    const cancelled = await harness.json('GET', `/batches/${textAt(batch, 'id')}`)
    expect(cancelled['status']).toBe('cancelled')
    const lines = await linesOfBody(
      await harness.call('GET', `/files/${textAt(batch, 'output_file_id')}/content`),
    )
    expect(lines.length).toBeGreaterThan(0)
    expect(cancelled['request_counts']).toMatchObject({ total: 40, completed: lines.length })
    expect((await harness.call('GET', `/batches/${textAt(batch, 'id')}/results`)).status).toBe(404)
  })
})

describe('GET /files/{id}/content of an input file', () => {
  const content = '{"a":1}\r\n\n{"b":2}\n{"c":3}'

  it('is the very file', async () => {
    const response = await harness.call('GET', `/files/${textAt(await uploaded(content), 'id')}/content`)
    expect(response.headers.get('content-length')).toBe(String(content.length))
    expect(response.headers.get('x-incomplete')).toBe('false')
    expect(response.headers.get('x-last-line')).toBe('3')
    expect(await response.text()).toBe(content)
  })

  it.each([
    ['limit=1', '{"a":1}\n', 'true', '1'],
    ['offset=1&limit=1', '{"b":2}\n', 'true', '2'],
    ['skip=2', '{"c":3}\n', 'false', '3'],
    ['offset=7', '', 'false', '7'],
  ])('gives with %s only these lines', async (query, text, incomplete, last) => {
    const response = await harness.call(
      'GET',
      `/files/${textAt(await uploaded(content), 'id')}/content?${query}`,
    )
    expect(await response.text()).toBe(text)
    expect(response.headers.get('x-incomplete')).toBe(incomplete)
    expect(response.headers.get('x-last-line')).toBe(last)
  })

  it('refuses an offset that is no number of lines', async () => {
    const id = textAt(await uploaded(content), 'id')
    for (const query of ['offset=-1', 'offset=x', 'limit=0', 'skip=1.5']) {
      expect((await harness.call('GET', `/files/${id}/content?${query}`)).status).toBe(400)
    }
  })
})

describe('GET /files/{id}/cost-estimate', () => {
  it('takes four bytes for a token and a usual answer, at the price of the window', async () => {
    const line = JSON.stringify(requestLine('a', { model: 'Qwen/Qwen3-14B-FP8' }))
    const id = textAt(await uploaded(`${line}\n${line}\n`), 'id')
    const tokens = Math.ceil(line.length / 4) * 2
    expect(await harness.json('GET', `/files/${id}/cost-estimate?completion_window=24h`)).toMatchObject({
      file_id: id,
      total_requests: 2,
      total_estimated_input_tokens: tokens,
      total_estimated_output_tokens: 600,
      total_estimated_cost: String((tokens * 2 + 600 * 20) / 1e8),
      models: [{ model: 'Qwen/Qwen3-14B-FP8', request_count: 2 }],
    })
    expect((await harness.call('GET', `/files/${id}/cost-estimate?completion_window=2h`)).status).toBe(400)
  })
})
