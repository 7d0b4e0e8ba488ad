import { describe, expect, it } from 'vitest'
import type { ErrorCause } from './error-cause.ts'
import { groupErrors, groupTitle, isNamedOnly, lastingWords } from './error-groups.ts'

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

  it('count those that a later attempt has answered, group by group', () => {
    const failures = [slow, busy, busy].map((cause, row) => ({ row, cause }))
    const groups = groupErrors(failures, (row) => row === 2)
    expect(groups.map(({ kind, count, answeredLater }) => [kind, count, answeredLater])).toEqual([
      ['rate_limited', 2, 1],
      ['timeout', 1, 0],
    ])
    expect(groupErrors(failures).map(({ answeredLater }) => answeredLater)).toEqual([0, 0])
  })

  it('are none where nothing failed', () => {
    expect(groupErrors([])).toEqual([])
  })
})

describe('groups of failures', () => {
  const groupsOf = (...causes: ErrorCause[]) => groupErrors(causes.map((cause, row) => ({ row, cause })))

  it('have titles that tell them apart', () => {
    const groups = groupsOf(
      busy,
      { ...busy, status: 503, code: 'overloaded' },
      { ...busy, status: null },
      slow,
    )
    expect(groups.map((group) => groupTitle(group, groups))).toEqual([
      'Too many requests · HTTP 429',
      'Too many requests · HTTP 503 · overloaded',
      'Too many requests · no code',
      'Timed out',
    ])
  })

  it('say before a retry which rows will fail again', () => {
    const wrong: ErrorCause = { ...slow, kind: 'bad_request' }
    expect(lastingWords(groupsOf(busy, slow), 2)).toBeNull()
    expect(lastingWords(groupsOf(wrong), 1)).toBe(
      'It will most likely fail again unchanged: request not accepted. A new batch lets you change the requests.',
    )
    expect(lastingWords(groupsOf(wrong, wrong), 2)).toMatch(/^They will/)
    expect(lastingWords(groupsOf(busy, wrong, { ...wrong, status: 422 }), 7)).toMatch(
      /^2 of them will .*: request not accepted\./,
    )
  })
})

it('a sentence that only names its kind is told from one that says more', () => {
  expect(isNamedOnly({ kind: 'timeout', sentence: 'Timed out.' })).toBe(true)
  expect(isNamedOnly({ kind: 'timeout', sentence: 'timed out' })).toBe(true)
  expect(isNamedOnly({ kind: 'timeout', sentence: 'Timed out after 600 s.' })).toBe(false)
})
