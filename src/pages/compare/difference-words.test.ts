import { describe, expect, it } from 'vitest'
import { parseUsd } from '~/domain/money'
import { countDifference, moneyDifference } from './difference-words'

describe('how B differs from A', () => {
  it('says the amount with its sign, and the share where there is one', () => {
    expect(countDifference(500, 500)).toEqual({ amount: 'the same', share: '' })
    expect(countDifference(10_000, 11_204)).toEqual({ amount: '+1,204', share: '12% more' })
    expect(countDifference(400, 1000)).toEqual({ amount: '+600', share: '2.5 times' })
    expect(countDifference(0, 3)).toEqual({ amount: '+3', share: '' })
    expect(countDifference(100_000, 99_999)).toEqual({ amount: '−1', share: '' })
  })

  it('is exact about money, however little', () => {
    expect(moneyDifference(parseUsd('0.005'), parseUsd('0.0019'))).toEqual({
      amount: '−$0.0031',
      share: '62% less',
    })
    expect(moneyDifference(parseUsd('0.00000002'), parseUsd('0.00000003'))).toEqual({
      amount: '+$0.00000001',
      share: '50% more',
    })
  })
})
