import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { Batch } from '../../contract/batch.ts'
import { reopenedAt, secondsTaken } from './reopening.ts'

function batchWith(fields: Record<string, unknown>): Batch {
  return z.parse(Batch, {
    id: 'b',
    status: 'in_progress',
    created_at: 900,
    in_progress_at: 1000,
    completion_window: '1h',
    ...fields,
  })
}

const look = (at: number, completed: number, failed: number) => ({ at, completed, failed, afterGap: false })

describe('a batch that was opened again', () => {
  it.each([
    [{ expires_at: 4500 }, null],
    [{ expires_at: 4600 }, null],
    [{ expires_at: 930 }, null],
    [{ expires_at: null }, null],
    [{ expires_at: 99_999, completion_window: 'asap' }, null],
    [{ expires_at: 11_600 }, 8000],
  ])('shows in its deadline: %j is %s', (fields, at) => {
    expect(reopenedAt(batchWith(fields), [])).toBe(at)
  })

  it('has the time of its deadline, whenever somebody saw its failures leave the counts', () => {
    const batch = batchWith({ expires_at: 11_600 })
    for (const [before, after] of [
      [1100, 7998],
      [7999, 8004],
      [1100, 8600],
    ] as const) {
      expect(reopenedAt(batch, [look(1010, 5, 0), look(before, 5, 2), look(after, 5, 0)])).toBe(8000)
    }
  })

  it('has the time of a later fall where the failures were counted long after the deadline was set', () => {
    const samples = [look(7999, 5, 2), look(8004, 5, 0), look(8500, 5, 1), look(9000, 5, 1), look(9005, 5, 0)]
    expect(reopenedAt(batchWith({ expires_at: 11_600 }), samples)).toBe(9005)
  })

  it('shows in failures that are counted no more, the last time they fell', () => {
    const samples = [look(1010, 5, 2), look(2000, 5, 0), look(2010, 6, 1), look(3000, 6, 0), look(3010, 6, 1)]
    expect(reopenedAt(batchWith({}), samples)).toBe(3000)
    expect(reopenedAt(batchWith({}), samples.slice(0, 1))).toBeNull()
  })
})

describe('the time a batch took', () => {
  it('begins with its rows, or with its last opening', () => {
    const batch = batchWith({ status: 'completed', completed_at: 8030 })
    expect(secondsTaken(batch, null)).toBe(7030)
    expect(secondsTaken(batch, 8000)).toBe(30)
    expect(secondsTaken(batch, 8031)).toBe(0)
  })

  it('is not known before its end, and begins with the batch where nobody tells when the rows began', () => {
    expect(secondsTaken(batchWith({}), null)).toBeNull()
    expect(
      secondsTaken(batchWith({ status: 'cancelled', cancelled_at: 990, in_progress_at: null }), null),
    ).toBe(90)
  })
})
