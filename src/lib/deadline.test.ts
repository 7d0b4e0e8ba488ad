import { expect, it } from 'vitest'
import { formatDeadline } from './deadline.ts'

const noon = Date.UTC(2026, 10, 24, 12, 0) / 1000

it.each([
  [3_600, 'today 13:00 UTC'],
  [24 * 3_600, 'tomorrow 12:00 UTC'],
  [12 * 3_600, 'tomorrow 00:00 UTC'],
  [48 * 3_600, '26 Nov, 12:00 UTC'],
])('names the moment %i seconds ahead', (ahead, words) => {
  expect(formatDeadline(noon + ahead, noon, 'utc')).toBe(words)
})

it('leaves out the zone where it is the reader’s own', () => {
  expect(formatDeadline(noon, noon, 'local')).toMatch(/^today \d\d:\d\d$/)
})
