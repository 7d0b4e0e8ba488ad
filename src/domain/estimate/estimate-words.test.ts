import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseUsd } from '../money.ts'
import { formatLikely, formatMoneyRange, formatTokenRange } from './estimate-words.ts'

it.each([
  ['0.3', '0.9', '$0.30–$0.90'],
  ['0.00031', '0.0042', '$0.00031–$0.0042'],
  ['0.4101', '0.4142', '$0.41'],
  ['0', '0.5', 'up to $0.50'],
  ['0', '0', 'free'],
])('shows %s to %s as %s', (low, high, words) => {
  expect(formatMoneyRange({ low: parseUsd(low), high: parseUsd(high) })).toBe(words)
})

it('never shows a range as nothing', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 20n })
  fc.assert(
    fc.property(amount, amount, fc.bigInt({ min: 1n, max: 10n ** 20n }), (low, step, more) => {
      const range = { low, likely: low + step, high: low + step + more }
      for (const words of [formatMoneyRange(range), formatLikely(range)])
        expect(words).not.toMatch(/\$0\.0+(?!\d)/)
    }),
  )
})

it('shows tokens in few digits', () => {
  expect(formatTokenRange({ low: 980, likely: 1_000, high: 1_240 })).toBe('980–1,240')
  expect(formatTokenRange({ low: 1_234_567, likely: 1_300_000, high: 1_500_000 })).toBe('1.23M–1.5M')
  expect(formatTokenRange({ low: 7, likely: 7, high: 7 })).toBe('7')
})
