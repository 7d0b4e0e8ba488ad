import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { customIdOfLine, readLineContent, summarizeLine } from './line-content.ts'

const REQUEST = JSON.stringify({
  custom_id: 'row-1',
  method: 'POST',
  url: '/v1/chat/completions',
  body: { model: 'a/model', messages: [{ role: 'user', content: 'Name a\nriver.' }], temperature: 0.5 },
})
const ANSWER = JSON.stringify({
  id: 'batch_req_1',
  custom_id: 'row-1',
  response: {
    status_code: 200,
    body: {
      choices: [{ message: { content: 'The Danube.' }, finish_reason: 'length' }],
      usage: { prompt_tokens: 5, completion_tokens: 3 },
    },
  },
  error: null,
})
const FAILURE = JSON.stringify({
  id: 'batch_req_2',
  custom_id: 'row-2',
  response: null,
  error: { code: 'timeout', message: JSON.stringify({ type: 'Timeout', details: { body: 'Too slow.' } }) },
})

describe('a line of the list', () => {
  test('is a request by its body', () => {
    expect(summarizeLine(REQUEST)).toEqual({
      kind: 'request',
      customId: 'row-1',
      model: 'a/model',
      outcome: null,
      text: 'Name a river.',
    })
  })

  test('is an answer or a failure by its response and error', () => {
    expect(summarizeLine(ANSWER)).toMatchObject({ kind: 'result', outcome: 'truncated', text: 'The Danube.' })
    expect(summarizeLine(FAILURE)).toMatchObject({ kind: 'result', outcome: 'failed', text: 'Too slow.' })
  })

  test('shows what is there where the line is something else', () => {
    expect(summarizeLine('{"messages": []}')).toMatchObject({ kind: 'other', text: '{"messages": []}' })
    expect(summarizeLine('a,b,c')).toMatchObject({ kind: 'broken', text: 'a,b,c' })
    expect(summarizeLine('{"custom_id": 17, "body": {}}')).toMatchObject({ customId: '17', text: '' })
  })
})

describe('a line whole', () => {
  test('is a request with its endpoint', () => {
    expect(readLineContent(REQUEST)).toMatchObject({
      kind: 'request',
      url: '/v1/chat/completions',
      request: { model: 'a/model', options: [{ name: 'temperature', json: '0.5' }] },
    })
  })

  test('is read in spite of a byte order mark', () => {
    expect(readLineContent(`\uFEFF${REQUEST}`)).toMatchObject({ kind: 'request', customId: 'row-1' })
  })

  test('has an answer or a cause, and its tokens', () => {
    expect(readLineContent(ANSWER)).toMatchObject({
      usage: { input: 5, output: 3 },
      cause: null,
      status: 200,
    })
    expect(readLineContent(FAILURE)).toMatchObject({ answer: null, cause: { kind: 'timeout' } })
  })

  test('that is no JSON is shown as it stands, with the fault marked', () => {
    const text = '{"custom_id": "a", "body": {},}'
    expect(readLineContent(text)).toEqual({
      kind: 'broken',
      text,
      fault: { title: expect.any(String), sentence: expect.stringContaining('comma'), at: 29, length: 1 },
    })
  })

  test('is never refused, whatever stands there', () => {
    const lines = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `{"body":${json}}`),
    )
    fc.assert(
      fc.property(lines, (text) => {
        expect(readLineContent(text).kind).toBe(summarizeLine(text).kind)
      }),
    )
  })
})

test('a custom_id is found in requests and results alike', () => {
  expect([REQUEST, FAILURE, '{}', 'no JSON'].map(customIdOfLine)).toEqual(['row-1', 'row-2', null, null])
})
