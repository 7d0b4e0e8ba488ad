import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAnswer } from './answer.ts'
import { OUTCOMES, outcomeOf } from './outcome.ts'
import { readResultLine } from './result-line.ts'

function outcome(line: object, asksForJson = false) {
  const read = readResultLine(JSON.stringify({ id: 'r1', custom_id: 'a', ...line }))
  if (read === null) return null
  return outcomeOf(read, readAnswer(read.response?.body), asksForJson)
}

function answered(message: object, finish = 'stop') {
  return {
    response: { status_code: 200, body: { choices: [{ message, finish_reason: finish }] } },
    error: null,
  }
}

describe('outcomeOf', () => {
  it.each([
    ['an answer', answered({ content: 'yes' }), 'succeeded'],
    [
      'a tool call without text',
      answered({ content: null, tool_calls: [{ function: { name: 'f' } }] }),
      'succeeded',
    ],
    ['the token limit', answered({ content: 'yes and' }, 'length'), 'truncated'],
    ['a token limit spent on thinking', answered({ content: '' }, 'length'), 'truncated'],
    ['a content filter', answered({ content: 'half' }, 'content_filter'), 'refused'],
    ['a refusal', answered({ content: null, refusal: 'No.' }), 'refused'],
    ['blank text', answered({ content: ' \n' }), 'empty'],
    ['no choices', { response: { status_code: 200, body: { choices: [] } } }, 'empty'],
    ['an embedding', { response: { status_code: 200, body: { data: [{ embedding: [1] }] } } }, 'succeeded'],
    ['an empty embedding', { response: { status_code: 200, body: { data: [{ embedding: [] }] } } }, 'empty'],
    ['a status of 400 without an error', { response: { status_code: 400, body: {} }, error: null }, 'failed'],
    [
      'an error object behind a 200',
      { response: { status_code: 200, body: { error: { message: 'x' } } } },
      'failed',
    ],
    [
      'a response that failed beside its empty output',
      { response: { status_code: 200, body: { status: 'failed', error: { message: 'x' }, output: [] } } },
      'failed',
    ],
    ['an error', { response: null, error: { code: 'x', message: 'y' } }, 'failed'],
    ['neither answer nor error', { response: null, error: null }, 'failed'],
    ['a cancelled row', { response: null, error: { code: 'batch_cancelled', message: '' } }, 'cancelled'],
  ])('tells %s', (_, line, expected) => {
    expect(outcome(line)).toBe(expected)
  })

  it('calls text that is not JSON invalid only where JSON was asked for', () => {
    const prose = answered({ content: 'Sure! {"a":1}' })
    expect(outcome(prose, true)).toBe('invalid_json')
    expect(outcome(prose, false)).toBe('succeeded')
    expect(outcome(answered({ content: ' {"a":1}' }), true)).toBe('succeeded')
    expect(outcome(answered({ content: '{"a":' }), true)).toBe('invalid_json')
  })

  it('lets the worst of several choices decide', () => {
    const choices = [
      { text: 'fine', finish_reason: 'stop' },
      { text: 'cut', finish_reason: 'length' },
    ]
    expect(outcome({ response: { status_code: 200, body: { choices } } })).toBe('truncated')
  })

  it('has an outcome for any line', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.boolean(), (response, error, asksForJson) => {
        expect(OUTCOMES).toContain(outcome({ response, error }, asksForJson))
      }),
    )
  })
})

describe('readResultLine', () => {
  it('knows a line without an id by its custom_id', () => {
    expect(readResultLine('{"custom_id":"row-1"}')?.id).toBe('custom_id:row-1')
    expect(readResultLine('{"response":{}}')).toBeNull()
    expect(readResultLine('<html>')).toBeNull()
  })
})
