import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { Batch } from '../contract/batch.ts'
import { batchAsRead } from './batch-as-read.ts'
import { badgeOf } from './batch-state.ts'
import { NO_ROWS } from './results/outcome.ts'

const batch = z.parse(Batch, {
  id: 'b',
  status: 'completed',
  request_counts: { total: 12, completed: 11, failed: 1 },
})

describe('a batch as its rows tell it', () => {
  it('counts answers that are errors as failed', () => {
    const read = batchAsRead(batch, { ...NO_ROWS, succeeded: 8, failed: 4 })
    expect(read.request_counts).toEqual({ total: 12, completed: 8, failed: 4 })
    expect(badgeOf(read, 0).label).toBe('Completed, 4 of 12 failed')
  })

  it('is as the server says while its rows are not known, and where they say no more', () => {
    expect(batchAsRead(batch, null)).toBe(batch)
    expect(batchAsRead(batch, { ...NO_ROWS, succeeded: 11, failed: 1 })).toBe(batch)
  })
})
