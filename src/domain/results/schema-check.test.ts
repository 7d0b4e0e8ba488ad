import { describe, expect, it } from 'vitest'
import { answerSchema, readRequest } from './request.ts'
import { checkAgainstSchema } from './schema-check.ts'

const schema = JSON.stringify({
  type: 'object',
  properties: {
    name: { type: 'string' },
    age: { type: 'integer' },
    mood: { enum: ['good', 'bad'] },
    items: {
      type: 'array',
      items: { type: 'object', properties: { price: { type: 'number', minimum: 0 } } },
    },
  },
  required: ['name', 'age'],
  additionalProperties: false,
})

function faults(answer: unknown): string[] {
  const verdict = checkAgainstSchema(schema, JSON.stringify(answer))
  return verdict.kind === 'faulty'
    ? verdict.faults.map(({ path, words }) => `${path}: ${words}`)
    : [verdict.kind]
}

describe('an answer and its schema', () => {
  it('fit', () => {
    expect(faults({ name: 'a', age: 1, mood: 'good', items: [{ price: 2 }] })).toEqual(['fits'])
  })

  it('differ in words with a path', () => {
    expect(faults({ name: 'a' })).toEqual([': lacks “age”'])
    expect(faults({ name: 'a', age: '1' })).toEqual(['age: is a text, not a whole number'])
    expect(faults({ name: 'a', age: 1, mood: 'so' })).toEqual(['mood: is none of ["good","bad"]'])
    expect(faults({ name: 'a', age: 1, more: 1 })).toEqual(['more: is not allowed here'])
    expect(faults({ name: 'a', age: 1, items: [{ price: 1 }, { price: -1 }] })[0]).toMatch(
      /^items\[1\]\.price: .*0/,
    )
    expect(faults('text')[0]).toBe(': is a text, not an object')
  })

  it('are not compared where either cannot be read', () => {
    expect(checkAgainstSchema(schema, '{"a":')).toEqual({
      kind: 'faulty',
      faults: [{ path: '', words: 'is not JSON' }],
    })
    expect(checkAgainstSchema('[1]', '{}').kind).toBe('unchecked')
    expect(checkAgainstSchema('{"$ref":"#/nowhere"}', '{}').kind).toBe('unchecked')
    expect(checkAgainstSchema('{"$ref":"#"}', '{}').kind).toBe('unchecked')
  })
})

describe('the schema a request asks for', () => {
  const asked = { type: 'object' }
  it.each([
    [
      { response_format: { type: 'json_schema', json_schema: { name: 'x', schema: asked } } },
      '{"type":"object"}',
    ],
    [{ text: { format: { type: 'json_schema', name: 'x', schema: asked } } }, '{"type":"object"}'],
    [{ response_format: { type: 'json_object' } }, null],
    [{ model: 'x' }, null],
  ])('stands where its endpoint puts it: %#', (body, expected) => {
    expect(answerSchema(readRequest(body))).toBe(expected)
  })
})
