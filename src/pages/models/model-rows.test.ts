import { describe, expect, it } from 'vitest'
import { priceFinder, withPricesOf } from '../../domain/own-prices.ts'
import { usdToText } from '../../domain/money.ts'
import { inModelOrder, modelRows, savingPercent } from './model-rows.ts'

const LISTED = ['sim/flaky', 'openai/gpt-oss-20b', 'Qwen/Qwen3-Embedding-8B']
const WORKLOAD = { rows: 10_000, inputTokens: 500, outputTokens: 200 }

function bookWith(own: Parameters<typeof priceFinder>[0] = []) {
  return {
    own,
    findPrice: priceFinder(own),
    isOwn: (model: string, tier: string) => own.some((entry) => entry.model === model && entry.tier === tier),
  }
}

const rowOf = (id: string, rows: ReturnType<typeof modelRows>) => rows.find((row) => row.id === id)

describe('models and what they cost', () => {
  it('joins what the key may use with what has a price', () => {
    const rows = modelRows(LISTED, bookWith(), WORKLOAD)
    expect(rowOf('sim/flaky', rows)).toMatchObject({ standing: 'listed', tiers: { '24h': null } })
    expect(rowOf('Qwen/Qwen3.5-9B', rows)).toMatchObject({ standing: 'not_listed' })
    expect(modelRows(null, bookWith(), WORKLOAD).every(({ standing }) => standing === 'unknown')).toBe(true)
  })

  it('calculates exactly: 5M tokens in at $0.02 and 2M out at $0.15', () => {
    const row = rowOf('openai/gpt-oss-20b', modelRows(LISTED, bookWith(), WORKLOAD))
    expect(usdToText(row?.tiers['24h']?.cost ?? 0n)).toBe('0.4')
    expect(usdToText(row?.tiers.realtime?.cost ?? 0n)).toBe('0.8')
    expect(row && savingPercent(row, '24h')).toBe(50)
    expect(row && savingPercent(row, 'realtime')).toBeNull()
  })

  it('charges no answers where none are generated', () => {
    const row = rowOf('Qwen/Qwen3-Embedding-8B', modelRows(LISTED, bookWith(), WORKLOAD))
    expect(usdToText(row?.tiers['24h']?.cost ?? 0n)).toBe('0.1')
  })

  it('marks a person’s own price, and shows models that only have one', () => {
    const own = withPricesOf([], 'mine/own', { '24h': { input: '1', output: '1' } })
    const row = rowOf('mine/own', modelRows(LISTED, bookWith(own), WORKLOAD))
    expect(row).toMatchObject({ standing: 'not_listed', tiers: { '24h': { isOwn: true }, '1h': null } })
  })

  it('puts what can be used first, then what is cheap, then what has no price', () => {
    const rows = inModelOrder(modelRows(LISTED, bookWith(), WORKLOAD), '24h')
    expect(rows.slice(0, 3).map(({ id }) => id)).toEqual([
      'Qwen/Qwen3-Embedding-8B',
      'openai/gpt-oss-20b',
      'sim/flaky',
    ])
    expect(inModelOrder(modelRows(LISTED, bookWith(), WORKLOAD), 'name')[0]?.id).toBe('openai/gpt-oss-20b')
  })
})
