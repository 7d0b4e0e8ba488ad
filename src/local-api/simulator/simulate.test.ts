import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BatchEndpoint } from '../../contract/request-line.ts'
import { isRecord, textAt } from '../testing/harness.ts'
import type { Outcome } from './outcome.ts'
import { simulateRow, type SimulatedRequest } from './simulate.ts'

function ask(body: Record<string, unknown>, overrides: Partial<SimulatedRequest> = {}): Outcome {
  return simulateRow({
    endpoint: '/v1/chat/completions',
    body: { model: 'sim/standard', ...body },
    customId: 'row',
    position: 0,
    attempt: 1,
    simulation: null,
    createdAt: 1_767_225_600,
    ...overrides,
  })
}

function bodyOf(outcome: Outcome): Record<string, unknown> {
  if (outcome.kind !== 'answer' || !isRecord(outcome.body)) throw new Error(JSON.stringify(outcome))
  return outcome.body
}

function choices(outcome: Outcome): Record<string, unknown>[] {
  const { choices: all } = bodyOf(outcome)
  return Array.isArray(all) ? all.filter(isRecord) : []
}

function message(outcome: Outcome): Record<string, unknown> {
  const first = choices(outcome)[0]?.['message']
  return isRecord(first) ? first : {}
}

function chat(content: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { messages: [{ role: 'user', content }], ...more }
}

describe('chat completions', () => {
  it('answer the same request in the same way, and another one differently', () => {
    const prompt = chat('What is the capital of Colorado?')
    expect(ask(prompt)).toEqual(ask(prompt))
    expect(message(ask(prompt))).not.toEqual(message(ask(chat('What is the capital of Utah?'))))
  })

  it('say that they are simulated and what they are about', () => {
    const content = textAt(message(ask(chat('What is the capital of Colorado?'))), 'content')
    expect(content).toMatch(/simulated/i)
    expect(content).toContain('Colorado')
  })

  it.each([
    ['Write a Python function that sums numbers.', /```python\ndef /],
    ['Compare cats and dogs in a table.', /\|---\|/],
    ['List three reasons to sleep.', /\n1\. /],
    ['Classify the review as positive, negative or neutral.', /^(?:positive|negative|neutral)$/],
  ])('have the shape that %s asks for', (prompt, shape) => {
    expect(textAt(message(ask(chat(prompt))), 'content')).toMatch(shape)
  })

  it('count images and say that they were not looked at', () => {
    const parts = [
      { type: 'text', text: 'What is in this image?' },
      { type: 'image_url', image_url: { url: 'https://images.example/photo.jpg' } },
    ]
    const outcome = ask(chat(parts))
    expect(textAt(message(outcome), 'content')).toContain('an image at images.example')
    expect(bodyOf(outcome)['usage']).toMatchObject({
      prompt_tokens: expect.toSatisfy((tokens: number) => tokens > 258),
    })
  })

  it('are valid against the schema that was asked for', () => {
    const schema = {
      type: 'object',
      properties: { sentiment: { enum: ['good', 'bad'] }, score: { type: 'number', minimum: 0, maximum: 1 } },
      required: ['sentiment', 'score'],
      additionalProperties: false,
    }
    const format = { type: 'json_schema', json_schema: { name: 'review', schema } }
    const content: unknown = JSON.parse(
      textAt(message(ask(chat('Great boots', { response_format: format }))), 'content'),
    )
    expect(new Ajv().validate(schema, content)).toBe(true)
  })

  it('are JSON objects when asked to', () => {
    const content: unknown = JSON.parse(
      textAt(message(ask(chat('Hi', { response_format: { type: 'json_object' } }))), 'content'),
    )
    expect(isRecord(content)).toBe(true)
  })

  it('stop at max_tokens and say so', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (limit) => {
        const outcome = ask(
          chat('Explain the history of the bicycle in one paragraph.', { max_tokens: limit }),
        )
        expect(bodyOf(outcome)['usage']).toMatchObject({
          completion_tokens: expect.toSatisfy((tokens: number) => tokens <= limit),
        })
        const isCut = choices(outcome)[0]?.['finish_reason'] === 'length'
        expect(isCut).toBe(textAt(message(outcome), 'content').length === limit * 4)
      }),
    )
  })

  it('stop before a stop sequence', () => {
    const outcome = ask(chat('What is the capital of Colorado?', { stop: ['Colorado'] }))
    expect(textAt(message(outcome), 'content')).not.toContain('Colorado')
    expect(choices(outcome)[0]?.['finish_reason']).toBe('stop')
  })

  it('come as often as asked', () => {
    const all = choices(ask(chat('What is the capital of Colorado?', { n: 3 })))
    expect(all.map((choice) => choice['index'])).toEqual([0, 1, 2])
  })

  const weather = {
    type: 'function',
    function: {
      name: 'get_weather',
      parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
    },
  }
  const clock = { type: 'function', function: { name: 'read_clock', parameters: { type: 'object' } } }

  it('call a fitting tool with arguments that fit', () => {
    const outcome = ask(chat('What is the weather in Paris?', { tools: [clock, weather] }))
    const { tool_calls: calls, content } = message(outcome)
    const [call] = Array.isArray(calls) ? calls : []
    expect(content).toBeNull()
    expect(choices(outcome)[0]?.['finish_reason']).toBe('tool_calls')
    expect(call).toMatchObject({
      id: expect.any(String),
      type: 'function',
      function: { name: 'get_weather' },
    })
    const input: unknown = JSON.parse(textAt(isRecord(call) ? call['function'] : null, 'arguments'))
    expect(new Ajv().validate(weather.function.parameters, input)).toBe(true)
  })

  it('follow tool_choice', () => {
    const named = ask(
      chat('Weather?', {
        tools: [clock, weather],
        tool_choice: { type: 'function', function: { name: 'read_clock' } },
      }),
    )
    expect(JSON.stringify(message(named))).toContain('read_clock')
    expect(message(ask(chat('Weather?', { tools: [weather], tool_choice: 'none' })))).not.toHaveProperty(
      'tool_calls',
    )
  })

  it('answer in words once the tool has answered', () => {
    const messages = [
      { role: 'user', content: 'Weather?' },
      { role: 'assistant', content: null, tool_calls: [] },
      { role: 'tool', content: '12 degrees' },
    ]
    expect(message(ask({ messages, tools: [weather] }))['content']).toEqual(expect.any(String))
  })

  it('count cached and reasoning tokens where they make sense', () => {
    const system = { role: 'system', content: 'Be brief. '.repeat(200) }
    const body = { messages: [system, { role: 'user', content: 'Hi' }], model: 'openai/gpt-oss-20b' }
    expect(bodyOf(ask(body))['usage']).toMatchObject({
      prompt_tokens_details: { cached_tokens: 384 },
      completion_tokens_details: { reasoning_tokens: expect.toSatisfy((tokens: number) => tokens > 0) },
    })
  })

  it('hand out their reasoning where an effort was asked for', () => {
    const asked = message(ask(chat('Name a river.', { reasoning_effort: 'high' })))
    expect(asked['reasoning_content']).toMatch(/Simulated reasoning: .*river/)
    expect(asked['content']).not.toContain('Simulated reasoning')
    for (const more of [{}, { reasoning_effort: 'none' }, { reasoning_effort: 'high', max_tokens: 20 }]) {
      expect(message(ask(chat('Name a river.', more)))).not.toHaveProperty('reasoning_content')
    }
  })

  it.each([
    [{}, 'messages'],
    [{ messages: [] }, 'messages'],
    [chat('Hi', { temperature: 3 }), 'temperature'],
    [chat('Hi', { n: 0 }), 'n'],
    [chat('Hi', { max_tokens: -1 }), 'max_tokens'],
  ])('refuse %j', (body, param) => {
    expect(ask(body)).toMatchObject({
      kind: 'failure',
      failure: { kind: 'http', status: 400, param, retriable: false },
    })
  })
})

describe('other endpoints', () => {
  it('complete a prompt', () => {
    const outcome = ask({ prompt: ['One', 'Two'], max_tokens: 50 }, { endpoint: '/v1/completions' })
    expect(choices(outcome).map((choice) => choice['text'])).toEqual([
      expect.stringContaining('One'),
      expect.stringContaining('Two'),
    ])
  })

  it('answer as /responses does', () => {
    const endpoint: BatchEndpoint = '/v1/responses'
    expect(bodyOf(ask({ input: 'What is the capital of Colorado?' }, { endpoint }))).toMatchObject({
      object: 'response',
      status: 'completed',
      output: [
        {
          type: 'message',
          role: 'assistant',
          content: [{ type: 'output_text', text: expect.stringContaining('Colorado') }],
        },
      ],
      usage: {
        input_tokens: expect.any(Number),
        output_tokens: expect.any(Number),
        output_tokens_details: { reasoning_tokens: 0 },
      },
    })
    const cut = bodyOf(ask({ input: 'Explain the bicycle in full.', max_output_tokens: 5 }, { endpoint }))
    expect(cut).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } })
    const tools = [{ type: 'function', name: 'look_up', parameters: { type: 'object' } }]
    expect(bodyOf(ask({ input: 'Hi', tools }, { endpoint }))).toMatchObject({
      output: [{ type: 'function_call', name: 'look_up' }],
    })
    const reasoning = { effort: 'high', summary: 'auto' }
    expect(bodyOf(ask({ input: 'Name a river.', reasoning }, { endpoint }))).toMatchObject({
      output: [
        { type: 'reasoning', summary: [{ type: 'summary_text', text: expect.stringContaining('river') }] },
        { type: 'message' },
      ],
    })
  })
})

describe('failures that can be typed', () => {
  it.each([
    ['~overloaded', { kind: 'http', status: 429, retriable: true }],
    ['~server-error', { kind: 'http', status: 500 }],
    ['~bad-request', { kind: 'http', status: 400, retriable: false }],
    ['~timeout', { kind: 'timeout' }],
    ['~network', { kind: 'network' }],
    ['~legacy', { kind: 'legacy' }],
  ])('%s in the custom_id', (marker, failure) => {
    expect(ask(chat('Hi'), { customId: `row${marker}` })).toMatchObject({ kind: 'failure', failure })
  })

  it('~once fails on the first attempt only', () => {
    expect(ask(chat('Hi'), { customId: 'a~once' }).kind).toBe('failure')
    expect(ask(chat('Hi'), { customId: 'a~once', attempt: 2 }).kind).toBe('answer')
  })

  it('sim/flaky fails one row in ten, in different ways, and retries mostly help', () => {
    const first = Array.from({ length: 100 }, (_, position) =>
      ask(chat(`Row ${position}`, { model: 'sim/flaky' }), { position }),
    )
    const failed = first.flatMap((outcome) => (outcome.kind === 'failure' ? [outcome.failure] : []))
    expect(failed).toHaveLength(10)
    expect(new Set(failed.map((failure) => failure.kind)).size).toBeGreaterThanOrEqual(4)
    const again = Array.from({ length: 100 }, (_, position) =>
      ask(chat(`Row ${position}`, { model: 'sim/flaky' }), { position, attempt: 2 }),
    )
    expect(again.filter((outcome) => outcome.kind === 'failure').length).toBeLessThan(25)
  })

  it.each([
    ['~truncated', 'length'],
    ['~filtered', 'content_filter'],
    ['~empty', 'stop'],
    ['~refused', 'stop'],
    ['~broken-json', 'stop'],
  ])('%s spoils the answer', (marker, end) => {
    const outcome = ask(chat('Explain the bicycle in full.'), { customId: `a${marker}` })
    expect(choices(outcome)[0]?.['finish_reason']).toBe(end)
  })

  it('~error-status stands among the answers with an error status, ~text-body with plain text', () => {
    expect(ask(chat('Hi'), { customId: 'a~error-status' })).toMatchObject({
      kind: 'answer',
      statusCode: 400,
      usage: null,
    })
    expect(ask(chat('Hi'), { customId: 'a~text-body' })).toMatchObject({
      kind: 'answer',
      statusCode: 502,
      body: expect.any(String),
    })
  })
})

describe('embeddings', () => {
  function vectors(body: Record<string, unknown>): unknown[] {
    const { data } = bodyOf(ask(body, { endpoint: '/v1/embeddings' }))
    return Array.isArray(data) ? data.map((entry) => (isRecord(entry) ? entry['embedding'] : null)) : []
  }

  function numbers(vector: unknown): number[] {
    return Array.isArray(vector) ? vector.map(Number) : []
  }

  function decode(vector: unknown): number[] {
    const bytes = Uint8Array.from(atob(typeof vector === 'string' ? vector : ''), (character) =>
      character.charCodeAt(0),
    )
    return [...new Float32Array(bytes.buffer)]
  }

  function dot(one: readonly number[], other: readonly number[]): number {
    return one.reduce((sum, value, index) => sum + value * (other[index] ?? Number.NaN), 0)
  }

  it('have length 1 and as many numbers as asked for', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 300 }), (input, dimensions) => {
        const vector = numbers(vectors({ input, dimensions })[0])
        expect(vector).toHaveLength(dimensions)
        expect(dot(vector, vector)).toBeCloseTo(1, 5)
      }),
    )
  })

  it('are the same numbers in base64', () => {
    const plain = numbers(vectors({ input: 'hiking boots', dimensions: 8 })[0])
    const decoded = decode(vectors({ input: 'hiking boots', dimensions: 8, encoding_format: 'base64' })[0])
    decoded.forEach((value, index) => expect(value).toBeCloseTo(plain[index] ?? Number.NaN, 6))
  })

  it('lie closer together for texts that share words', () => {
    const [boots = [], shoes = [], tax = []] = vectors({
      input: ['waterproof hiking boots', 'waterproof hiking shoes', 'annual tax return'],
    }).map(numbers)
    expect(dot(boots, shoes)).toBeGreaterThan(dot(boots, tax) + 0.3)
  })

  it('take lists of tokens', () => {
    expect(vectors({ input: [1, 2, 3] })).toHaveLength(1)
    expect(vectors({ input: [[1, 2], [3]] })).toHaveLength(2)
  })
})
