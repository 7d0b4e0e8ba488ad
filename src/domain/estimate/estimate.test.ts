import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Money, parseUsd } from '../money.ts'
import { findPrice, type TokenPrice } from '../prices.ts'
import { assumptionsOf } from './assumptions.ts'
import { estimateOf, type MoneyRange, savingOf, shareOfCost, TIERS } from './estimate.ts'
import type { PastUse } from './past-use.ts'
import { type FileSizes, SizeTally } from './size-tally.ts'
import type { TokenRange } from './token-range.ts'

const CHAT = '/v1/chat/completions'
const VISION = 'Qwen/Qwen3-VL-30B-A3B-Instruct-FP8'

function sizesOf(...bodies: Record<string, unknown>[]): FileSizes {
  const tally = new SizeTally()
  for (const body of bodies)
    tally.add(CHAT, { model: VISION, messages: [{ role: 'user', content: 'Why?' }], ...body })
  return tally.sizes()
}

const none = () => null

function isOrdered({ low, likely, high }: TokenRange | MoneyRange): boolean {
  return low <= likely && likely <= high
}

const bodies = fc.array(
  fc.record(
    {
      model: fc.constantFrom(VISION, 'openai/gpt-oss-20b', 'allenai/olmOCR-2-7B-1025-FP8', 'nobody/knows'),
      messages: fc.array(
        fc.record({ role: fc.constant('user'), content: fc.string({ unit: 'grapheme', maxLength: 200 }) }),
      ),
      max_tokens: fc.integer({ min: 1, max: 100_000 }),
      n: fc.integer({ min: 1, max: 5 }),
      response_format: fc.constantFrom(
        { type: 'json_object' },
        {
          type: 'json_schema',
          json_schema: { schema: { type: 'object', properties: { a: { type: 'string' } } } },
        },
      ),
    },
    { requiredKeys: ['model', 'messages'] },
  ),
  { minLength: 1, maxLength: 30 },
)

const ranges = fc
  .tuple(fc.double({ min: 0.1, max: 9, noNaN: true }), fc.double({ min: 1, max: 9, noNaN: true }))
  .map(([low, step]) => ({ low, likely: low * step, high: low * step * step }))
const pasts = fc.option(
  fc.record({
    batches: fc.constant(2),
    isSameFile: fc.boolean(),
    form: fc.constantFrom('text', 'json', 'schema'),
    input: ranges,
    answer: fc.option(ranges),
  }),
)

describe('the estimate', () => {
  it('is ordered, whole and the sum of its models, whatever the requests and the past', () => {
    fc.assert(
      fc.property(bodies, pasts, (list, past: PastUse | null) => {
        const estimate = estimateOf(sizesOf(...list), findPrice, () => past)
        for (const range of [
          estimate.input,
          estimate.output,
          ...estimate.models.flatMap((one) => [one.input, one.output]),
        ]) {
          expect(isOrdered(range)).toBe(true)
          expect([range.low, range.likely, range.high].every(Number.isSafeInteger)).toBe(true)
        }
        for (const tier of TIERS) {
          const costs = estimate.models.flatMap((one) => one.costs[tier] ?? [])
          expect(costs.every(isOrdered)).toBe(true)
          const sum = (pick: (range: MoneyRange) => Money) =>
            costs.reduce((total, cost) => total + pick(cost), 0n)
          expect(estimate.costs[tier].range ?? { low: 0n, likely: 0n, high: 0n }).toEqual({
            low: sum(({ low }) => low),
            likely: sum(({ likely }) => likely),
            high: sum(({ high }) => high),
          })
        }
        expect(estimate.requests).toBe(list.length)
      }),
    )
  })

  it('is exact to the last digit', () => {
    const tally = new SizeTally()
    tally.add('/v1/embeddings', {
      model: 'Qwen/Qwen3-Embedding-8B',
      input: Array.from({ length: 1_234_567 }, () => 7),
    })
    const { costs } = estimateOf(tally.sizes(), findPrice, none)
    expect(costs['24h'].range).toEqual({
      low: parseUsd('0.02469134'),
      likely: parseUsd('0.02469136'),
      high: parseUsd('0.02469138'),
    })
  })

  it('takes the limits as the most there can be', () => {
    const limited = estimateOf(sizesOf({ max_tokens: 50 }, { max_tokens: 70, n: 2 }), findPrice, none)
    expect(limited.output).toMatchObject({ likely: 190, high: 190 })
    const free = estimateOf(sizesOf({}), findPrice, none)
    expect(free.output.high).toBeGreaterThan(free.output.likely)
  })

  it('learns from earlier batches', () => {
    const past: PastUse = {
      batches: 3,
      isSameFile: false,
      form: 'text',
      input: { low: 0.9, likely: 1, high: 1.1 },
      answer: { low: 10, likely: 20, high: 40 },
    }
    const { output } = estimateOf(sizesOf({}, { max_tokens: 15 }), findPrice, () => past)
    expect(output).toEqual({ low: 20, likely: 35, high: 55 })
  })

  it('says what has no price and does not guess it', () => {
    const estimate = estimateOf(sizesOf({}, { model: 'nobody/knows' }), findPrice, none)
    expect(estimate.costs['24h'].unpriced).toEqual(['nobody/knows'])
    expect(estimate.costs['24h'].range).toEqual(estimate.models[0]?.costs['24h'])
    expect(savingOf(estimate, '24h')).toBeNull()
    const unknown = estimateOf(sizesOf({ model: 'nobody/knows' }), findPrice, none)
    expect(unknown.costs['24h'].range).toBeNull()
  })

  it('names the saving against realtime where every price is known', () => {
    const estimate = estimateOf(sizesOf({ max_tokens: 100 }), findPrice, none)
    expect(savingOf(estimate, '24h')?.percent).toBeGreaterThan(70)
    expect(savingOf(estimate, '1h')?.percent).toBeLessThan(70)
    const dearer = (_model: string, tier: string): TokenPrice =>
      tier === 'realtime' ? { input: '0.01', output: '0.01' } : { input: '1', output: '1' }
    expect(savingOf(estimateOf(sizesOf({}), dearer, none), '24h')).toBeNull()
  })
})

describe('the assumptions', () => {
  const words = (sizes: FileSizes, past: PastUse | null = null) =>
    assumptionsOf(
      sizes,
      estimateOf(sizes, findPrice, () => past),
      () => past,
    ).join('\n')

  it('name limits, their absence and guesses', () => {
    const text = words(sizesOf({ max_tokens: 9 }, {}))
    expect(text).toContain('1 answer at most as long as the limit')
    expect(text).toContain('1 answer without a limit')
    expect(text).toContain('300 tokens each are taken as likely')
    expect(text).toContain('± 20 %')
    expect(text).not.toContain('picture')
  })

  it('name what came from earlier batches instead of guesses', () => {
    const past: PastUse = {
      batches: 2,
      isSameFile: true,
      form: 'text',
      input: { low: 1, likely: 1, high: 1 },
      answer: { low: 1, likely: 1, high: 1 },
    }
    const text = words(sizesOf({}), past)
    expect(text).toContain('2 earlier batches of this very file')
    expect(text).toContain('corrected by what your earlier batches used')
    expect(text).not.toContain('Nothing is known')
    expect(words(sizesOf({}), { ...past, isSameFile: false })).toContain('of yours with the same model')
  })

  it('name the models where not all of them are known alike', () => {
    const past: PastUse = {
      batches: 1,
      isSameFile: false,
      form: 'text',
      input: { low: 1, likely: 1, high: 1 },
      answer: { low: 1, likely: 1, high: 1 },
    }
    const sizes = sizesOf({ model: 'one/known' }, { model: 'one/new' }, { model: 'other/new' })
    const pastUseFor = ({ model }: { model: string }) => (model === 'one/known' ? past : null)
    const list = assumptionsOf(sizes, estimateOf(sizes, findPrice, pastUseFor), pastUseFor)
    const text = list.join(' ')
    expect(text).toContain('For one/known: the likely length of answers is that of 1 earlier batch of yours')
    expect(text).toContain('For one/new and other/new: nothing is known of the answers yet')
    expect(text).toContain('For one/known: tokens of the text are corrected')
    expect(text).toContain('For one/new and other/new: tokens of the text are estimated')
  })

  it('say why there are more answers than requests', () => {
    expect(words(sizesOf({ n: 2, max_tokens: 50 }, {}))).toContain(
      '2 requests ask for 3 answers: some want more than one (n).',
    )
    expect(words(sizesOf({}, {}))).not.toContain('ask for')
  })

  it('name pictures, other parts, thinking models and embeddings', () => {
    const content = [
      { type: 'image_url', image_url: { url: 'https://images.example/a.jpg' } },
      { type: 'file', file: { file_data: 'x' } },
    ]
    const text = words(
      sizesOf(
        { messages: [{ role: 'user', content }], model: 'openai/gpt-oss-20b' },
        { model: 'nobody/knows' },
      ),
    )
    expect(text).toContain('1 picture of unknown size')
    expect(text).toContain('1 other attachment')
    expect(text).toContain('think before they answer')
    expect(text).toContain('No price is known for nobody/knows')
    const tally = new SizeTally()
    tally.add('/v1/embeddings', { model: 'Qwen/Qwen3-Embedding-8B', input: 'a' })
    expect(words(tally.sizes())).toContain('Embeddings are charged by their input alone.')
  })
})

describe('shareOfCost', () => {
  it('is the share of the rows, never less, and all of it for all rows', () => {
    const cost = { range: { low: 10n, likely: 20n, high: 31n }, unpriced: ['nobody/knows'] }
    expect(shareOfCost(cost, 5, 50)).toEqual({
      range: { low: 1n, likely: 2n, high: 4n },
      unpriced: ['nobody/knows'],
    })
    expect(shareOfCost(cost, 50, 50)).toEqual(cost)
    expect(shareOfCost({ range: null, unpriced: [] }, 5, 50).range).toBeNull()
  })
})
