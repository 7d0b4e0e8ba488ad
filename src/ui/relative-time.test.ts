import fc from 'fast-check'
import { expect, test } from 'vitest'
import { relativeTime } from './relative-time.ts'

const DAY = 86_400

test.each([
  [0, 'just now'],
  [-59, 'just now'],
  [-60, '1 min ago'],
  [-3599, '59 min ago'],
  [-3600, '1 h ago'],
  [-DAY, '1 day ago'],
  [-6 * DAY, '6 days ago'],
  [-60 * DAY, '2 months ago'],
  [-800 * DAY, '26 months ago'],
  [30, 'in a moment'],
  [90, 'in 1 min'],
  [2 * 3600 + 59, 'in 2 h'],
])('%i seconds from now reads "%s"', (seconds, text) => {
  expect(relativeTime(seconds).text).toBe(text)
})

test('the text holds for exactly as long as it says', () => {
  fc.assert(
    fc.property(fc.integer({ min: -900 * DAY, max: 900 * DAY }), (seconds) => {
      const { text, changesAfterSeconds } = relativeTime(seconds)
      expect(changesAfterSeconds).toBeGreaterThan(0)
      expect(relativeTime(seconds - changesAfterSeconds + 1).text).toBe(text)
      expect(relativeTime(seconds - changesAfterSeconds).text).not.toBe(text)
    }),
  )
})
