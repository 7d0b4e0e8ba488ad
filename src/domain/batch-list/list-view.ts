import type { ListedBatch } from '../../contract/listed-batch.ts'
import { type BatchState, endedAt, hasEnded, matchesSearch, stateOf, titleOf } from '../batch-state.ts'
import { dayAfter, dayOf, type Zone } from '../usage-roll-up/days.ts'

/** What a person looks for in the list that no status tells: it follows from counts and times. */
export const OUTCOMES = [
  '',
  'active',
  'attention',
  'all_answered',
  'some_failed',
  'none_succeeded',
  'overdue',
  'late',
  'ended_today',
] as const
export type OutcomeFilter = (typeof OUTCOMES)[number]

export const CREATED_IN = ['', 'today', '7d', '30d', '90d'] as const
type CreatedFilter = (typeof CREATED_IN)[number]

const DAYS = { today: 1, '7d': 7, '30d': 30, '90d': 90 } satisfies Record<Exclude<CreatedFilter, ''>, number>

export const LIST_ORDERS = ['newest', 'oldest', 'title', 'progress', 'failed', 'cost'] as const
export type ListOrder = (typeof LIST_ORDERS)[number]

export interface ListFilter {
  search: string
  /** One of the contract's statuses, or empty for all. */
  status: string
  outcome: OutcomeFilter
  /** A completion window, or empty for all. */
  window: string
  created: CreatedFilter
}

/** The moment everything is judged by. */
export interface Now {
  /** Unix seconds. */
  seconds: number
  zone: Zone
}

const NEEDS_ATTENTION: ReadonlySet<BatchState> = new Set([
  'overdue',
  'completed_with_gaps',
  'completed_with_failures',
  'none_succeeded',
  'rejected',
  'expired',
])

/** The first day of the batches that a filter lets through; `null` where it goes back to the first one. */
function firstDay(created: CreatedFilter, now: Now): string | null {
  return created === '' ? null : dayAfter(dayOf(now.seconds, now.zone), 1 - DAYS[created])
}

/**
 * A moment before everything that a filter lets through, in whatever zone; the same all day long.
 * @param nowSeconds Unix seconds
 * @returns Unix seconds, `null` where the filter goes back to the first batch
 */
export function createdSince(created: CreatedFilter, nowSeconds: number): number | null {
  return created === '' ? null : (Math.floor(nowSeconds / 86_400) - DAYS[created]) * 86_400
}

/** Whether a batch has the outcome looked for. */
export function hasOutcome(batch: ListedBatch, outcome: OutcomeFilter, now: Now): boolean {
  const state = stateOf(batch, now.seconds)
  const ended = endedAt(batch)
  switch (outcome) {
    case '':
      return true
    case 'active':
      return !hasEnded(batch)
    case 'attention':
      // Rows that have failed wait for a person, whatever goes on beside them.
      return NEEDS_ATTENTION.has(state) || batch.request_counts.failed > 0
    case 'all_answered':
      return state === 'completed'
    case 'some_failed':
      return batch.request_counts.failed > 0 && batch.request_counts.completed > 0
    case 'none_succeeded':
      return hasEnded(batch) && batch.request_counts.completed === 0
    case 'overdue':
      return state === 'overdue'
    case 'late':
      return ended !== null && batch.expires_at !== null && ended > batch.expires_at
    case 'ended_today':
      return ended !== null && dayOf(ended, now.zone) === dayOf(now.seconds, now.zone)
  }
}

/**
 * The batches that fit, in the server's order.
 * @param nameOf the name of a batch's input file, where it is known
 */
export function filterBatches(
  batches: readonly ListedBatch[],
  filter: ListFilter,
  now: Now,
  nameOf: (batch: ListedBatch) => string | null,
): ListedBatch[] {
  const from = firstDay(filter.created, now)
  return batches.filter(
    (batch) =>
      (filter.status === '' || batch.status === filter.status) &&
      (filter.window === '' || batch.completion_window === filter.window) &&
      (from === null || dayOf(batch.created_at, now.zone) >= from) &&
      hasOutcome(batch, filter.outcome, now) &&
      (filter.search === '' || matchesSearch(batch, nameOf(batch), filter.search)),
  )
}

/** How batches are ordered; equals keep the server's order, the newest first. */
export interface Ordering {
  nameOf: (batch: ListedBatch) => string | null
  /** In any unit; `null` where it is not known, which comes last. */
  costOf: (batch: ListedBatch) => bigint | null
}

/** The batches in the order asked for. */
export function sortBatches(
  batches: readonly ListedBatch[],
  order: ListOrder,
  { nameOf, costOf }: Ordering,
): readonly ListedBatch[] {
  switch (order) {
    case 'newest':
      return batches
    case 'oldest':
      return batches.toReversed()
    case 'title': {
      const titles = new Map(batches.map((batch) => [batch.id, titleOf(batch, nameOf(batch))]))
      const title = (batch: ListedBatch) => titles.get(batch.id) ?? ''
      const { compare } = new Intl.Collator('en', { numeric: true })
      return batches.toSorted((one, other) => compare(title(one), title(other)))
    }
    case 'progress':
      return batches.toSorted((one, other) => shareDone(one) - shareDone(other))
    case 'failed':
      return batches.toSorted((one, other) => other.request_counts.failed - one.request_counts.failed)
    case 'cost': {
      const costs = new Map(batches.map((batch) => [batch.id, costOf(batch) ?? -1n]))
      const cost = (batch: ListedBatch) => costs.get(batch.id) ?? -1n
      return batches.toSorted((one, other) =>
        cost(one) < cost(other) ? 1 : Number(cost(one) > cost(other)) * -1,
      )
    }
  }
}

function shareDone({ request_counts: { total, completed, failed } }: ListedBatch): number {
  return total === 0 ? 0 : (completed + failed) / total
}
