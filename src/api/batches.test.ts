import * as z from 'zod/mini'
import { afterEach, expect, it, vi } from 'vitest'
import { Batch } from '../contract/batch.ts'
import { pollWhileRunning } from './batches.ts'

afterEach(() => {
  vi.useRealTimers()
})

// The cache starts a pause anew whenever it is told another one, which may happen at every render.
it('the pause until a running batch is looked at again stays the same until there is an answer', () => {
  vi.useFakeTimers()
  const answeredAt = Date.now()
  const batch = z.parse(Batch, { id: 'b', status: 'in_progress', created_at: answeredAt / 1000 - 1200 })
  const pause = pollWhileRunning([batch], answeredAt)
  expect(pause).toBeGreaterThan(18_000)
  expect(pause).toBeLessThan(22_000)
  vi.advanceTimersByTime(10_000)
  expect(pollWhileRunning([batch], answeredAt)).toBe(pause)
})
