import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerLine, readAnswer } from './answer.ts'

function chat(...messages: object[]) {
  return { choices: messages.map((message) => ({ message, finish_reason: 'stop' })) }
}

describe('readAnswer', () => {
  it('reads every choice of a chat completion', () => {
    const answer = readAnswer(chat({ content: 'Paris' }, { content: 'Lyon' }))
    expect(answer).toMatchObject({ kind: 'choices', choices: [{ text: 'Paris' }, { text: 'Lyon' }] })
    expect(answerLine(answer)).toBe('Paris (+1 more)')
  })

  it('reads tool calls, also where there is no text', () => {
    const call = {
      id: 'c1',
      type: 'function',
      function: { name: 'get_weather', arguments: '{"city":"Oslo"}' },
    }
    const answer = readAnswer(chat({ content: null, tool_calls: [call] }))
    expect(answerLine(answer)).toBe('get_weather({"city":"Oslo"})')
  })

  it('reads a refusal and the reasoning beside an answer', () => {
    const answer = readAnswer(chat({ content: null, refusal: 'I cannot.', reasoning_content: 'Hm.' }))
    expect(answer).toMatchObject({ choices: [{ refusal: 'I cannot.', reasoning: 'Hm.' }] })
    expect(answerLine(answer)).toBe('I cannot.')
  })

  it('reads the text of a completion', () => {
    expect(answerLine(readAnswer({ choices: [{ text: ' once\nupon' }] }))).toBe('once upon')
  })

  it('reads messages, tool calls and the reason of an incomplete response', () => {
    const answer = readAnswer({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [
        { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Thinking.' }] },
        { type: 'message', content: [{ type: 'output_text', text: 'Half an ans' }] },
        { type: 'function_call', name: 'look_up', arguments: '{}' },
      ],
    })
    expect(answer).toEqual({
      kind: 'choices',
      choices: [
        {
          text: 'Half an ans',
          reasoning: 'Thinking.',
          refusal: null,
          toolCalls: [{ name: 'look_up', arguments: '{}' }],
          ending: 'length',
        },
      ],
    })
  })

  it('describes embeddings by size, norm and first values, floats and base64 alike', () => {
    const floats = [3, 4]
    const bytes = new Uint8Array(new Float32Array(floats).buffer)
    const base64 = btoa(String.fromCharCode(...bytes))
    for (const embedding of [floats, base64]) {
      expect(readAnswer({ data: [{ embedding }] })).toEqual({
        kind: 'vectors',
        vectors: [{ size: 2, norm: 5, first: [3, 4] }],
      })
    }
    expect(answerLine(readAnswer({ data: [{ embedding: floats }] }))).toBe('Embedding of 2 numbers')
  })

  it('reads a body that was stored as text', () => {
    expect(answerLine(readAnswer(JSON.stringify(chat({ content: 'hello' }))))).toBe('hello')
  })

  it('never fails, whatever a server sends', () => {
    const shaped = fc.record(
      {
        choices: fc.oneof(
          fc.array(fc.oneof(fc.record({ message: fc.jsonValue() }), fc.jsonValue())),
          fc.jsonValue(),
        ),
        output: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()),
        data: fc.oneof(fc.array(fc.record({ embedding: fc.jsonValue() })), fc.jsonValue()),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(shaped, fc.jsonValue(), fc.string()), (body) => {
        expect(answerLine(readAnswer(body))).toBeTypeOf('string')
      }),
    )
  })
})
