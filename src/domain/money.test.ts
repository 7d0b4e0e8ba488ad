import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costOfTokens, formatUsd, parseUsd, usdToText } from './money.ts'

const amounts = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n })

describe('money', () => {
  it('reads back every amount exactly as written', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(parseUsd(usdToText(amount))).toBe(amount)
      }),
    )
  })

  it('prices a single token of the cheapest model', () => {
    expect(usdToText(costOfTokens(1, '0.02'))).toBe('0.00000002')
  })

  it('adds up the same in one go and row by row', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 50 }), (rows) => {
        const byRow = rows.reduce((sum, tokens) => sum + costOfTokens(tokens, '0.0375'), 0n)
        const total = rows.reduce((sum, tokens) => sum + tokens, 0)
        expect(byRow).toBe(costOfTokens(total, '0.0375'))
      }),
    )
  })

  it.each([
    ['0', '$0.00'],
    ['0.00000002', '$0.00000002'],
    ['0.0000000249', '$0.000000025'],
    ['0.0099', '$0.0099'],
    ['0.01', '$0.01'],
    ['0.015', '$0.015'],
    ['0.0996', '$0.10'],
    ['0.125', '$0.13'],
    ['1234567.891', '$1,234,567.89'],
    ['-3.5', '−$3.50'],
  ])('shows %s as %s', (text, shown) => {
    expect(formatUsd(parseUsd(text))).toBe(shown)
  })

  it('never shows a cost as nothing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 20n }), (amount) => {
        expect(formatUsd(amount)).toMatch(/[1-9]/)
      }),
    )
  })

  it.each(['', 'NaN', '1e-7', '1,5', '0.0000000000000001'])('refuses %j', (text) => {
    expect(() => parseUsd(text)).toThrow(RangeError)
  })
})
