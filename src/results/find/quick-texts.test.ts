import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson } from '../../domain/results/json.ts'
import { readResultLine } from '../../domain/results/result-line.ts'
import { someRequestText, someResultText } from './quick-texts.ts'
import { requestTexts, resultTexts } from './shown-texts.ts'

type Some = typeof someResultText

/** All texts that are seen in a line, `null` where it has to be parsed. */
function seenBy(some: Some, line: string): string[] | null {
  const texts: string[] = []
  const seen = some(line, (text) => texts.push(text) === 0)
  return seen === null ? null : texts
}
const quickResultTexts = (line: string) => seenBy(someResultText, line)
const quickRequestTexts = (line: string) => seenBy(someRequestText, line)

const answered = (choices: readonly unknown[], more: Record<string, unknown> = {}) =>
  JSON.stringify({
    id: 'a',
    custom_id: 'row "1"',
    response: { status_code: 200, request_id: 'r', body: { id: 'c', choices, usage: { total: 3 }, ...more } },
    error: null,
  })
const asked = (messages: unknown) =>
  JSON.stringify({ custom_id: 'a', body: { model: 'm', messages, tools: [{ content: 'no' }] } })

describe('the texts of a chat answer', () => {
  it.each([
    ['content', [{ message: { role: 'assistant', content: 'a "lake"\n' } }], ['a "lake"\n']],
    ['no content', [{ message: { content: null, tool_calls: [] } }, {}], ['', '']],
    [
      'several choices',
      [{ message: { content: '\ufeffé', refusal: ' ' } }, { message: { content: '\\', refusal: 'no' } }],
      ['\ufeffé', '\\', 'no'],
    ],
    ['an old completion', [{ text: 'a', message: { content: 'b' } }], ['a']],
    [
      'thinking',
      [{ message: { content: 'a', reasoning: 'b', reasoning_content: '' } }, { message: { reasoning: 'c' } }],
      ['a', 'b', '', 'c'],
    ],
  ])('are read without parsing: %s', (_, choices, texts) => {
    expect(quickResultTexts(answered(choices))).toEqual(texts)
  })

  it.each([
    ['tool calls', answered([{ message: { content: 'a', tool_calls: [{ function: { name: 'f' } }] } }])],
    ['content in parts', answered([{ message: { content: [{ text: 'a' }] } }])],
    ['content that is a number', answered([{ message: { content: 4 } }])],
    ['no choices', answered([])],
    ['an answer of another kind', answered([{ message: { content: 'a' } }], { output: [] })],
    ['an error', answered([{ message: { content: 'a' } }], { error: { message: 'b' } })],
    ['a failure', answered([{ message: { content: 'a' } }]).replace('200', '429')],
    ['a status in words', answered([{ message: { content: 'a' } }]).replace('200', '"200"')],
    ['a name twice', '{"response":{"body":{"choices":[{}],"choices":[{"text":"a"}]}}}'],
    ['a name with escapes', String.raw`{"response":{"body":{"choices":[{"message":{"c\u006fntent":"a"}}]}}}`],
    ['a body in a string', JSON.stringify({ response: { body: '{"choices":[{"text":"a"}]}' } })],
    ['a line that is cut', answered([{ message: { content: 'a' } }]).slice(0, -40)],
    ['no object', '[]'],
    ['nothing', ''],
  ])('are left to the parser: %s', (_, line) => {
    expect(quickResultTexts(line)).toBeNull()
  })
})

describe('a text that is wanted', () => {
  it('is looked for no further than to where it stands', () => {
    const line = answered([{ message: { content: 'a lake' } }, { message: { content: 'a river' } }])
    const seen: string[] = []
    expect(someResultText(line, (text) => seen.push(text) === 1)).toBe(true)
    expect(seen).toEqual(['a lake'])
    expect(someResultText(line, (text) => text.includes('river'))).toBe(true)
    expect(someResultText(line, (text) => text.includes('sea'))).toBe(false)
    expect(someRequestText(asked([{ content: 'a' }, { content: 'b' }]), (text) => text === 'b')).toBe(true)
  })
})

describe('the texts of a chat request', () => {
  it.each([
    ['content', [{ role: 'user', content: 'a\t' }, { content: null }], ['a\t']],
    [
      'parts',
      [
        {
          content: [
            { type: 'text', text: 'a' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
            { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
            { image_url: 'data:image/png;base64,BBBB' },
            { image_url: 'https://example.com/b.png' },
          ],
        },
      ],
      ['a', 'https://example.com/a.png', 'https://example.com/b.png'],
    ],
  ])('are read without parsing: %s', (_, messages, texts) => {
    expect(quickRequestTexts(asked(messages))).toEqual(texts)
  })

  it.each([
    ['a call', asked([{ role: 'assistant', content: 'a', tool_calls: [{}] }])],
    ['a part of another kind', asked([{ content: [{ type: 'audio' }] }])],
    ['a message without content', asked([{ role: 'user' }])],
    ['a message that is text', asked(['a'])],
    ['no messages', asked([])],
    ['an embedding', JSON.stringify({ body: { input: 'a' } })],
    ['a body in a string', JSON.stringify({ body: '{"messages":[{"content":"a"}]}' })],
  ])('are left to the parser: %s', (_, line) => {
    expect(quickRequestTexts(line)).toBeNull()
  })
})

describe('texts that are read without parsing', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('', ' ', '"', '\\', '\\"', '{', '}]', '\ud800', 'é'))
  const other = fc.oneof(text, fc.constant(null), fc.integer(), fc.jsonValue({ maxDepth: 2 }))
  const rarely = fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, other)
  const said = fc.oneof({ weight: 15, arbitrary: text }, { weight: 5, arbitrary: fc.constant(null) }, other)
  const message = fc.record(
    {
      role: text,
      content: said,
      refusal: said,
      reasoning: said,
      reasoning_content: said,
      tool_calls: fc.constantFrom(null, null, [], [{}], 'a'),
    },
    { requiredKeys: [] },
  )
  const part = fc.record({ type: text, text: said, url: said, image_url: said }, { requiredKeys: [] })
  const write = fc.constantFrom(
    (value: unknown) => JSON.stringify(value),
    (value: unknown) => JSON.stringify(value, null, 1).replace(/\n */g, ' '),
    (value: unknown) =>
      JSON.stringify(value).replace(
        /[\u007f-\uffff]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
  )
  const sorted = (texts: readonly string[]) => [...texts].sort()

  it('are those of the whole answer', () => {
    const choice = fc.record({ message: fc.option(message), text: fc.option(text) }, { requiredKeys: [] })
    const body = fc.record(
      {
        choices: fc.oneof({ weight: 9, arbitrary: fc.array(choice, { minLength: 1 }) }, other),
        error: rarely,
        output: rarely,
        data: other,
        status: text,
      },
      { requiredKeys: [] },
    )
    const response = fc.record(
      {
        status_code: fc.constantFrom(200, 200, 200, null, 404, '500'),
        body: fc.oneof({ weight: 9, arbitrary: body }, other),
      },
      { requiredKeys: [] },
    )
    const error = fc.constantFrom(null, null, null, undefined, {}, { message: 'a' }, 'b')
    let quick = 0
    fc.assert(
      fc.property(fc.record({ id: text, custom_id: text, response, error }), write, (value, encode) => {
        const line = encode(value)
        const texts = quickResultTexts(line)
        const parsed = readResultLine(line)
        if (texts === null || parsed === null) return
        quick += 1
        expect(sorted(texts)).toEqual(sorted(resultTexts(parsed)))
      }),
      { numRuns: 3000 },
    )
    expect(quick).toBeGreaterThan(40)
  })

  it('are those of the whole request', () => {
    const asking = fc.record({
      content: fc.oneof(text, text, fc.array(part), other),
      tool_calls: fc.constantFrom(undefined, null, [], [{}]),
    })
    const body = fc.record(
      { messages: fc.oneof({ weight: 5, arbitrary: fc.array(asking) }, other), input: other, prompt: other },
      { requiredKeys: [] },
    )
    let quick = 0
    fc.assert(
      fc.property(fc.record({ custom_id: text, body }), write, (value, encode) => {
        const line = encode(value)
        const texts = quickRequestTexts(line)
        if (texts === null) return
        quick += 1
        expect(sorted(texts)).toEqual(sorted(requestTexts(parseJson(line))))
      }),
      { numRuns: 2000 },
    )
    expect(quick).toBeGreaterThan(40)
  })
})
