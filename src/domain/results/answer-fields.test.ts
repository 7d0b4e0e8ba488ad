import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answer } from './answer.ts'
import { answerFields, fieldText } from './answer-fields.ts'

function answerOf(...texts: string[]): Answer {
  const rest = { reasoning: null, refusal: null, toolCalls: [], ending: 'finished' as const }
  return { kind: 'choices', choices: texts.map((text) => ({ text, ...rest })) }
}

const scalars = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null))
const plainNames = fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => !name.includes('.'))

describe('the fields of an answer', () => {
  it('are the values of its object as they were written', () => {
    const text = ' {"id": 12345678901234567890, "n":1.50,"s" : "a\\"},b", "l":[{"x":1},2], "e":{}, "t":true }'
    expect([...answerFields(answerOf(text))]).toEqual([
      ['id', '12345678901234567890'],
      ['n', '1.50'],
      ['s', '"a\\"},b"'],
      ['l', '[{"x":1},2]'],
      ['e', '{}'],
      ['t', 'true'],
    ])
  })

  it('open inner objects three deep and tell a dot in a name from an inner field', () => {
    const text = '{"a":{"b":{"c":{"d":1}}},"a.b":2,"":3}'
    expect([...answerFields(answerOf(text))]).toEqual([
      ['a.b.c', '{"d":1}'],
      ['"a.b"', '2'],
      ['""', '3'],
    ])
  })

  it.each(['[1]', 'words', '{"a":', '', 'null'])('are none in %j', (text) => {
    expect(answerFields(answerOf(text)).size).toBe(0)
  })

  it('are none where there are several answers', () => {
    expect(answerFields(answerOf('{"a":1}', '{"a":2}')).size).toBe(0)
  })

  it('read back as what was written, whatever the layout', () => {
    fc.assert(
      fc.property(fc.dictionary(plainNames, scalars), fc.constantFrom(0, 2), (record, indent) => {
        const fields = answerFields(answerOf(JSON.stringify(record, null, indent)))
        const read = [...fields].map(([name, json]) => [name, JSON.parse(json)])
        expect(Object.fromEntries(read)).toEqual(record)
      }),
    )
  })

  it('survive a deep answer', () => {
    const deep = `{"a":${'['.repeat(200)}${']'.repeat(200)}}`
    expect(answerFields(answerOf(deep)).get('a')).toHaveLength(400)
  })

  it('show a text without its quotes', () => {
    expect(fieldText('"a\\nb"')).toBe('a\nb')
    expect(fieldText('12.50')).toBe('12.50')
  })
})
