import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { BATCH_STATUSES, Batch } from '../contract/batch.ts'
import {
  badgeOf,
  canCancel,
  hasEnded,
  openRows,
  progressWords,
  rowsToRetry,
  stateOf,
  titleOf,
  wasCutShort,
} from './batch-state.ts'

function batchWith(fields: Record<string, unknown>): Batch {
  return z.parse(Batch, { id: 'batch_0123456789abcdef', created_at: 1000, ...fields })
}

describe('state of a batch', () => {
  it('is told from the counts, not from the status alone', () => {
    const ended = (completed: number, failed: number) =>
      badgeOf(batchWith({ status: 'completed', request_counts: { total: 500, completed, failed } }), 2000)
    expect(ended(500, 0).label).toBe('Completed')
    expect(ended(488, 12)).toMatchObject({ label: 'Completed, 12 of 500 failed', tone: 'warning' })
    expect(ended(488, 0)).toMatchObject({ label: 'Completed, 488 of 500 answered', tone: 'warning' })
    expect(ended(481, 12).label).toBe('Completed, 12 of 500 failed, 7 without an answer')
    expect(ended(0, 0).state).toBe('none_succeeded')
    expect(ended(0, 500)).toMatchObject({ label: 'Completed, none succeeded', tone: 'danger' })
  })

  it('waits as queued until the first row has ended', () => {
    const counts = (completed: number) => ({ total: 10, completed, failed: 0 })
    expect(stateOf(batchWith({ status: 'in_progress', request_counts: counts(0) }), 2000)).toBe('queued')
    expect(stateOf(batchWith({ status: 'in_progress', request_counts: counts(1) }), 2000)).toBe('running')
  })

  it('is overdue only while it runs past its deadline', () => {
    const late = { expires_at: 1500, request_counts: { total: 2, completed: 1, failed: 0 } }
    expect(stateOf(batchWith({ status: 'in_progress', ...late }), 2000)).toBe('overdue')
    expect(stateOf(batchWith({ status: 'in_progress', ...late }), 1400)).toBe('running')
    expect(
      stateOf(batchWith({ status: 'completed', ...late, request_counts: { total: 1, completed: 1 } }), 2000),
    ).toBe('completed')
  })

  it('shows a status it does not know in words and keeps watching the batch', () => {
    const batch = batchWith({ status: 'waiting_for_capacity' })
    expect(badgeOf(batch, 2000)).toMatchObject({ state: 'unknown', label: 'waiting for capacity' })
    expect(hasEnded(batch)).toBe(false)
    expect(canCancel(batch)).toBe(false)
  })

  it('never offers to cancel what has ended', () => {
    for (const status of BATCH_STATUSES) {
      const batch = batchWith({ status })
      expect(hasEnded(batch) && canCancel(batch)).toBe(false)
    }
  })

  it('can go on when it was cancelled or ran out of time with rows left', () => {
    const cut = (status: string, completed: number, failed = 0, total = 10) =>
      wasCutShort(batchWith({ status, request_counts: { total, completed, failed } }))
    expect(cut('cancelled', 4)).toBe(true)
    expect(cut('expired', 8, 2)).toBe(true)
    expect(cut('cancelled', 0, 0, 0)).toBe(true)
    expect(cut('expired', 0, 0, 0)).toBe(false)
    expect(cut('cancelled', 10)).toBe(false)
    for (const status of ['completed', 'failed', 'in_progress', 'cancelling']) {
      expect(cut(status, 4)).toBe(false)
    }
  })

  it('knows how many rows can run again', () => {
    const again = (status: string, completed: number, failed: number, total = 10) =>
      rowsToRetry(batchWith({ status, request_counts: { total, completed, failed } }))
    expect(again('completed', 8, 2)).toBe(2)
    expect(again('completed', 10, 0)).toBe(0)
    expect(again('cancelled', 4, 1)).toBe(6)
    expect(again('expired', 4, 0)).toBe(6)
    expect(again('in_progress', 4, 2)).toBe(0)
    // Rejected whole: the same file would be rejected again.
    expect(again('failed', 0, 10)).toBe(0)
  })

  it('reads any answer of a server without failing', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(Batch.def.shape)), fc.jsonValue()),
        (fields) => {
          const batch = batchWith({ ...fields, id: 'x' })
          expect(badgeOf(batch, 2000).label).toBeTypeOf('string')
          expect(openRows(batch)).toBeGreaterThanOrEqual(0)
          expect(progressWords(batch)).not.toBe('')
        },
      ),
    )
  })
})

describe('title of a batch', () => {
  it('prefers what a person wrote', () => {
    const named = batchWith({ metadata: { batch_description: ' Product tags ', description: 'daily' } })
    expect(titleOf(named, 'a.jsonl')).toBe('Product tags')
    expect(titleOf(batchWith({ metadata: { description: 'daily eval job' } }), 'a.jsonl')).toBe(
      'daily eval job',
    )
    expect(titleOf(batchWith({}), 'a.jsonl')).toBe('a.jsonl')
    expect(titleOf(batchWith({}), null)).toBe('Batch 01234567')
  })
})
