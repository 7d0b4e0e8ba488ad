import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { Batch } from '../../contract/batch.ts'
import { reopenedAt } from './reopening.ts'

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

  it('shows in failures that are counted no more, the last time they fell', () => {
    const samples = [look(1010, 5, 2), look(2000, 5, 0), look(2010, 6, 1), look(3000, 6, 0), look(3010, 6, 1)]
    expect(reopenedAt(batchWith({}), samples)).toBe(3000)
    expect(reopenedAt(batchWith({}), samples.slice(0, 1))).toBeNull()
  })
})
