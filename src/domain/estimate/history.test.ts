import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPrice } from '../prices.ts'
import { estimateOf } from './estimate.ts'
import { pastUseFrom, planOf } from './experience.ts'
import {
  historyToStored,
  plannedCost,
  readHistory,
  sameFileBatches,
  scalePlan,
  type StartedBatch,
  withEnd,
  withStarted,
} from './history.ts'
import { SizeTally } from './size-tally.ts'

const MODEL = 'Qwen/Qwen3-VL-30B-A3B-Instruct-FP8'

function sizesOf(rows: number, models: readonly string[] = [MODEL]) {
  const tally = new SizeTally()
  for (let row = 0; row < rows; row += 1) {
    const messages = [{ role: 'user', content: `Name river number ${row}.` }]
    tally.add('/v1/chat/completions', { model: models[row % models.length], messages, max_tokens: 100 })
  }
  return tally.sizes()
}

function started(
  changes: Partial<StartedBatch> = {},
  rows = 10,
  models: readonly string[] = [MODEL],
): StartedBatch {
  const sizes = sizesOf(rows, models)
  const file = { name: 'rivers.jsonl', bytes: 1_000, fingerprint: 'sha256:1' }
  return {
    batchId: 'batch_1',
    connectionId: '/v1#1',
    fileId: 'file-1',
    title: 'Rivers',
    startedAt: 1_800_000_000,
    completionWindow: '24h',
    plan: planOf(
      sizes,
      estimateOf(sizes, findPrice, () => null),
      '24h',
      file,
    ),
    end: null,
    ...changes,
  }
}

const END = { status: 'completed', completed: 10, inputTokens: 300, outputTokens: 200 }

describe('the history of batches', () => {
  it('comes back as it was stored, and nothing that is broken comes with it', () => {
    const history = [started(), started({ batchId: 'batch_2', end: END })]
    const stored: unknown = JSON.parse(JSON.stringify(historyToStored(history)))
    expect(readHistory(stored)).toEqual(history)
    expect(readHistory({ version: 1, batches: [null, { batchId: 7 }, ...history] })).toEqual(history)
    expect(readHistory({ version: 2, batches: history })).toEqual([])
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(readHistory({ version: 1, batches: [anything] })).toEqual([])
        expect(readHistory(anything)).toEqual([])
      }),
    )
  })

  it('keeps the newest 500, each once', () => {
    let history: StartedBatch[] = []
    for (let index = 0; index < 510; index += 1)
      history = withStarted(history, started({ batchId: `b${index}` }, 1))
    history = withStarted(history, started({ batchId: 'b509', title: 'again' }, 1))
    expect(history).toHaveLength(500)
    expect(history[0]?.title).toBe('again')
    expect(history.filter(({ batchId }) => batchId === 'b509')).toHaveLength(1)
  })

  it('tells what a batch used once its end has been seen', () => {
    const history = [started()]
    const [sizes] = sizesOf(10).models
    if (!sizes) throw new Error('No model.')
    expect(pastUseFrom(history, null)(sizes)).toBeNull()
    const past = pastUseFrom(withEnd(history, 'batch_1', END), 'sha256:1')(sizes)
    expect(past).toMatchObject({ batches: 1, isSameFile: true })
    expect(past?.answer?.likely).toBe(20)
  })

  it('learns from answered rows only, and not from batches of several models or without figures', () => {
    const [sizes] = sizesOf(10).models
    if (!sizes) throw new Error('No model.')
    const half = { ...END, completed: 5, inputTokens: 150, outputTokens: 100 }
    expect(pastUseFrom([started({ end: half })], null)(sizes)?.answer?.likely).toBe(20)
    expect(pastUseFrom([started({ end: END }, 10, [MODEL, 'other'])], null)(sizes)).toBeNull()
    expect(pastUseFrom([started({ end: { ...END, inputTokens: null } })], null)(sizes)).toBeNull()
    expect(pastUseFrom([started({ end: { ...END, completed: 0 } })], null)(sizes)).toBeNull()
  })

  it('finds batches of the same file by its hash and by the server’s id', () => {
    const history = [started(), started({ batchId: 'batch_2', fileId: 'file-2' })]
    expect(sameFileBatches(history, { fingerprint: 'sha256:1', fileId: null })).toHaveLength(2)
    expect(sameFileBatches(history, { fingerprint: 'sha256:9', fileId: 'file-2' })).toHaveLength(1)
    expect(sameFileBatches(history, { fingerprint: null, fileId: null })).toEqual([])
  })
})

describe('the plan of a batch', () => {
  it('holds the exact cost, and none where a price is missing', () => {
    const { plan } = started()
    const estimate = estimateOf(sizesOf(10), findPrice, () => null)
    expect(plannedCost(plan)).toEqual(estimate.costs['24h'].range)
    expect(started({}, 10, [MODEL, 'nobody/knows']).plan.cost).toBeNull()
    expect(plannedCost({ ...plan, cost: { low: 'x', likely: '1', high: '2' } })).toBeNull()
  })

  it('is divided among the parts of a file', () => {
    const { plan } = started({}, 100)
    const quarter = scalePlan(plan, 25)
    expect(quarter.models[0]).toMatchObject({ requests: 25, choices: 25 })
    const [all, part] = [plannedCost(plan), plannedCost(quarter)]
    expect((part?.high ?? 0n) * 4n).toBe(all?.high)
    expect(scalePlan(plan, 100)).toBe(plan)
  })
})
