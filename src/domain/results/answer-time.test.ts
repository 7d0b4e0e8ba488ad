import { describe, expect, it } from 'vitest'
import { readAnswerTime } from './answer-time.ts'

describe('the time of an answer', () => {
  it.each([
    [{ created: 1_767_225_600 }, 1_767_225_600],
    [{ created_at: 1_767_225_600.75 }, 1_767_225_600],
    ['{"created": 1767225600}', 1_767_225_600],
    [{ created: 1_767_225_600_123 }, 1_767_225_600],
  ])('is read from %j', (body, seconds) => {
    expect(readAnswerTime(body)).toBe(seconds)
  })

  it.each([{}, { created: 0 }, { created: -5 }, { created: 'now' }, { created: 1e300 }, 'text', null])(
    'is not told by %j',
    (body) => {
      expect(readAnswerTime(body)).toBeNull()
    },
  )
})
