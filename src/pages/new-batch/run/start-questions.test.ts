import { describe, expect, it } from 'vitest'
import type { TotalCost } from '~/domain/estimate/estimate'
import { parseUsd } from '~/domain/money'
import { nameOfQuestions, startQuestions } from './start-questions'

const costing = (high: string): TotalCost => ({
  range: { low: 0n, likely: 0n, high: parseUsd(high) },
  unpriced: [],
})
const asked = (cost: TotalCost | null, budgetUsd: string | null = '1') =>
  startQuestions({ budgetUsd, cost, earlier: [], isOfContent: true, trialRows: 0 })

describe('startQuestions', () => {
  it('asks above the budget and where a price is missing, and never without a budget', () => {
    expect(asked(costing('1'))).toEqual([])
    expect(asked(costing('1.01'))).toMatchObject([{ kind: 'over_budget' }])
    expect(asked({ range: null, unpriced: ['nobody/knows'] })).toMatchObject([{ kind: 'unknown_price' }])
    expect(asked(costing('1000'), null)).toEqual([])
  })
})

describe('nameOfQuestions', () => {
  const start = { file: 'abc', completionWindow: '24h', trialRows: 0 }
  const said = nameOfQuestions(asked(costing('5')), start)

  it('knows a question again', () => {
    expect(nameOfQuestions(asked(costing('5')), { ...start })).toBe(said)
  })

  it.each([
    ['another file', asked(costing('5')), { ...start, file: 'def' }],
    ['another amount', asked(costing('6')), start],
    ['another budget', asked(costing('5'), '2'), start],
    ['another window', asked(costing('5')), { ...start, completionWindow: '1h' }],
    ['all rows instead of a few', asked(costing('5')), { ...start, trialRows: 5 }],
  ])('takes %s for a new question', (_, questions, other) => {
    expect(nameOfQuestions(questions, other)).not.toBe(said)
  })
})
