import { describe, expect, it } from 'vitest'
import { dueWords } from './due-words'

const NOON = 1_767_268_800
const range = { earliest: NOON + 1200, latest: NOON + 3000 }
const running = { kind: 'running', range, risk: 'in_time', isTail: false } as const

describe('the end of a batch in the list', () => {
  it('is a range of times, or about one time', () => {
    const seen = { outlook: running, deadline: NOON + 7200 }
    expect(dueWords(seen, NOON, 'utc')).toEqual({ text: 'ends 12:20–12:50', warning: null })
    const soon = { ...running, range: { earliest: NOON + 70, latest: NOON + 110 } }
    expect(dueWords({ outlook: soon, deadline: null }, NOON, 'utc').text).toBe('ends about 12:01')
  })

  it('is the deadline while nothing better is known', () => {
    for (const kind of ['checking', 'queued', 'learning'] as const) {
      const seen = { outlook: { kind, risk: 'in_time' }, deadline: NOON + 7200 } as const
      expect(dueWords(seen, NOON, 'utc')).toEqual({ text: 'due in 2 h', warning: null })
    }
    expect(
      dueWords({ outlook: { kind: 'queued', risk: 'no_deadline' }, deadline: null }, NOON, 'utc'),
    ).toEqual({ text: null, warning: null })
  })

  it('is not a time that is over', () => {
    expect(dueWords({ outlook: running, deadline: NOON + 7200 }, NOON + 3600, 'utc').text).toBe('due in 1 h')
  })

  it('comes with a warning where the deadline is at risk, and says by how much it has passed', () => {
    const risky = { ...running, risk: 'will_miss' } as const
    expect(dueWords({ outlook: risky, deadline: NOON + 600 }, NOON, 'utc')).toEqual({
      text: 'ends 12:20–12:50',
      warning: 'will likely miss its deadline',
    })
    expect(dueWords({ outlook: { ...running, risk: 'passed' }, deadline: NOON - 90 }, NOON, 'utc')).toEqual({
      text: 'ends 12:20–12:50',
      warning: 'overdue by 1 min 30 s',
    })
    expect(dueWords({ outlook: { kind: 'writing' }, deadline: NOON - 5 }, NOON, 'utc')).toEqual({
      text: 'ends in a moment',
      warning: 'overdue by 5 s',
    })
  })
})
