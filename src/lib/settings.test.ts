import { expect, it } from 'vitest'
import { readBudget } from './settings.ts'

it.each([
  ['20', '20'],
  [' $0.50 ', '0.50'],
  ['0', '0'],
  ['1234567.25', '1234567.25'],
])('reads the sum %j', (typed, sum) => {
  expect(readBudget(typed)).toBe(sum)
})

it.each(['', 'ten', '1,50', '-5', '1e3', '12345678', null, 20])('does not guess what %j means', (typed) => {
  expect(readBudget(typed)).toBeNull()
})
