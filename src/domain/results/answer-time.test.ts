import { describe, expect, it } from 'vitest'
import { readAnswerDuration, readAnswerTime } from './answer-time.ts'

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

describe('how long an answer took', () => {
  it.each([
    [{ usage: { total_time: 1.5 } }, 1500],
    [{ timings: { prompt_ms: 20, predicted_ms: 180.5 } }, 200.5],
    [{ total_duration: 2_000_000_000 }, 2000],
    [{ created_at: 1_767_225_600, completed_at: 1_767_225_604 }, 4000],
    ['{"usage":{"total_time":0.25}}', 250],
  ])('is read from %j', (body, milliseconds) => {
    expect(readAnswerDuration(body)).toBeCloseTo(milliseconds)
  })

  it.each([
    { created: 1_767_225_600 },
    { usage: { total_time: 'long' } },
    { timings: { prompt_ms: 20 } },
    { created_at: 5, completed_at: 4 },
    null,
  ])('is not told by %j', (body) => expect(readAnswerDuration(body)).toBeNull())
})
