import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { Batch } from '~/contract/batch'
import { parseUsd } from '~/domain/money'
import { costSummary, formatRate, progressSummary, rateSummary } from './chart-words'

function batchWith(fields: Record<string, unknown>): Batch {
  return z.parse(Batch, { id: 'b', status: 'in_progress', ...fields })
}

const knownCurve = {
  points: [
    { at: 0, completed: 0, failed: 0 },
    { at: 125, completed: 40, failed: 2 },
  ],
  completedFrom: 'answers',
  untimedRows: 0,
  completedInGaps: 0,
  failedInGaps: 0,
} as const

const counted = batchWith({ request_counts: { total: 50, completed: 40, failed: 2 } })

describe('charts in words', () => {
  it('say what was reached in which time', () => {
    expect(progressSummary(counted, { ...knownCurve, points: [...knownCurve.points] })).toBe(
      '40 completed and 2 failed in 2 min 5 s.',
    )
  })

  it('say what is not known', () => {
    const words = progressSummary(counted, {
      ...knownCurve,
      points: [],
      completedFrom: 'looks',
      completedInGaps: 12,
      failedInGaps: 1,
    })
    expect(words).toContain('These answers carry no time')
    expect(words).toContain('When 12 rows completed is not known')
    expect(words).toContain('When 1 row failed is not known: failures carry no time.')
  })

  it('name what a cost is made of and what is missing in it', () => {
    const total = { cost: parseUsd('0.0042'), unpriced: ['sim/standard', ''], uncountedRows: 2 }
    const words = costSummary(counted, { points: [], total, untimed: parseUsd('0.001') }, null)
    expect(words).toContain('$0.0042 so far, from the tokens of the answers at list prices')
    expect(words).toContain('$0.001 of it by answers without a time')
    expect(words).toContain('No price is known for sim/standard, a model that is not named')
    expect(words).toContain('2 answers did not say what they used.')
  })

  it('never call a sum of which nothing is known nothing', () => {
    const total = { cost: 0n, unpriced: ['sim/standard'], uncountedRows: 0 }
    const words = costSummary(counted, { points: [], total, untimed: 0n }, null)
    expect(words).toBe('Not known. No price is known for sim/standard.')
    const unsaid = { ...total, unpriced: [], uncountedRows: 5 }
    expect(costSummary(counted, { points: [], total: unsaid, untimed: 0n }, null)).toBe(
      'Not known. 5 answers did not say what they used.',
    )
    const free = { ...total, unpriced: [] }
    expect(costSummary(counted, { points: [], total: free, untimed: 0n }, null)).toContain('$0.00 so far')
  })

  it('never call a sum over some of the answers the whole', () => {
    const total = { cost: parseUsd('0.0042'), unpriced: [], uncountedRows: 0 }
    const curve = { points: [], total, untimed: 0n }
    const ended = batchWith({ status: 'completed' })
    expect(costSummary(ended, curve, null)).toContain('$0.0042 in all')
    expect(costSummary(ended, curve, { read: 1200, of: 5000 })).toContain(
      '$0.0042 so far, 1,200 of 5,000 answers read',
    )
    expect(costSummary(ended, curve, { read: 0, of: 5000 })).not.toContain('$')
  })

  it('name the highest speed and pauses', () => {
    expect(rateSummary([], null)).toBe('No answer has a time.')
    const points = [30, 0, null, 1234.4].map((perMinute, at) => ({ at, perMinute }))
    expect(rateSummary(points, null)).toBe(
      'At most 1,234 answers a minute. There were stretches without an answer.',
    )
    expect(formatRate(0.42)).toBe('0.4')
  })
})
