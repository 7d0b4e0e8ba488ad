import { describe, expect, it } from 'vitest'
import type { ErrorCause } from './error-cause.ts'
import { groupErrors } from './error-groups.ts'

const slow: ErrorCause = {
  kind: 'timeout',
  status: null,
  code: 'Timeout',
  sentence: 'It took 600 s.',
  raw: '',
}
const busy: ErrorCause = { kind: 'rate_limited', status: 429, code: null, sentence: 'Try later.', raw: '' }

describe('failed rows', () => {
  it('are grouped by cause, the most frequent first, whatever their sentences', () => {
    const failures = [
      { row: 1, cause: slow },
      { row: 4, cause: busy },
      { row: 7, cause: { ...busy, sentence: 'Try again in 5 s.' } },
      { row: 9, cause: { ...busy, status: 503 } },
    ]
    expect(
      groupErrors(failures).map(({ key, sentence, count, first }) => [key, sentence, count, first]),
    ).toEqual([
      ['rate_limited.429', 'Try later.', 2, 4],
      ['timeout..Timeout', 'It took 600 s.', 1, 1],
      ['rate_limited.503', 'Try later.', 1, 9],
    ])
  })

  it('are none where nothing failed', () => {
    expect(groupErrors([])).toEqual([])
  })
})
