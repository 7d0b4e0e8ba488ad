import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { ListedBatch } from '../../contract/listed-batch.ts'
import {
  CREATED_IN,
  createdSince,
  filterBatches,
  LIST_ORDERS,
  type ListFilter,
  OUTCOMES,
  sortBatches,
} from './list-view.ts'

const NOW = { seconds: Date.UTC(2026, 2, 15, 12) / 1000, zone: 'utc' } as const
const HOUR = 3600

function batch(id: string, fields: Record<string, unknown> = {}): ListedBatch {
  return z.parse(ListedBatch, {
    id,
    status: 'completed',
    completion_window: '24h',
    created_at: NOW.seconds - HOUR,
    completed_at: NOW.seconds,
    expires_at: NOW.seconds + 23 * HOUR,
    request_counts: { total: 10, completed: 10, failed: 0 },
    ...fields,
  })
}

const counts = (completed: number, failed: number) => ({ total: 10, completed, failed })

const ALL = [
  batch('running', { status: 'in_progress', completed_at: null, request_counts: counts(3, 0) }),
  batch('failing', { status: 'in_progress', completed_at: null, request_counts: counts(3, 1) }),
  batch('overdue', { status: 'in_progress', completed_at: null, expires_at: NOW.seconds - 1 }),
  batch('good', { metadata: { batch_description: 'Product tags' } }),
  batch('mixed', { request_counts: counts(8, 2), completion_window: '1h' }),
  batch('none', { request_counts: counts(0, 10) }),
  batch('rejected', { status: 'failed', failed_at: NOW.seconds, request_counts: counts(0, 0) }),
  batch('late', { expires_at: NOW.seconds - HOUR, created_at: NOW.seconds - 20 * 24 * HOUR }),
  batch('old', { created_at: NOW.seconds - 80 * 24 * HOUR, completed_at: NOW.seconds - 79 * 24 * HOUR }),
]

const NO_FILTER: ListFilter = { search: '', status: '', outcome: '', window: '', created: '' }
const idsOf = (filter: Partial<ListFilter>) =>
  filterBatches(ALL, { ...NO_FILTER, ...filter }, NOW, () => 'file.jsonl').map(({ id }) => id)

it('the moment that servers are asked from lies before all that the filter lets through, in every zone', () => {
  const midnight = 20_000 * 86_400
  expect(createdSince('', midnight)).toBeNull()
  // Whose day is half a day behind still has a part of yesterday today.
  expect(createdSince('today', midnight + 5)).toBe(midnight - 86_400)
  expect(createdSince('7d', midnight + 86_399)).toBe(midnight - 7 * 86_400)
})

describe('filters of the list', () => {
  it.each([
    ['active', ['running', 'failing', 'overdue']],
    ['attention', ['failing', 'overdue', 'mixed', 'none', 'rejected']],
    ['all_answered', ['good', 'late', 'old']],
    ['some_failed', ['failing', 'mixed']],
    ['none_succeeded', ['none', 'rejected']],
    ['overdue', ['overdue']],
    ['late', ['late']],
    ['ended_today', ['good', 'mixed', 'none', 'rejected', 'late']],
  ] as const)('outcome %s', (outcome, ids) => {
    expect(idsOf({ outcome })).toEqual(ids)
  })

  it('status, window, dates and words narrow it down together', () => {
    expect(idsOf({ status: 'failed' })).toEqual(['rejected'])
    expect(idsOf({ window: '1h' })).toEqual(['mixed'])
    expect(idsOf({ created: 'today', outcome: 'all_answered' })).toEqual(['good'])
    expect(idsOf({ created: '30d' })).not.toContain('old')
    expect(idsOf({ created: '90d' })).toContain('old')
    expect(idsOf({ search: 'tags product' })).toEqual(['good'])
    expect(idsOf({ search: 'FILE.jsonl', created: 'today' })).toHaveLength(7)
  })

  it('know every choice', () => {
    for (const outcome of OUTCOMES) {
      for (const created of CREATED_IN)
        expect(ALL.length).toBeGreaterThan(idsOf({ outcome, created }).length - 1)
    }
  })
})

describe('orders of the list', () => {
  const ordering = {
    nameOf: () => null,
    costOf: ({ id }: ListedBatch) => (id === 'good' ? 5n : id === 'mixed' ? 7n : null),
  }
  const first = (order: (typeof LIST_ORDERS)[number]) => sortBatches(ALL, order, ordering)[0]?.id

  it.each([
    ['newest', 'running'],
    ['oldest', 'old'],
    ['failed', 'none'],
    ['cost', 'mixed'],
    ['progress', 'rejected'],
  ] as const)('%s begins with %s', (order, id) => {
    expect(first(order)).toBe(id)
  })

  it('lose and add nothing', () => {
    for (const order of LIST_ORDERS) {
      expect(new Set(sortBatches(ALL, order, ordering))).toEqual(new Set(ALL))
    }
  })
})
