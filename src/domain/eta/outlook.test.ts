import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { Batch } from '../../contract/batch.ts'
import { doneHistory, outlookOf, runOf } from './outlook.ts'

function batchWith(fields: Record<string, unknown>): Batch {
  return z.parse(Batch, { id: 'b', status: 'in_progress', created_at: 900, in_progress_at: 1000, ...fields })
}

const counts = (completed: number, failed = 0) => ({ request_counts: { total: 100, completed, failed } })
/** One row a second since 1000. */
const steady = Array.from({ length: 41 }, (_, second) => ({ at: 1000 + second, done: second }))

describe('what is to be expected of a batch', () => {
  it.each([
    [{ status: 'completed' }, 'ended'],
    [{ status: 'validating' }, 'checking'],
    [{ status: 'cancelling', ...counts(4) }, 'cancelling'],
    [{ status: 'finalizing', ...counts(100) }, 'writing'],
    [counts(98, 2), 'writing'],
    [counts(0), 'queued'],
    [counts(1), 'learning'],
    [{ request_counts: { total: 0, completed: 8, failed: 0 } }, 'learning'],
  ] as const)('%j is %s', (fields, kind) => {
    expect(outlookOf(batchWith(fields), [{ at: 1000, done: 1 }], 1010).kind).toBe(kind)
  })

  it.each([
    [null, 'no_deadline'],
    [5000, 'in_time'],
    [1105, 'may_miss'],
    [1045, 'will_miss'],
    [1039, 'passed'],
  ])('with its deadline at %s it is %s', (expires_at, risk) => {
    const outlook = outlookOf(batchWith({ ...counts(40), expires_at }), steady, 1040)
    expect(outlook).toMatchObject({ kind: 'running', risk })
  })
})

describe('a batch whose speed is not known', () => {
  const deadline = { completion_window: '1h', expires_at: 900 + 3600 }
  it.each([
    ['validating', 1000, 'checking', 'in_time'],
    ['validating', 3800, 'checking', 'may_miss'],
    ['in_progress', 3599, 'queued', 'in_time'],
    ['in_progress', 3601, 'queued', 'may_miss'],
    ['in_progress', 4501, 'queued', 'passed'],
  ])('that is %s at %i is %s and %s', (status, now, kind, risk) => {
    const batch = batchWith({ ...counts(0), ...deadline, status })
    expect(outlookOf(batch, [{ at: now, done: 0 }], now)).toEqual({ kind, risk })
  })

  it('is measured by its window, however long ago it was created', () => {
    const again = batchWith({ ...counts(0), completion_window: '1h', expires_at: 90_000 })
    expect(outlookOf(again, [], 88_000)).toMatchObject({ risk: 'in_time' })
    expect(outlookOf(again, [], 89_200)).toMatchObject({ risk: 'may_miss' })
  })
})

describe('the tail of a batch', () => {
  it.each([
    [94, false],
    [95, true],
    [99, true],
  ])('begins with the last twentieth: %i of 100 rows', (done, isTail) => {
    const history = Array.from({ length: done + 1 }, (_, second) => ({ at: 1000 + second, done: second }))
    expect(outlookOf(batchWith(counts(done)), history, 1000 + done)).toMatchObject({
      kind: 'running',
      isTail,
    })
  })
})

describe('a batch that was opened again', () => {
  const curve = {
    points: [
      { at: 1000, completed: 0, failed: 0 },
      { at: 1040, completed: 40, failed: 60 },
      { at: 90_000, completed: 40, failed: 60 },
      { at: 90_010, completed: 50, failed: 60 },
    ],
    completedFrom: 'answers',
    untimedRows: 0,
    completedInGaps: 0,
    failedInGaps: 0,
  } as const
  const again = (completed: number, failed: number) =>
    batchWith({ ...counts(completed, failed), completion_window: '1h', expires_at: 89_990 + 3600 })
  const historyOf = (batch: Batch, now: number) =>
    doneHistory(batch, { ...curve, points: curve.points.filter(({ at }) => at <= now) }, [], now)

  it('waits for its first row again', () => {
    const history = historyOf(again(40, 0), 89_995)
    expect(history).toEqual([
      { at: 89_990, done: 40, opensAgain: true },
      { at: 89_995, done: 40 },
    ])
    expect(outlookOf(again(40, 0), history, 89_995).kind).toBe('queued')
  })

  it('counts no failure that stayed among the rows of its new run', () => {
    // Of 60 failed rows, 10 were run again: 8 have an answer now, 2 have failed once more.
    const ended = again(48, 52)
    expect(runOf(ended, historyOf(ended, 90_010))).toMatchObject({ since: 89_990, doneBefore: 92 })
    const seen = (at: number, completed: number, failed: number) => ({
      at,
      completed,
      failed,
      afterGap: false,
    })
    const samples = [seen(89_000, 40, 60), seen(89_991, 40, 50), seen(90_000, 44, 51)]
    const watched = doneHistory(ended, { ...curve, points: [...curve.points] }, samples, 90_010)
    expect(runOf(ended, watched)).toMatchObject({ doneBefore: 90 })
    expect(watched.at(-1)).toEqual({ at: 90_010, done: 100 })
  })

  it('is judged by its new run alone', () => {
    const history = historyOf(again(50, 0), 90_012)
    expect(history.at(-1)).toEqual({ at: 90_012, done: 50 })
    const outlook = outlookOf(again(50, 0), history, 90_012)
    expect(outlook.kind).toBe('running')
    // Fifty rows are left at about one a second: neither a few seconds nor hours.
    if (outlook.kind !== 'running') return
    expect(outlook.range.earliest).toBeGreaterThan(90_012 + 20)
    expect(outlook.range.latest).toBeLessThan(90_012 + 200)
  })
})

describe('a run', () => {
  it.each([
    ['ended rows in its first second', [1000, 1040]],
    ['was first looked at in its middle', [1020, 1040]],
  ])('is not taken for a second one when it %s', (_, times) => {
    const history = times.map((at) => ({ at, done: at - 980 }))
    expect(runOf(batchWith(counts(60)), history)).toEqual({ since: 1000, doneBefore: 0, isAgain: false })
    expect(outlookOf(batchWith(counts(60)), history, 1040).kind).not.toBe('queued')
  })
})

describe('rows ended over time', () => {
  it('join what answers tell with what was seen, and never fall', () => {
    const curve = {
      points: [
        { at: 1000, completed: 0, failed: 0 },
        { at: 1010, completed: 5, failed: 1 },
        { at: 1020, completed: 8, failed: null },
        { at: 1025, completed: null, failed: 1 },
      ],
      completedFrom: 'answers',
      untimedRows: 0,
      completedInGaps: 0,
      failedInGaps: 0,
    } as const
    const samples = [{ at: 1015, completed: 10, failed: 1, afterGap: false }]
    const history = doneHistory(
      batchWith(counts(12, 1)),
      { ...curve, points: [...curve.points] },
      samples,
      1030,
    )
    expect(history).toEqual([
      { at: 1000, done: 0 },
      { at: 1010, done: 6 },
      { at: 1015, done: 11 },
      { at: 1020, done: 11 },
      { at: 1030, done: 13 },
    ])
  })
})
