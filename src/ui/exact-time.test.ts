import { expect, test } from 'vitest'
import { exactTime } from './exact-time.ts'

test('names the moment to the second, with its zone', () => {
  expect(exactTime(1_795_348_447, 'utc')).toBe('22 Nov 2026, 11:54:07 UTC')
})

test('a number that is no time does not break the page', () => {
  expect(exactTime(1e300, 'utc')).toBe('unknown time')
  expect(exactTime(Number.NaN, 'local')).toBe('unknown time')
})
