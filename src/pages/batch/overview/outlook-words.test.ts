import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { Batch } from '~/contract/batch'
import { outlookWords, spanWords } from './outlook-words'

const NOW = 1_767_225_600
const RUN = { since: NOW, doneBefore: 0, isAgain: false }

function batchWith(fields: Record<string, unknown>): Batch {
  return z.parse(Batch, { id: 'b', status: 'in_progress', created_at: NOW - 60, ...fields })
}

describe('the end of a batch in words', () => {
  it('is a range with the time of day, and the deadline beside it', () => {
    const range = { earliest: NOW + 250, latest: NOW + 420 }
    const words = outlookWords(
      batchWith({ expires_at: NOW + 3600 }),
      { kind: 'running', range, risk: 'in_time', isTail: false },
      RUN,
      NOW,
      'utc',
    )
    expect(words).toEqual({
      label: 'Likely done',
      value: 'in 4–7 min',
      detail: 'Running, done 00:04–00:07, deadline 01:00',
      isRisky: false,
    })
  })

  it('names another day and a deadline at risk', () => {
    const range = { earliest: NOW + 86_400, latest: NOW + 2 * 86_400 }
    const words = outlookWords(
      batchWith({ expires_at: NOW + 100_000 }),
      { kind: 'running', range, risk: 'may_miss', isTail: true },
      RUN,
      NOW,
      'utc',
    )
    expect(words.value).toBe('in 1–2 d')
    expect(words.detail).toBe(
      'The last rows often take longer, done 2 Jan 00:00–3 Jan 00:00; may miss its deadline at 2 Jan 03:46',
    )
    expect(words.isRisky).toBe(true)
  })

  it.each([
    ['checking', 'The server checks the file'],
    ['queued', 'Waiting to start: no row has ended yet'],
    ['learning', 'Running: a few more rows are needed to tell'],
  ] as const)('names the phase of a batch that is %s, and what is promised', (kind, phase) => {
    const batch = batchWith({ expires_at: NOW + 3600 })
    expect(outlookWords(batch, { kind, risk: 'in_time' }, RUN, NOW, 'utc')).toMatchObject({
      label: 'Due',
      value: 'by 01:00',
      detail: phase,
      isRisky: false,
    })
    expect(outlookWords(batch, { kind, risk: 'may_miss' }, RUN, NOW, 'utc')).toMatchObject({
      label: 'Likely done',
      value: '–',
      detail: `${phase}; may miss its deadline at 01:00`,
      isRisky: true,
    })
    const open = batchWith({ expires_at: null })
    expect(outlookWords(open, { kind, risk: 'no_deadline' }, RUN, NOW, 'utc').value).toBe('–')
  })

  it('says of an ended batch how long it took', () => {
    const batch = batchWith({ status: 'completed', in_progress_at: NOW, completed_at: NOW + 754 })
    expect(outlookWords(batch, { kind: 'ended' }, RUN, NOW, 'utc')).toMatchObject({
      label: 'Took',
      value: '12 min 34 s',
      detail: 'Running the rows and writing the results',
    })
    const again = { since: NOW + 700, doneBefore: 4, isAgain: true }
    expect(outlookWords(batch, { kind: 'ended' }, again, NOW, 'utc')).toMatchObject({
      label: 'Last run took',
      value: '54 s',
      detail: 'Since rows were run again',
    })
  })

  it.each([
    [3, 4, 'about 5 s'],
    [21, 44, '20–45 s'],
    [95, 100, '1–2 min'],
    [5400, 10_000, '1.5–3 h'],
    [2 * 86_400, 3.2 * 86_400, '2–3.5 d'],
  ])('%i to %i seconds are %s', (shortest, longest, words) => {
    expect(spanWords(shortest, longest)).toBe(words)
  })
})
