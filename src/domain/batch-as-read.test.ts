import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { Batch } from '../contract/batch.ts'
import { batchAsRead } from './batch-as-read.ts'
import { badgeOf } from './batch-state.ts'

const batch = z.parse(Batch, {
  id: 'b',
  status: 'completed',
  request_counts: { total: 12, completed: 11, failed: 1 },
})

const none = {
  succeeded: 0,
  failed: 0,
  truncated: 0,
  refused: 0,
  empty: 0,
  invalid_json: 0,
  pending: 0,
  cancelled: 0,
  missing: 0,
}

describe('a batch as its rows tell it', () => {
  it('counts answers that are errors as failed', () => {
    const read = batchAsRead(batch, { ...none, succeeded: 8, failed: 4 })
    expect(read.request_counts).toEqual({ total: 12, completed: 8, failed: 4 })
    expect(badgeOf(read, 0).label).toBe('Completed, 4 of 12 failed')
  })

  it('is as the server says while its rows are not known, and where they say no more', () => {
    expect(batchAsRead(batch, null)).toBe(batch)
    expect(batchAsRead(batch, { ...none, succeeded: 11, failed: 1 })).toBe(batch)
  })
})
