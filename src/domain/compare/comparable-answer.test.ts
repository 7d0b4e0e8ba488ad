import { describe, expect, it } from 'vitest'
import { readAnswer } from '../results/answer.ts'
import { readResultLine } from '../results/result-line.ts'
import { comparableKey, comparableText } from './comparable-answer.ts'
import { hashOfText } from './text-hash.ts'

const chat = (message: object, more: object = {}) => ({ choices: [{ message }], ...more })

function keyOf(body: unknown, more: object = {}): string {
  const line = readResultLine(
    JSON.stringify({ id: 'x', custom_id: 'a', response: { status_code: 200, body }, error: null, ...more }),
  )
  return line === null ? '' : comparableKey(line)
}

const failure = (message: string) => keyOf(null, { response: null, error: { code: 'x', message } })

describe('answers that say the same', () => {
  it('may come with other tokens, times and thinking, and with JSON in another order', () => {
    const one = keyOf(
      chat({ content: '{"a":1,"b":[2]}' }, { id: '1', created: 1, usage: { prompt_tokens: 1 } }),
    )
    const other = chat(
      { content: '{ "b": [2], "a": 1.0 }', reasoning_content: 'Hm.' },
      { id: '2', created: 2 },
    )
    expect(keyOf(other)).toBe(one)
    expect(keyOf(JSON.stringify(other))).toBe(one)
    expect(keyOf(chat({ content: '{"a":1,"b":[3]}' }))).not.toBe(one)
    expect(keyOf(chat({ content: 'Yes.' }))).not.toBe(keyOf(chat({ content: 'Yes. ' })))
  })

  it('call the same tools with the same arguments', () => {
    const call = (given: string) => chat({ tool_calls: [{ function: { name: 'look', arguments: given } }] })
    expect(keyOf(call('{"x":1,"y":2}'))).toBe(keyOf(call('{"y":2,"x":1}')))
    expect(keyOf(call('{"x":1}'))).not.toBe(keyOf(chat({ content: '{"x":1}' })))
    expect(keyOf(chat({ refusal: 'No.' }))).not.toBe(keyOf(chat({ content: 'No.' })))
  })

  it('are equal in every number of an embedding, and in the error where rows failed', () => {
    const vector = (last: number) => ({
      data: [{ embedding: [...Array.from({ length: 20 }, () => 0.5), last] }],
    })
    expect(keyOf(vector(1))).toBe(keyOf(vector(1)))
    expect(keyOf(vector(1))).not.toBe(keyOf(vector(2)))
    expect(failure('Too slow')).toBe(failure('Too slow'))
    expect(failure('Too slow')).not.toBe(failure('Too large'))
    expect(failure('Too slow')).not.toBe(keyOf(chat({ content: 'Too slow' })))
  })

  it('have hashes that tell them apart', () => {
    const texts = Array.from({ length: 20_000 }, (_, index) => `answer ${index}`)
    const hashes = new Set(texts.map((text) => JSON.stringify(hashOfText(text))))
    expect(hashes.size).toBe(texts.length)
    expect(hashOfText('same')).toEqual(hashOfText('same'))
  })
})

it('answers are laid out for comparing with the names of JSON in order', () => {
  expect(comparableText(readAnswer(chat({ content: '{"b":1,"a":2}' })))).toBe('{\n  "a": 2,\n  "b": 1\n}')
  expect(comparableText(readAnswer(chat({ content: 'Plain\ntext' })))).toBe('Plain\ntext')
  expect(comparableText(readAnswer({ data: [{ embedding: [1] }] }))).toBeNull()
})
