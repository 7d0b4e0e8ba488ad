import fc from 'fast-check'
import { expect, test } from 'vitest'
import { progressSegments } from './progress-segments.ts'

test('what is neither completed nor failed remains', () => {
  expect(progressSegments({ total: 500, completed: 248, failed: 2 })).toEqual({
    completed: 248,
    failed: 2,
    remaining: 250,
  })
})

test('rows that ended before the total is known are shown', () => {
  expect(progressSegments({ total: 0, completed: 3, failed: 1 })).toEqual({
    completed: 3,
    failed: 1,
    remaining: 0,
  })
})

const anyNumber = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(NaN, Infinity, -Infinity))

test('whatever a server sends, no part is negative or fractional', () => {
  fc.assert(
    fc.property(anyNumber, anyNumber, anyNumber, (total, completed, failed) => {
      const parts = Object.values(progressSegments({ total, completed, failed }))
      expect(parts.every((part) => Number.isInteger(part) && part >= 0)).toBe(true)
    }),
  )
})

test('the parts are the whole total', () => {
  const rows = fc.nat(50_000)
  fc.assert(
    fc.property(rows, rows, rows, (completed, failed, remaining) => {
      const total = completed + failed + remaining
      expect(progressSegments({ total, completed, failed })).toEqual({ completed, failed, remaining })
    }),
  )
})
