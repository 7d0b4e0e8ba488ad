import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asksForJson, readRequest, requestLine } from './request.ts'

function line(body: unknown) {
  return requestLine(readRequest(body))
}

describe('requestLine', () => {
  it.each([
    [
      'the last user message',
      {
        messages: [
          { role: 'user', content: 'a' },
          { role: 'assistant', content: 'b' },
          { role: 'user', content: 'c\n\nd' },
        ],
      },
      'c d',
    ],
    [
      'text and an image',
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Look' },
              { type: 'image_url', image_url: { url: 'https://x/y.png' } },
            ],
          },
        ],
      },
      'Look + image',
    ],
    [
      'images alone',
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'image_url', image_url: { url: 'a' } },
              { type: 'input_image', image_url: 'b' },
            ],
          },
        ],
      },
      '2 images',
    ],
    ['a text to embed', { input: 'embed me' }, 'embed me'],
    ['texts to embed', { input: ['one', 'two', 'three'] }, 'one (+2 more)'],
    ['a prompt', { prompt: 'Once' }, 'Once'],
    ['a response request', { instructions: 'Be brief', input: 'Why?' }, 'Why?'],
    [
      'the items of a response request',
      { input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }] },
      'Hi',
    ],
    ['a body stored as text', JSON.stringify({ input: 'embed me' }), 'embed me'],
  ])('says %s', (_, body, expected) => {
    expect(line(body)).toBe(expected)
  })
})

describe('readRequest', () => {
  it('keeps model, tools and the remaining options', () => {
    const body = {
      model: 'm',
      messages: [{ role: 'assistant', tool_calls: [{ function: { name: 'f', arguments: '{"a":1}' } }] }],
      tools: [{ type: 'function', function: { name: 'f' } }],
      temperature: 0.2,
    }
    expect(readRequest(body)).toEqual({
      model: 'm',
      messages: [{ role: 'assistant', parts: [{ kind: 'call', call: { name: 'f', arguments: '{"a":1}' } }] }],
      inputs: [],
      tools: [
        {
          name: 'f',
          description: null,
          parameters: null,
          json: '{"type":"function","function":{"name":"f"}}',
        },
      ],
      options: [{ name: 'temperature', json: '0.2' }],
    })
  })

  it('tells what a tool is for and what it takes, in either spelling', () => {
    const parameters = { type: 'object', properties: { city: { type: 'string' } } }
    const described = { name: 'weather', description: 'Looks up the weather.', parameters }
    const tools = [
      { type: 'function', function: described },
      { type: 'function', ...described },
      { type: 'web_search' },
      7,
    ]
    const told = { ...described, parameters: JSON.stringify(parameters) }
    expect(readRequest({ tools }).tools).toMatchObject([
      told,
      told,
      { name: 'web_search', description: null, parameters: null },
      { name: 'unnamed tool', json: '7' },
    ])
  })

  it('never fails, whatever stands in a file', () => {
    const shaped = fc.record(
      {
        messages: fc.array(fc.jsonValue()),
        input: fc.jsonValue(),
        prompt: fc.jsonValue(),
        tools: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(shaped, fc.jsonValue()), (body) => {
        expect(line(body)).toBeTypeOf('string')
        expect(asksForJson(body)).toBe(false)
      }),
    )
  })
})

it('reads nesting too deep to be written', () => {
  const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))
  expect(
    line({ messages: [{ role: 'user', content: [deep] }], input: deep, tools: deep, option: deep }),
  ).toBe('')
})

describe('asksForJson', () => {
  it('knows both spellings', () => {
    expect(asksForJson({ response_format: { type: 'json_schema' } })).toBe(true)
    expect(asksForJson({ text: { format: { type: 'json_object' } } })).toBe(true)
    expect(asksForJson({ response_format: { type: 'text' } })).toBe(false)
  })
})
