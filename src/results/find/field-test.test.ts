import { describe, expect, it } from 'vitest'
import type { FIELD_COMPARISONS } from '../row-query.ts'
import { meetsField } from './field-test.ts'

type Comparison = (typeof FIELD_COMPARISONS)[number]

const meets = (json: string | undefined, comparison: Comparison, value: string) =>
  meetsField(json, { name: 'price', comparison, value })

describe('a filter by a field of the answer', () => {
  it('compares numbers as numbers, whichever way they are typed', () => {
    for (const value of ['4.5', '4,5', ' 4,50 ']) {
      expect([44, 5, 4.5, 4].map((price) => meets(String(price), 'over', value))).toEqual([
        true,
        true,
        false,
        false,
      ])
      expect([44, 4.5, 4].map((price) => meets(String(price), 'under', value))).toEqual([false, false, true])
      expect(meets('4.5', 'is', value)).toBe(true)
    }
    expect(meets('"44"', 'over', '4,5')).toBe(true)
    expect(meets('9007199254740993', 'over', '9007199254740992')).toBe(true)
  })

  it('compares texts with texts only', () => {
    expect(meets('"2024-06-01"', 'over', '2024-05-31')).toBe(true)
    expect(meets('"2024-05-01"', 'over', '2024-05-31')).toBe(false)
    expect(meets('"Zebra"', 'over', 'apple')).toBe(true)
    for (const json of ['44', '"44"', 'true', '["z"]', 'null', undefined]) {
      expect(meets(json, 'over', 'abc')).toBe(false)
      expect(meets(json, 'under', 'abc')).toBe(false)
    }
    expect(meets('"zebra"', 'over', '4')).toBe(false)
  })

  it('guesses no number where a comma may mean two', () => {
    for (const json of ['44', '1', '5000', '"z"', '"0"']) {
      expect(meets(json, 'over', '1,000')).toBe(false)
      expect(meets(json, 'under', '1,000')).toBe(false)
    }
    expect(meets('"1,000"', 'is', '1,000')).toBe(true)
  })
})
