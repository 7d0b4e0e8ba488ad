import { describe, expect, it } from 'vitest'
import { Batch } from '../../contract/batch.ts'
import { concernsAttempts } from './attempt-metadata.ts'
import { attemptsAt } from './attempts.ts'

function batchOf(id: string, retry_of: string | null, created_at = 0): Batch {
  return Batch.parse({ id, created_at, status: 'completed', metadata: retry_of === null ? {} : { retry_of } })
}

const idsOf = (batches: readonly Batch[]) => batches.map(({ id }) => id)

describe('the attempts at the rows of a batch', () => {
  it('are those that name it, or another attempt at it, oldest first and once', () => {
    const batches = [
      batchOf('third', 'second', 30),
      batchOf('second', 'first', 20),
      batchOf('second', 'first', 99),
      batchOf('other', 'elsewhere', 5),
      batchOf('first', null, 1),
      batchOf('early', 'first', 10),
    ]
    expect(idsOf(attemptsAt('first', batches))).toEqual(['early', 'second', 'third'])
    expect(attemptsAt('other', batches)).toEqual([])
  })

  it('stand in the order of the list where they began within one second', () => {
    const batches = [batchOf('b', 'first', 7), batchOf('c', 'b', 7), batchOf('a', 'first', 7)]
    expect(idsOf(attemptsAt('first', batches))).toEqual(['a', 'c', 'b'])
  })

  it('end where batches name each other in a circle', () => {
    const circle = [batchOf('a', 'b', 1), batchOf('b', 'a', 2), batchOf('own', 'own', 3)]
    expect(idsOf(attemptsAt('a', circle))).toEqual(['b'])
    expect(attemptsAt('own', circle)).toEqual([])
  })

  it('are the newest twenty of many', () => {
    const many = Array.from({ length: 25 }, (_, index) => batchOf(`n${index}`, 'first', index))
    expect(attemptsAt('first', many)).toHaveLength(20)
    expect(attemptsAt('first', many).at(-1)?.id).toBe('n24')
  })
})

describe('looking for attempts', () => {
  const counts = (completed: number, status = 'completed') =>
    Batch.parse({ id: 'b', status, request_counts: { total: 3, completed, failed: 3 - completed } })

  it('makes sense for an attempt, and for an ended batch with rows that did not succeed', () => {
    expect(concernsAttempts(batchOf('b', 'a'), null)).toBe(true)
    expect(concernsAttempts(counts(2), null)).toBe(true)
    expect(concernsAttempts(counts(3), null)).toBe(false)
    expect(concernsAttempts(counts(2, 'in_progress'), null)).toBe(false)
  })

  it('goes by the answers once they are known: one that was cut off counts as completed for the server', () => {
    const outcomes = {
      succeeded: 2,
      truncated: 1,
      failed: 0,
      refused: 0,
      empty: 0,
      invalid_json: 0,
      pending: 0,
      cancelled: 0,
      missing: 0,
    }
    expect(concernsAttempts(counts(3), outcomes)).toBe(true)
    expect(concernsAttempts(counts(3), { ...outcomes, succeeded: 3, truncated: 0 })).toBe(false)
  })
})
