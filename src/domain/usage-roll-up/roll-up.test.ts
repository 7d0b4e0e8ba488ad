import fc from 'fast-check'
import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { ListedBatch } from '../../contract/listed-batch.ts'
import { costOfTokens, parseUsd, usdToText } from '../money.ts'
import { findPrice } from '../prices.ts'
import { batchUse, savedBy } from './batch-use.ts'
import { dayAfter, dayOf, daysBetween, startOfDay } from './days.ts'
import { sumOfUse, sumsByDay, sumsByModel, type UseSum } from './roll-up.ts'
import { usageCsv } from './usage-csv.ts'

const MODEL = 'openai/gpt-oss-20b'
const nothing = { model: null, analytics: null, noted: null }

function listed(fields: Record<string, unknown>): ListedBatch {
  return z.parse(ListedBatch, {
    id: 'batch_1',
    status: 'completed',
    completion_window: '24h',
    created_at: 1_766_154_501,
    request_counts: { total: 10, completed: 8, failed: 2 },
    ...fields,
  })
}

const analytics = (input: number, output: number, costs: Record<string, string> = {}) => ({
  total_requests: 10,
  total_prompt_tokens: input,
  total_completion_tokens: output,
  total_tokens: input + output,
  ...costs,
})

describe('what a batch used', () => {
  it('is what the server billed, where it says so', () => {
    const batch = listed({ analytics: analytics(1000, 10, { total_cost: '0.00000042' }), model: MODEL })
    const use = batchUse(batch, nothing, findPrice)
    expect(use.cost).toEqual({ amount: parseUsd('0.00000042'), source: 'billed' })
    expect(use.realtimeCost).toBe(costOfTokens(1000, '0.04') + costOfTokens(10, '0.30'))
  })

  it('is priced exactly from OpenAI’s usage, or from what this browser noted', () => {
    const exact = costOfTokens(123, '0.02') + costOfTokens(45, '0.15')
    const usage = { input_tokens: 123, output_tokens: 45, output_tokens_details: { reasoning_tokens: 7 } }
    const told = batchUse(listed({ usage, model: MODEL }), nothing, findPrice)
    expect(told).toMatchObject({ tokens: { reasoning: 7 }, cost: { amount: exact, source: 'priced' } })
    const noted = { model: MODEL, analytics: null, noted: { input: 123, output: 45 } }
    expect(batchUse(listed({}), noted, findPrice).cost).toEqual({ amount: exact, source: 'priced' })
  })

  it('is not guessed: no tokens, no model or no price leave it open', () => {
    expect(batchUse(listed({}), nothing, findPrice)).toMatchObject({ tokens: null, cost: null })
    const counted = listed({ analytics: analytics(5, 5) })
    expect(batchUse(counted, nothing, findPrice)).toMatchObject({ cost: null, realtimeCost: null })
    expect(batchUse(counted, { ...nothing, model: 'nobody/knows' }, findPrice).cost).toBeNull()
    expect(
      batchUse(listed({ analytics: analytics(5, 5, { total_cost: 'a lot' }) }), nothing, findPrice).cost,
    ).toBeNull()
  })

  it('is nothing where no row was answered', () => {
    const none = listed({ request_counts: { total: 4, completed: 0, failed: 4 } })
    expect(batchUse(none, nothing, findPrice).cost?.amount).toBe(0n)
  })
})

const uses = fc.array(
  fc
    .record({
      created: fc.integer({ min: 1_700_000_000, max: 1_702_000_000 }),
      model: fc.constantFrom(null, MODEL, 'Qwen/Qwen3.5-9B', 'nobody/knows'),
      input: fc.nat({ max: 10_000_000 }),
      output: fc.nat({ max: 10_000_000 }),
      billed: fc.option(fc.nat({ max: 1_000_000_000 }).map((nano) => usdToText(BigInt(nano) * 1_000_000n))),
      known: fc.boolean(),
      completed: fc.nat({ max: 50_000 }),
    })
    .map(({ created, model, input, output, billed, known, completed }) => {
      const costs = billed === null ? {} : { total_cost: billed }
      const batch = listed({
        created_at: created,
        model,
        request_counts: { total: 50_000, completed, failed: 3 },
        ...(known ? { analytics: analytics(input, output, costs) } : {}),
      })
      return batchUse(batch, nothing, findPrice)
    }),
)

/** Adds two sums field by field, in whatever order. */
function plus(one: UseSum, other: UseSum): UseSum {
  return {
    batches: one.batches + other.batches,
    rows: one.rows + other.rows,
    failedRows: one.failedRows + other.failedRows,
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cost: one.cost + other.cost,
    saved: one.saved + other.saved,
    comparedWith: one.comparedWith + other.comparedWith,
    withoutTokens: one.withoutTokens + other.withoutTokens,
    withoutCost: one.withoutCost + other.withoutCost,
    withoutRealtime: one.withoutRealtime + other.withoutRealtime,
  }
}

describe('sums', () => {
  it('of the days and of the models are the sum of all, to the last digit', () => {
    fc.assert(
      fc.property(uses, fc.constantFrom('local', 'utc'), (all, zone) => {
        const total = sumOfUse(all)
        for (const groups of [sumsByDay(all, zone), sumsByModel(all)]) {
          expect(groups.reduce((sum, group) => plus(sum, group.sum), sumOfUse([]))).toEqual(total)
        }
        expect(total.saved).toBe(all.reduce((sum, use) => sum + (savedBy(use) ?? 0n), 0n))
      }),
    )
  })

  it('stand by day from the newest on, by model from the dearest on', () => {
    fc.assert(
      fc.property(uses, (all) => {
        const days = sumsByDay(all, 'utc').map(({ key }) => key)
        expect(days).toEqual(days.toSorted().toReversed())
        const costs = sumsByModel(all).map(({ sum }) => sum.cost)
        expect(costs.every((cost, index) => index === 0 || cost <= (costs[index - 1] ?? 0n))).toBe(true)
      }),
    )
  })
})

describe('days', () => {
  it('follow the chosen zone', () => {
    const lateInDecember = Date.UTC(2025, 11, 31, 23, 30) / 1000
    expect(dayOf(lateInDecember, 'utc')).toBe('2025-12-31')
    const local = new Date(lateInDecember * 1000)
    expect(dayOf(lateInDecember, 'local').slice(-2)).toBe(String(local.getDate()).padStart(2, '0'))
  })

  it('begin where they begin, in every month and over changes of the clock', () => {
    const someDay = fc.integer({ min: 0, max: 20_000 }).map((days) => dayAfter('1990-01-01', days))
    fc.assert(
      fc.property(someDay, fc.constantFrom('local', 'utc'), (day, zone) => {
        const start = startOfDay(day, zone) ?? 0
        expect(dayOf(start, zone)).toBe(day)
        expect(dayOf(start - 1, zone)).toBe(dayAfter(day, -1))
      }),
    )
  })

  it.each(['2026-02-30', '2026-13-01', 'yesterday', '', '2026-1-1'])('%j is no day', (day) => {
    expect(startOfDay(day, 'utc')).toBeNull()
  })

  it('are listed without a gap', () => {
    expect(daysBetween('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
    expect(daysBetween('2026-03-02', '2026-03-01')).toEqual([])
  })
})

describe('the CSV', () => {
  it('holds every figure exactly, and leaves open what is not known', () => {
    const known = batchUse(
      listed({
        model: MODEL,
        metadata: { batch_description: 'Tags, "spring"' },
        analytics: analytics(1000, 10, { total_cost: '0.00000042' }),
      }),
      nothing,
      findPrice,
    )
    const open = batchUse(listed({ id: 'batch_2' }), nothing, findPrice)
    const [head, first, second, rest] = usageCsv([known, open], () => 'a.jsonl').split('\r\n')
    expect(head).toMatch(/^batch_id,title,created_at,.*,saved_usd$/)
    expect(first).toBe(
      `batch_1,"Tags, ""spring""",2025-12-19T14:28:21.000Z,completed,${MODEL},24h,10,8,2,1000,10,,0.00000042,billed,0.000043,0.00004258`,
    )
    expect(second).toBe('batch_2,a.jsonl,2025-12-19T14:28:21.000Z,completed,,24h,10,8,2,,,,,,,')
    expect(rest).toBe('')
  })
})
