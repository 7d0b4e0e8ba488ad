import { describe, expect, it } from 'vitest'
import { IntakeChecker } from '../intake/intake-checker.ts'
import { type FileSizes, SizeTally } from './size-tally.ts'

const CHAT = '/v1/chat/completions'
const MODEL = 'Qwen/Qwen3-VL-30B-A3B-Instruct-FP8'
const DOT =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='

function sizesOf(...bodies: Record<string, unknown>[]): FileSizes {
  const tally = new SizeTally()
  for (const body of bodies) tally.add(CHAT, { model: MODEL, ...body })
  return tally.sizes()
}

const ask = (content: unknown) => ({ messages: [{ role: 'user', content }] })

describe('the sizes of a file', () => {
  it('count text, messages and limits', () => {
    const [sizes] = sizesOf(
      {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Why?' },
        ],
        max_tokens: 10,
      },
      { ...ask([{ type: 'text', text: 'And then?' }]), max_completion_tokens: 10, n: 3 },
      ask('No limit'),
    ).models
    expect(sizes).toMatchObject({ requests: 3, characters: 30, messages: 4 })
    expect(sizes?.answers).toEqual([
      { form: 'text', choices: 4, limit: 40 },
      { form: 'text', choices: 1, limit: null },
    ])
    expect(sizes?.sample).toMatchObject({ rows: 3, characters: 30, foreignTokens: 0, spread: 0 })
  })

  it('take pictures by their size and not as text', () => {
    const url = `data:image/png;base64,${DOT.slice(22)}${'A'.repeat(100_000)}`
    const [sizes] = sizesOf(
      ask([
        { type: 'text', text: 'Two.' },
        { type: 'image_url', image_url: { url } },
        { type: 'image_url', image_url: { url: 'https://images.example/a.jpg' } },
        { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
      ]),
    ).models
    expect(sizes?.characters).toBe(4)
    expect(sizes?.images).toEqual({ measured: 1, measuredTokens: 66, unseen: 1 })
    expect(sizes?.attachments).toBe(1)
  })

  it('look at schemas and tools', () => {
    const [sizes] = sizesOf({
      ...ask('Extract.'),
      tools: [{ type: 'function', function: { name: 'save', parameters: { type: 'object' } } }],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'x', schema: { type: 'object', properties: { a: { type: 'string' } } } },
      },
    }).models
    expect(sizes?.answers).toEqual([{ form: 'schema', choices: 1, limit: null }])
    expect(sizes?.sample.rowsWithSchema).toBe(1)
    expect(sizes?.sample.toolTokens).toBeGreaterThan(10)
    expect(sizes?.sample.answer.likely).toBeGreaterThan(5)
  })

  it('know the other endpoints', () => {
    const tally = new SizeTally()
    tally.add('/v1/embeddings', { model: 'e', input: ['one', 'two'] })
    tally.add('/v1/embeddings', { model: 'e', input: [[1, 2, 3], [4]] })
    tally.add('/v1/completions', { model: 'c', prompt: ['a', 'b'], max_tokens: 5, n: 2 })
    tally.add('/v1/responses', {
      model: 'r',
      instructions: 'Be brief.',
      input: [{ role: 'user', content: [{ type: 'input_image', image_url: DOT }] }],
      max_output_tokens: 7,
      text: { format: { type: 'json_object' } },
    })
    const { models } = tally.sizes()
    expect(models.map(({ model, requests }) => [model, requests])).toEqual([
      ['e', 2],
      ['c', 1],
      ['r', 1],
    ])
    expect(models[0]).toMatchObject({ characters: 6, givenTokens: 4 })
    expect(models.map(({ answers }) => answers)).toEqual([
      [{ form: 'none', choices: 2, limit: null }],
      [{ form: 'text', choices: 4, limit: 20 }],
      [{ form: 'json', choices: 1, limit: 7 }],
    ])
    expect(models[2]?.images.measured).toBe(1)
  })

  it('stay small however many rows, limits and models there are', () => {
    const tally = new SizeTally()
    for (let index = 0; index < 20_000; index += 1) {
      tally.add(CHAT, {
        model: 'm',
        max_tokens: 1 + index,
        ...ask(`Row ${index}: what is the capital of Chad?`),
      })
    }
    for (let index = 0; index < 300; index += 1) tally.add(CHAT, { model: `m${index}`, ...ask('Hi') })
    const { models, otherRequests } = tally.sizes()
    expect(models).toHaveLength(100)
    expect(otherRequests).toBe(201)
    const [sizes] = models
    expect(sizes?.answers.length).toBeLessThan(80)
    expect(sizes?.sample.rows).toBeLessThan(256)
    expect(sizes?.sample.rows).toBeGreaterThan(100)
    expect(sizes?.answers.reduce((sum, { limit }) => sum + (limit ?? 0), 0)).toBe(200_010_000)
    expect(sizes?.sample.spread).toBeLessThan(0.05)
  })

  it('look at pieces of a long text and leave out what is of a wrong type', () => {
    const [sizes] = sizesOf(ask('word '.repeat(400_000)), { messages: 'no', max_tokens: -3 }, ask(7)).models
    expect(sizes?.sample.characters).toBe(2_000_000)
    expect((sizes?.sample.tokens ?? 0) / 400_000).toBeCloseTo(1, 0)
    expect(sizes).toMatchObject({ requests: 3, messages: 2 })
    expect(sizesOf({ model: '' }, { model: 7 }).models).toEqual([])
  })

  it('are part of the report of the check', () => {
    const line = JSON.stringify({
      custom_id: 'a',
      method: 'POST',
      url: CHAT,
      body: { model: MODEL, ...ask('Hi') },
    })
    const checker = new IntakeChecker({ name: 'a.jsonl', isUnpacked: false })
    checker.push(new TextEncoder().encode(`${line}\n`))
    expect(checker.finish().sizes.models[0]).toMatchObject({ model: MODEL, requests: 1, characters: 2 })
  })
})
