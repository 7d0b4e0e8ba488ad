import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { Batch } from '../../contract/batch.ts'
import { BULK_ACTIONS, splitForAction } from './bulk.ts'

const batch = (id: string, status: string, completed: number, failed: number) =>
  z.parse(Batch, {
    id,
    status,
    created_at: 1,
    output_file_id: 'file-1',
    request_counts: { total: 10, completed, failed },
  })

const ALL = [
  batch('running', 'in_progress', 3, 0),
  batch('good', 'completed', 10, 0),
  batch('mixed', 'completed', 8, 2),
  batch('cancelled', 'cancelled', 4, 0),
  batch('rejected', 'failed', 0, 0),
  batch('cancelling', 'cancelling', 1, 0),
]

describe('an action on several batches', () => {
  it.each([
    ['cancel', ['running']],
    ['retry', ['mixed', 'cancelled']],
    ['download', ['running', 'good', 'mixed', 'cancelled', 'cancelling']],
    ['delete', ['good', 'mixed', 'cancelled', 'rejected']],
  ] as const)('%s is done only where it applies', (action, ids) => {
    expect(splitForAction(action, ALL).fitting.map(({ id }) => id)).toEqual(ids)
  })

  it('leaves out nobody without a reason', () => {
    for (const action of BULK_ACTIONS) {
      const { fitting, others } = splitForAction(action, ALL)
      expect(fitting.length + others.length).toBe(ALL.length)
      expect(others.every(({ reason }) => reason !== '')).toBe(true)
    }
  })
})
