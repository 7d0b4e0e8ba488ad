import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SqliteStore } from './store/sqlite/sqlite-store.ts'
import { createHarness, linesOfBody, requestLine, textAt, type Harness } from './testing/harness.ts'

let harness: Harness
let directory: string

function open(): Harness {
  return createHarness({ openStore: () => new SqliteStore(directory), testControls: true })
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'absurd-'))
  harness = open()
})

afterEach(async () => {
  await harness.stop()
  rmSync(directory, { recursive: true })
})

function withSchema(schema: unknown) {
  return { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } } }
}

const nested = '['.repeat(20_000) + ']'.repeat(20_000)

const ABSURD: [string, Record<string, unknown>][] = [
  ['many items', { type: 'array', items: { type: 'integer' }, minItems: 200_000_000 }],
  ['many properties', { type: 'object', minProperties: 200_000_000 }],
  ['a long text', { type: 'string', minLength: 200_000_000 }],
  ['a long pattern', { type: 'string', pattern: '^(a{1000}){200000}$' }],
  ['a large constant many times', { type: 'array', items: { const: 'x'.repeat(15_000) }, minItems: 9_000 }],
  [
    'itself twice',
    {
      type: 'object',
      properties: { left: { $ref: '#' }, right: { $ref: '#' } },
      required: ['left', 'right'],
    },
  ],
]

describe('a schema that asks for too much', () => {
  it.each(ABSURD)('fails its row alone: %s', async (_, schema) => {
    const batch = await harness.start([requestLine('absurd', withSchema(schema)), requestLine('usual')])
    await harness.advance(30)
    expect(await harness.json('GET', `/batches/${textAt(batch, 'id')}`)).toMatchObject({
      status: 'completed',
      request_counts: { total: 2, completed: 1, failed: 1 },
    })
    const content = await harness.call('GET', `/files/${textAt(batch, 'error_file_id')}/content`)
    const [line] = await linesOfBody(content)
    expect(line).toMatchObject({ custom_id: 'absurd', error: { code: 'invalid_request_error' } })
  })

  it.each(ABSURD)('is refused when it is asked for at once: %s', async (_, schema) => {
    const { body } = requestLine('absurd', withSchema(schema))
    const response = await harness.call('POST', '/chat/completions', body)
    expect(response.status).toBe(400)
  })
})

describe('a row that the simulation cannot cope with', () => {
  it('fails, and its batch goes on', async () => {
    const deep = JSON.stringify(requestLine('deep', { extra: 0 })).replace('"extra":0', `"extra":${nested}`)
    const batch = await harness.start([deep, requestLine('usual')])
    await harness.advance(30)
    expect(await harness.json('GET', `/batches/${textAt(batch, 'id')}`)).toMatchObject({
      status: 'completed',
      request_counts: { total: 2, completed: 1, failed: 1 },
    })
    const body = `{"model":"m","messages":[{"role":"user","content":"Hello"}],"extra":${nested}}`
    const request = new Request('http://api.test/v1/chat/completions', { method: 'POST', body })
    expect((await harness.api.handle(request)).status).toBe(500)
  })

  it('reads a reference with a lone percent sign as it stands', async () => {
    const schema = { $ref: '#/$defs/100%', $defs: { '100%': { type: 'integer', minimum: 7, maximum: 7 } } }
    const { body } = requestLine('percent', withSchema(schema))
    expect(await harness.json('POST', '/chat/completions', body)).toMatchObject({
      choices: [{ message: { content: '7' } }],
    })
  })
})

describe('a line without an end', () => {
  const text = `${JSON.stringify(requestLine('usual'))}\n${'x'.repeat(11_000_000)}`

  it('is refused by validation, with its number', async () => {
    const batch = await harness.start([text])
    await harness.advance(30)
    expect(await harness.json('GET', `/batches/${textAt(batch, 'id')}`)).toMatchObject({
      status: 'failed',
      errors: { data: [{ code: 'body_too_large', line: 2, param: 'body' }] },
    })
  })

  it('has no estimate', async () => {
    const file: unknown = await (await harness.upload(text)).json()
    const response = await harness.call('GET', `/files/${textAt(file, 'id')}/cost-estimate`)
    expect(response.status).toBe(400)
  })
})

describe('a model with the name of a built-in property', () => {
  it.each(['constructor', 'toString', '__proto__'])('has its tokens counted: %s', async (model) => {
    const batch = await harness.start([requestLine('a', { model }), requestLine('b', { model })])
    await harness.advance(30)
    const path = `/batches/${textAt(batch, 'id')}/analytics`
    const analytics = await harness.json('GET', path)
    expect(Number(analytics['total_tokens'])).toBeGreaterThan(0)
    expect(Number(textAt(analytics, 'total_cost'))).toBeGreaterThan(0)
    await harness.stop()
    harness = open()
    expect(await harness.json('GET', path)).toEqual(analytics)
  })
})
