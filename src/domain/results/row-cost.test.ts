import { describe, expect, it } from 'vitest'
import { formatUsd } from '../money.ts'
import { rowCost, unknownCostWords } from './row-cost.ts'

describe('the cost of a row', () => {
  const price = { input: '0.02', output: '0.20' }

  it('is exact down to a single token', () => {
    const cost = rowCost({ input: 1, output: 0 }, price)
    expect(cost).toEqual({ kind: 'known', cost: 20_000_000n })
    expect(cost.kind === 'known' && formatUsd(cost.cost)).toBe('$0.00000002')
    expect(rowCost({ input: 3, output: 2 }, { input: '0.1', output: null })).toEqual({
      kind: 'known',
      cost: 300_000_000n,
    })
  })

  it('is not guessed: without tokens or a price the reason is told', () => {
    expect(rowCost(null, price)).toEqual({ kind: 'unknown', why: 'no_tokens' })
    expect(rowCost({ input: 1, output: 1 }, null)).toEqual({ kind: 'unknown', why: 'no_price' })
    expect(unknownCostWords('no_price', 'nobody/knows')).toContain('nobody/knows')
    expect(unknownCostWords('no_price', '')).toContain('names its model')
    expect(unknownCostWords('no_tokens', 'm')).toContain('tokens')
  })
})
