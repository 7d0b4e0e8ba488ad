import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatUsd, type Money, parseUsd } from '../money.ts'
import { costLikeTrial, restCost } from './rest-price.ts'

const price = { input: '0.05', output: '0.20' }
const dear = { input: '0.10', output: '0.40' }

it('is the trial’s cost for each row', () => {
  const usage = { rows: 5, inputTokens: 5_000_000, outputTokens: 1_000_000 }
  expect(formatUsd(costLikeTrial(usage, 495, price))).toBe('$44.55')
})

it('never is less than its share, and nothing only for what costs nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.nat({ max: 100_000 }),
      fc.integer({ min: 1, max: 100_000 }),
      (rows, tokens, rest) => {
        const usage = { rows, inputTokens: tokens, outputTokens: tokens }
        const cost = costLikeTrial(usage, rest, price)
        const trial = costLikeTrial({ ...usage, rows: 1 }, 1, price)
        expect(cost * BigInt(rows)).toBeGreaterThanOrEqual(trial * BigInt(rest))
        expect(cost === 0n).toBe(tokens === 0)
      },
    ),
  )
})

it('follows the bill, and another window only where one price explains it', () => {
  const usage = { rows: 5, inputTokens: 5_000_000, outputTokens: 1_000_000 }
  const ofOne = { usage, rows: 10, billed: parseUsd('0.45'), triedPrice: price, wantedPrice: dear }
  const mixed = { ...ofOne, billed: parseUsd('0.60') }
  const words = (cost: Money | null) => cost !== null && formatUsd(cost)
  expect(words(restCost({ ...ofOne, isSameWindow: true }))).toBe('$0.90')
  expect(words(restCost({ ...mixed, isSameWindow: true }))).toBe('$1.20')
  expect(words(restCost({ ...ofOne, isSameWindow: false }))).toBe('$1.80')
  expect(restCost({ ...mixed, isSameWindow: false })).toBeNull()
  expect(words(restCost({ ...ofOne, billed: null, isSameWindow: false }))).toBe('$1.80')
})
