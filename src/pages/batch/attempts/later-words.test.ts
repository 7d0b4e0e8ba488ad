import { describe, expect, it } from 'vitest'
import { laterWords } from './later-words'

describe('a row that was tried again', () => {
  it('tells both outcomes in their order', () => {
    expect(laterWords('failed', 'succeeded')).toBe('Failed, then succeeded when tried again')
    expect(laterWords('failed', 'failed')).toBe('Failed, then failed when tried again')
    expect(laterWords('truncated', 'invalid_json')).toBe('Cut off, then invalid JSON when tried again')
    expect(laterWords('missing', 'pending')).toBe('Missing, now being tried again')
  })
})
