import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, isRecord, linesOfBody, requestLine, textAt, type Harness } from './testing/harness.ts'

let harness: Harness

beforeEach(() => {
  harness = createHarness()
})

afterEach(() => harness.stop())

function rows(count: number, body: Record<string, unknown> = {}) {
  return Array.from({ length: count }, (_, index) => requestLine(`row-${index}`, body))
}

async function current(batch: Record<string, unknown>): Promise<Record<string, unknown>> {
  return harness.json('GET', `/batches/${textAt(batch, 'id')}`)
}

async function output(batch: Record<string, unknown>, query = ''): Promise<Record<string, unknown>[]> {
  return linesOfBody(await harness.call('GET', `/files/${textAt(batch, 'output_file_id')}/content${query}`))
}

async function errors(batch: Record<string, unknown>): Promise<Record<string, unknown>[]> {
  return linesOfBody(await harness.call('GET', `/files/${textAt(batch, 'error_file_id')}/content`))
}

function customIds(lines: readonly Record<string, unknown>[]): string[] {
  return lines.map((line) => textAt(line, 'custom_id'))
}

describe('a batch', () => {
  it('is answered at once and names its output and error file', async () => {
    const batch = await harness.start(rows(3), { metadata: { batch_description: 'Three rows' } })
    expect(batch).toEqual({
      id: expect.any(String),
      object: 'batch',
      endpoint: '/v1/chat/completions',
      errors: null,
      input_file_id: expect.any(String),
      completion_window: '24h',
      status: 'validating',
      output_file_id: expect.any(String),
      error_file_id: expect.any(String),
      created_at: 1_767_225_600,
      in_progress_at: null,
      expires_at: 1_767_225_600 + 86_400,
      finalizing_at: null,
      completed_at: null,
      failed_at: null,
      expired_at: null,
      cancelling_at: null,
      cancelled_at: null,
      request_counts: { total: 0, completed: 0, failed: 0 },
      metadata: { batch_description: 'Three rows' },
    })
  })

  it('passes through its statuses, and each row ends exactly once, out of input order', async () => {
    const batch = await harness.start(rows(60))
    await harness.advance(3)
    const running = await current(batch)
    expect(running['status']).toBe('in_progress')
    const early = await output(batch)
    expect(running['request_counts']).toEqual({ total: 60, completed: early.length, failed: 0 })
    expect(early.length).toBeGreaterThan(0)
    expect(early.length).toBeLessThan(60)

    await harness.advance(60)
    const ended = await current(batch)
    expect(ended).toMatchObject({
      status: 'completed',
      request_counts: { total: 60, completed: 60, failed: 0 },
    })
    const ids = customIds(await output(batch))
    expect(ids.slice(0, early.length)).toEqual(customIds(early))
    expect(ids).not.toEqual(customIds(rows(60)))
    expect(ids.toSorted()).toEqual(customIds(rows(60)).toSorted())
    const times = ['created_at', 'in_progress_at', 'finalizing_at', 'completed_at'].map((key) =>
      Number(ended[key]),
    )
    expect(times).toEqual(times.toSorted((one, other) => one - other))
  })

  it('lets answers carry their own time, also when the clock jumps', async () => {
    const batch = await harness.start(rows(60))
    await harness.advance(100)
    const created = (await output(batch)).map((line) => {
      const response = line['response']
      const body = isRecord(response) ? response['body'] : null
      return isRecord(body) ? Number(body['created']) : Number.NaN
    })
    expect(created).toEqual(created.toSorted((one, other) => one - other))
    expect(Math.max(...created) - Math.min(...created)).toBeGreaterThanOrEqual(4)
  })

  it('takes about 20 seconds for a dozen rows when no rate is set', async () => {
    await harness.setRate(null)
    const batch = await harness.start(rows(12))
    await harness.advance(15)
    expect((await current(batch))['status']).toBe('in_progress')
    await harness.advance(9)
    expect((await current(batch))['status']).toBe('completed')
  })

  it('shares the rate with other batches that run', async () => {
    const [one, other] = [await harness.start(rows(100)), await harness.start(rows(100))]
    await harness.advance(1)
    await harness.advance(9)
    const both = [await output(one), await output(other)].map((lines) => lines.length)
    for (const count of both) expect(count).toBeGreaterThan(30)
    for (const count of both) expect(count).toBeLessThan(60)
  })

  it('goes through 5,000 rows at a high rate, each once', async () => {
    await harness.setRate(5_000)
    const batch = await harness.start(rows(5_000))
    await harness.advance(10)
    expect(await current(batch)).toMatchObject({
      status: 'completed',
      request_counts: { total: 5_000, completed: 5_000 },
    })
    const ids = (await output(batch)).map((line) => textAt(line, 'id'))
    expect(new Set(ids).size).toBe(5_000)
  })

  it.each([
    ['no input file', { input_file_id: undefined }, 400, 'input_file_id'],
    ['an unknown file', { input_file_id: 'nothing' }, 404, 'id'],
    ['another endpoint', { endpoint: '/v1/audio' }, 400, 'endpoint'],
    ['another window', { completion_window: '2h' }, 400, 'completion_window'],
    ['metadata that is no text', { metadata: { a: 1 } }, 400, 'metadata'],
    [
      '17 keys of metadata',
      { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, ''])) },
      400,
      'metadata',
    ],
    ['a long value', { metadata: { a: 'x'.repeat(513) } }, 400, 'metadata'],
  ])('is refused with %s', async (_, overrides, status, param) => {
    const { input_file_id: fileId } = await harness.start(rows(1))
    const body = {
      input_file_id: fileId,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
      ...overrides,
    }
    const response = await harness.call('POST', '/batches', body)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ error: { param, type: 'invalid_request_error' } })
  })

  it('is not made from an output file', async () => {
    const { output_file_id: fileId } = await harness.start(rows(1))
    const body = { input_file_id: fileId, endpoint: '/v1/chat/completions', completion_window: '24h' }
    expect((await harness.call('POST', '/batches', body)).status).toBe(400)
  })
})

describe('validation', () => {
  const good = JSON.stringify(requestLine('good'))

  it.each([
    ['bad JSON after blank lines', `${good}\n\n\n{oops}`, 'invalid_json_line', 2, null],
    ['a byte order mark', `\ufeff${good}`, 'invalid_json_line', 1, null],
    ['a second line with the same id', `${good}\n${good}`, 'duplicate_custom_id', 2, 'custom_id'],
    [
      'the url of another endpoint',
      JSON.stringify(requestLine('a', {}, '/v1/embeddings')),
      'mismatched_endpoint',
      1,
      'url',
    ],
    [
      'a line without a model',
      `${good}\r\n${JSON.stringify(requestLine('b', { model: undefined }))}`,
      'missing_required_parameter',
      2,
      'body.model',
    ],
    ['an id with a space', JSON.stringify(requestLine('a b')), 'invalid_custom_id', 1, 'custom_id'],
    ['no request at all', '\n \n', 'empty_file', null, null],
  ])('refuses %s, stops there and says where', async (_, text, code, line, param) => {
    const batch = await harness.start([text])
    await harness.advance(5)
    expect(await current(batch)).toMatchObject({
      status: 'failed',
      failed_at: expect.any(Number),
      errors: { object: 'list', data: [{ code, line, param, message: expect.any(String) }] },
      request_counts: { total: 0, completed: 0, failed: 0 },
    })
  })

  it('takes CRLF, blank lines, separators inside text and a missing last line end', async () => {
    const odd = JSON.stringify(requestLine('odd')).replace('Tell', 'Tell\u2028')
    const batch = await harness.start([`${good}\r\n\r\n${odd}`])
    await harness.advance(10)
    expect(await current(batch)).toMatchObject({
      status: 'completed',
      request_counts: { total: 2, completed: 2 },
    })
  })

  it('refuses 50,001 requests', async () => {
    const batch = await harness.start(rows(50_001))
    await harness.advance(5)
    expect(await current(batch)).toMatchObject({
      status: 'failed',
      errors: { data: [{ code: 'too_many_requests_in_file' }] },
    })
  })
})

describe('cancelling', () => {
  it('lets rows under way end, cancels the rest and keeps the answers', async () => {
    const batch = await harness.start(rows(100))
    await harness.advance(3)
    const { request_counts: before } = await current(batch)
    const cancelling = await harness.json('POST', `/batches/${textAt(batch, 'id')}/cancel`)
    expect(cancelling).toMatchObject({
      status: 'cancelling',
      cancelling_at: expect.any(Number),
      request_counts: before,
    })
    await harness.advance(10)
    const cancelled = await current(batch)
    expect(cancelled).toMatchObject({ status: 'cancelled', cancelled_at: expect.any(Number) })
    const answers = await output(batch)
    expect(cancelled['request_counts']).toEqual({ total: 100, completed: answers.length, failed: 0 })
    expect(answers.length).toBeLessThan(60)
    await harness.advance(100)
    expect(await output(batch)).toHaveLength(answers.length)
  })

  it('works before the first row, and twice', async () => {
    const batch = await harness.start(rows(3))
    const path = `/batches/${textAt(batch, 'id')}/cancel`
    expect(await harness.json('POST', path)).toMatchObject({ status: 'cancelling' })
    expect((await harness.call('POST', path)).status).toBe(200)
    await harness.advance(1)
    expect(await current(batch)).toMatchObject({
      status: 'cancelled',
      request_counts: { total: 0, completed: 0, failed: 0 },
    })
  })

  it('is refused once the batch has ended', async () => {
    const batch = await harness.start(rows(2))
    await harness.advance(20)
    const response = await harness.call('POST', `/batches/${textAt(batch, 'id')}/cancel`)
    expect(response.status).toBe(409)
    expect(await current(batch)).toMatchObject({ status: 'completed' })
  })
})

describe('the deadline', () => {
  it('ends a batch that is not through, with what it has', async () => {
    await harness.setRate(0.001)
    const batch = await harness.start(rows(200))
    await harness.advance(86_401)
    const expired = await current(batch)
    expect(expired).toMatchObject({ status: 'expired', expired_at: batch['expires_at'] })
    const answers = await output(batch)
    expect(answers.length).toBeGreaterThan(50)
    expect(answers.length).toBeLessThan(100)
  })

  it('comes early with metadata simulate: expire', async () => {
    const batch = await harness.start(rows(10), { metadata: { simulate: 'expire' } })
    await harness.advance(31)
    expect(await current(batch)).toMatchObject({
      status: 'expired',
      request_counts: { total: 10, completed: 5, failed: 0 },
    })
  })

  it('is passed by with metadata simulate: late', async () => {
    const batch = await harness.start(rows(200), { metadata: { simulate: 'late' } })
    await harness.advance(12)
    expect(await current(batch)).toMatchObject({ status: 'in_progress' })
    await harness.advance(60)
    const late = await current(batch)
    expect(late).toMatchObject({ status: 'completed', expired_at: null })
    expect(Number(late['completed_at'])).toBeGreaterThan(Number(late['expires_at']))
  })
})

describe('metadata simulate', () => {
  it('fail-validation refuses a good file', async () => {
    const batch = await harness.start(rows(2), { metadata: { simulate: 'fail-validation' } })
    await harness.advance(5)
    expect(await current(batch)).toMatchObject({
      status: 'failed',
      errors: { data: [{ code: 'simulated_failure' }] },
    })
  })

  it('none-succeed completes a batch in which every row failed', async () => {
    const batch = await harness.start(rows(4), { metadata: { simulate: 'none-succeed' } })
    await harness.advance(20)
    expect(await current(batch)).toMatchObject({
      status: 'completed',
      request_counts: { total: 4, completed: 0, failed: 4 },
    })
    expect(await errors(batch)).toHaveLength(4)
  })

  it('stall lets no row start, and such a batch can be cancelled', async () => {
    const batch = await harness.start(rows(4), { metadata: { simulate: 'stall' } })
    await harness.advance(3_600)
    expect(await current(batch)).toMatchObject({ status: 'in_progress', request_counts: { completed: 0 } })
    await harness.json('POST', `/batches/${textAt(batch, 'id')}/cancel`)
    await harness.advance(1)
    expect(await current(batch)).toMatchObject({ status: 'cancelled' })
  })
})

describe('reading results while they grow', () => {
  it('resumes without repeating or missing a row', async () => {
    const batch = await harness.start(rows(50))
    const read: string[] = []
    for (let round = 0; round < 12; round += 1) {
      await harness.advance(1)
      for (const line of await output(batch, `?offset=${read.length}&skip=${read.length}`))
        read.push(textAt(line, 'id'))
    }
    expect(read).toHaveLength(50)
    expect(new Set(read).size).toBe(50)
  })

  it('says how far it got and whether there is more', async () => {
    const batch = await harness.start(rows(30))
    const path = `/files/${textAt(batch, 'output_file_id')}/content`
    const headersOf = async (query: string) => {
      const { headers } = await harness.call('GET', path + query)
      return [headers.get('x-incomplete'), headers.get('x-last-line')]
    }
    expect(await headersOf('')).toEqual(['true', '0'])
    await harness.advance(60)
    expect(await headersOf('')).toEqual(['false', '30'])
    expect(await headersOf('?limit=10')).toEqual(['true', '10'])
    expect(await headersOf('?offset=20&limit=10')).toEqual(['false', '30'])
    expect(await headersOf('?offset=40')).toEqual(['false', '40'])
  })

  it('gives pages of at most 101 lines', async () => {
    await harness.setRate(1_000)
    const batch = await harness.start(rows(150))
    await harness.advance(10)
    expect(await output(batch, '?limit=1000')).toHaveLength(101)
    expect(await output(batch)).toHaveLength(150)
  })
})

describe('retrying', () => {
  it('runs failed rows again under the same id and takes them out of the error file', async () => {
    const batch = await harness.start([requestLine('good'), requestLine('bad~once')])
    await harness.advance(10)
    expect(await current(batch)).toMatchObject({
      status: 'completed',
      request_counts: { total: 2, completed: 1, failed: 1 },
    })
    const [failed] = await errors(batch)
    const reopened = await harness.json('POST', `/batches/${textAt(batch, 'id')}/retry`)
    expect(reopened).toMatchObject({
      status: 'in_progress',
      completed_at: null,
      request_counts: { total: 2, completed: 1, failed: 0 },
    })
    expect(await errors(batch)).toEqual([])
    await harness.advance(10)
    expect(await current(batch)).toMatchObject({
      status: 'completed',
      request_counts: { total: 2, completed: 2, failed: 0 },
    })
    const answers = await output(batch)
    expect(customIds(answers)).toEqual(['good', 'bad~once'])
    expect(answers[1]?.['id']).toBe(failed?.['id'])
  })

  it('resumes a cancelled batch where it stopped', async () => {
    const batch = await harness.start(rows(60))
    await harness.advance(3)
    await harness.json('POST', `/batches/${textAt(batch, 'id')}/cancel`)
    await harness.advance(5)
    await harness.json('POST', `/batches/${textAt(batch, 'id')}/retry`)
    await harness.advance(60)
    expect(await current(batch)).toMatchObject({
      status: 'completed',
      cancelled_at: null,
      request_counts: { total: 60, completed: 60 },
    })
    expect(new Set(customIds(await output(batch))).size).toBe(60)
  })

  it('runs only the rows that were asked for, also while the batch runs', async () => {
    const lines = [requestLine('one~once'), requestLine('two~once'), ...rows(80)]
    const batch = await harness.start(lines)
    await harness.advance(4)
    const failed = await errors(batch)
    expect(customIds(failed).toSorted()).toEqual(['one~once', 'two~once'])
    const wanted = failed.filter((line) => line['custom_id'] === 'two~once').map((line) => line['id'])
    await harness.json('POST', `/batches/${textAt(batch, 'id')}/retry-requests`, { request_ids: wanted })
    await harness.advance(60)
    expect(await current(batch)).toMatchObject({
      status: 'completed',
      request_counts: { total: 82, completed: 81, failed: 1 },
    })
    expect(customIds(await errors(batch))).toEqual(['one~once'])
    expect(new Set(customIds(await output(batch))).size).toBe(81)
  })

  it('is refused when there is nothing to retry, or nothing to retry from', async () => {
    const batch = await harness.start([requestLine('bad~bad-request')])
    const path = `/batches/${textAt(batch, 'id')}`
    expect((await harness.call('POST', `${path}/retry-requests`, { request_ids: ['nothing'] })).status).toBe(
      400,
    )
    expect((await harness.call('POST', `${path}/retry-requests`, {})).status).toBe(400)
    const good = await harness.start([requestLine('good')])
    await harness.advance(10)
    expect((await harness.call('POST', `/batches/${textAt(good, 'id')}/retry`)).status).toBe(409)
    await harness.json('DELETE', `/files/${textAt(batch, 'input_file_id')}`)
    expect((await harness.call('POST', `${path}/retry`)).status).toBe(409)
  })
})

describe('deleting a batch', () => {
  it('forgets its results and keeps its input', async () => {
    const batch = await harness.start(rows(20))
    await harness.advance(2)
    const response = await harness.call('DELETE', `/batches/${textAt(batch, 'id')}`)
    expect(response.status).toBe(204)
    expect((await harness.call('GET', `/batches/${textAt(batch, 'id')}`)).status).toBe(404)
    expect((await harness.call('GET', `/files/${textAt(batch, 'output_file_id')}/content`)).status).toBe(404)
    expect((await harness.call('GET', `/files/${textAt(batch, 'input_file_id')}`)).status).toBe(200)
    await harness.advance(10)
  })
})

describe('GET /batches', () => {
  async function listed(query: string): Promise<unknown[]> {
    const { data } = await harness.json('GET', `/batches?${query}`)
    return Array.isArray(data) ? data.map((batch) => textAt(batch, 'id')) : []
  }

  it('lists the newest first, page by page', async () => {
    const ids: string[] = []
    for (let index = 0; index < 5; index += 1) ids.unshift(textAt(await harness.start(rows(1)), 'id'))
    const page = await harness.json('GET', '/batches?limit=2')
    expect(page).toMatchObject({ object: 'list', first_id: ids[0], last_id: ids[1], has_more: true })
    expect(await listed(`limit=3&after=${ids[1] ?? ''}`)).toEqual(ids.slice(2))
    expect((await harness.call('GET', '/batches?after=nothing')).status).toBe(400)
  })

  it('filters', async () => {
    const titled = textAt(
      await harness.start(rows(1), { metadata: { batch_description: 'Product tags' } }),
      'id',
    )
    await harness.advance(100)
    const failed = textAt(await harness.start(['oops'], { completion_window: '1h' }), 'id')
    await harness.advance(100)
    const running = textAt(await harness.start(rows(500)), 'id')
    const bounds = 1_767_225_600
    expect(await listed('search=TAGS')).toEqual([titled])
    expect(await listed(`search=${failed.slice(0, 8)}`)).toEqual([failed])
    expect(await listed('search=input.jsonl')).toHaveLength(3)
    expect(await listed('status=failed')).toEqual([failed])
    expect(await listed('completion_window=1h')).toEqual([failed])
    expect(await listed(`created_after=${bounds + 100}&created_before=${bounds + 199}`)).toEqual([failed])
    expect(await listed('active_first=true')).toEqual([running, failed, titled])
    const older = textAt(await harness.start(rows(1)), 'id')
    await harness.advance(20)
    expect(await listed('active_first=true')).toEqual([running, older, failed, titled])
    expect(await listed(`active_first=true&limit=2&after=${running}`)).toEqual([older, failed])
  })

  it('carries the analytics when asked to', async () => {
    const batch = await harness.start(rows(1))
    await harness.advance(20)
    const analytics = await harness.json('GET', `/batches/${textAt(batch, 'id')}/analytics`)
    expect(await harness.json('GET', '/batches?include=analytics')).toMatchObject({ data: [{ analytics }] })
  })
})

describe('GET /batches/{id}/analytics', () => {
  it('adds up what the answers say, and charges answered rows only', async () => {
    const model = 'Qwen/Qwen3-14B-FP8'
    const batch = await harness.start([
      requestLine('a', { model }),
      requestLine('b', { model }),
      requestLine('c~timeout', { model }),
    ])
    await harness.advance(20)
    const usages = (await output(batch)).map((line) => {
      const response = line['response']
      const body = isRecord(response) ? response['body'] : null
      const usage = isRecord(body) ? body['usage'] : null
      return isRecord(usage)
        ? { prompt: Number(usage['prompt_tokens']), completion: Number(usage['completion_tokens']) }
        : null
    })
    const prompt = usages.reduce((sum, usage) => sum + (usage?.prompt ?? Number.NaN), 0)
    const completion = usages.reduce((sum, usage) => sum + (usage?.completion ?? Number.NaN), 0)
    const analytics = await harness.json('GET', `/batches/${textAt(batch, 'id')}/analytics`)
    expect(analytics).toMatchObject({
      total_requests: 3,
      total_prompt_tokens: prompt,
      total_completion_tokens: completion,
      total_tokens: prompt + completion,
    })
    expect(Number(textAt(analytics, 'total_cost'))).toBeCloseTo((prompt * 0.02 + completion * 0.2) / 1e6, 12)
    expect(Number(textAt(analytics, 'total_list_cost'))).toBeCloseTo(
      (prompt * 0.05 + completion * 0.6) / 1e6,
      12,
    )
  })
})

describe('GET /batches/{id}/results', () => {
  it('joins requests and answers in input order, pending ones too', async () => {
    const batch = await harness.start([...rows(30), requestLine('bad~bad-request')])
    await harness.advance(3)
    const results = await linesOfBody(await harness.call('GET', `/batches/${textAt(batch, 'id')}/results`))
    expect(customIds(results)).toEqual(customIds([...rows(30), requestLine('bad~bad-request')]))
    expect(results[0]).toMatchObject({
      model: 'sim/standard',
      status: 'completed',
      input_body: rows(1)[0]?.body,
      response_body: { object: 'chat.completion' },
      error: null,
    })
    expect(results.at(-1)).toMatchObject({ status: 'pending', response_body: null, error: null })
    await harness.advance(30)
    const path = `/batches/${textAt(batch, 'id')}/results`
    expect(customIds(await linesOfBody(await harness.call('GET', `${path}?status=failed`)))).toEqual([
      'bad~bad-request',
    ])
    expect(
      customIds(await linesOfBody(await harness.call('GET', `${path}?search=ROW-2&skip=1&limit=2`))),
    ).toEqual(['row-20', 'row-21'])
    expect((await harness.call('GET', `${path}?status=odd`)).status).toBe(400)
  })
})

describe('models', () => {
  it('lists the priced models and the simulated ones', async () => {
    const { data } = await harness.json('GET', '/models')
    const ids = Array.isArray(data) ? data.map((model) => textAt(model, 'id')) : []
    expect(ids).toEqual(
      expect.arrayContaining(['Qwen/Qwen3-VL-235B-A22B-Instruct-FP8', 'sim/flaky', 'sim/slow']),
    )
    expect(await harness.json('GET', '/models/sim/flaky')).toMatchObject({
      id: 'sim/flaky',
      object: 'model',
      owned_by: 'sim',
    })
    expect((await harness.call('GET', '/models/nothing')).status).toBe(404)
  })
})
