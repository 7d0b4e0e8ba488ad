import { afterEach, beforeEach, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { Batch } from '../contract/batch.ts'
import { parseUsd } from '../domain/money.ts'
import { costAt, findPrice } from '../domain/prices.ts'
import { readResultLine } from '../domain/results/result-line.ts'
import { readUsage } from '../domain/results/usage.ts'
import { type AnswerSeries, seriesTotals } from '../domain/series/answer-series.ts'
import { addSample, type CountSample } from '../domain/series/count-samples.ts'
import { costCurve } from '../domain/series/costs.ts'
import { progressCurve } from '../domain/series/progress-points.ts'
import { memoryRowStore } from '../results/store/row-store.ts'
import { RowReader } from '../results/row-reader.ts'
import { RowTable } from '../results/row-table.ts'
import { createHarness, type Harness, requestLine, textAt } from './testing/harness.ts'

const ROWS = 5000
const MODELS = ['Qwen/Qwen3-14B-FP8', 'Qwen/Qwen3.5-397B-A17B'] as const
let harness: Harness
const encoder = new TextEncoder()

beforeEach(() => {
  harness = createHarness({ ratePerSecond: 50 })
})
afterEach(() => harness.stop())

async function linesOf(fileId: string): Promise<string[]> {
  const text = await (await harness.call('GET', `/files/${fileId}/content`)).text()
  return text.split('\n').filter((line) => line !== '')
}

/** Each hundredth row fails. */
function startBatch(): Promise<Record<string, unknown>> {
  const lines = Array.from({ length: ROWS }, (_, index) =>
    requestLine(index % 100 === 3 ? `row-${index}~bad-request` : `row-${index}`, {
      model: MODELS[index % 2],
    }),
  )
  return harness.start(lines)
}

/** What the console's table of rows says of two files. */
function readProgress(output: readonly string[], errors: readonly string[]) {
  const table = new RowTable(memoryRowStore())
  for (const [file, texts] of [
    ['error', errors],
    ['output', output],
  ] as const) {
    for (const [index, text] of texts.entries()) {
      const line = readResultLine(text)
      if (line !== null) table.addResult(file, line, encoder.encode(text), index)
    }
  }
  return new RowReader(table, () => 'missing').progress(0, 5)
}

it('what the console draws of 5,000 rows is what the files, the prices and the bill say, to the row', async () => {
  const { id } = await startBatch()
  await harness.advance(200)
  const batch = await harness.json('GET', `/batches/${String(id)}`)
  expect(batch).toMatchObject({ status: 'completed', request_counts: { completed: 4950, failed: 50 } })
  const output = await linesOf(textAt(batch, 'output_file_id'))
  const errors = await linesOf(textAt(batch, 'error_file_id'))

  const { series, failed } = readProgress(output, errors)
  expect(failed).toBe(50)
  expect(series.buckets.length).toBeLessThanOrEqual(300)

  const bodies = output.map((text) => readResultLine(text)?.response?.body)
  const createdOf = (body: unknown) => Number(/"created":(\d+)/.exec(JSON.stringify(body))?.[1])
  for (const { start, models } of series.buckets) {
    const within = bodies.filter((body) => {
      const created = createdOf(body)
      return created >= start && created < start + series.bucketSeconds
    })
    expect(models.reduce((rows, total) => rows + total.rows, 0)).toBe(within.length)
  }
  expect(seriesTotals(series).reduce((rows, total) => rows + total.rows, 0)).toBe(4950)

  const priceOf = (model: string) => findPrice(model, '24h')
  const rowByRow = bodies.reduce<bigint>((sum, body) => {
    const usage = readUsage(body)
    const price = priceOf(/"model":"([^"]+)"/.exec(JSON.stringify(body))?.[1] ?? '')
    return usage === null || price === null ? sum : sum + costAt(price, usage)
  }, 0n)
  const { points, total } = costCurve(series, priceOf, 0)
  const analytics = await harness.json('GET', `/batches/${String(id)}/analytics`)
  expect(total).toEqual({ cost: rowByRow, unpriced: [], uncountedRows: 0 })
  expect(points.at(-1)?.cost).toBe(rowByRow)
  expect(rowByRow).toBe(parseUsd(textAt(analytics, 'total_cost')))
})

/** A batch of 5,000 rows that was looked at every two seconds, and when each failed row was first in the error file. */
async function watchBatch() {
  const { id, created_at } = await startBatch()
  const firstSeen = new Map<string, number>()
  const looks: CountSample[] = []
  for (let at = Number(created_at) + 2; ; at += 2) {
    await harness.advance(2)
    const batch = z.parse(Batch, await harness.json('GET', `/batches/${String(id)}`))
    const errors = await linesOf(batch.error_file_id ?? '')
    for (const text of errors) {
      const customId = readResultLine(text)?.custom_id ?? ''
      if (!firstSeen.has(customId)) firstSeen.set(customId, Math.min(at, batch.completed_at ?? at))
    }
    const { completed, failed } = batch.request_counts
    if (batch.status !== 'completed') looks.push({ at, completed, failed, afterGap: false })
    else return { batch, looks, firstSeen, series: await seriesOf(batch, errors) }
  }
}

async function seriesOf(batch: Batch, errors: readonly string[]): Promise<AnswerSeries> {
  return readProgress(await linesOf(batch.output_file_id ?? ''), errors).series
}

it('the failed rows that are drawn of 5,000 are those that stood in the error file, at every look', async () => {
  const { batch, looks, firstSeen, series } = await watchBatch()
  expect([...firstSeen.keys()].toSorted()).toEqual(
    Array.from({ length: 50 }, (_, index) => `row-${index * 100 + 3}~bad-request`).toSorted(),
  )
  const samples = looks.reduce<readonly CountSample[]>((seen, look) => addSample(seen, look), [])
  const { points, failedInGaps } = progressCurve({ batch, series, samples })
  const inFileBy = (at: number) => [...firstSeen.values()].filter((seen) => seen <= at).length
  expect(points.map(({ failed }) => failed)).toEqual(points.map(({ at }) => inFileBy(at)))
  expect(new Set(points.map(({ failed }) => failed)).size).toBeGreaterThan(20)
  expect([points.at(-1)?.failed, failedInGaps]).toEqual([50, 0])
})

it('where nobody looked, failures have no time: their total is right and the rest is said not to be known', async () => {
  const { batch, looks, firstSeen, series } = await watchBatch()
  const left = looks[2]
  if (!left) throw new Error('The batch has ended too soon.')
  const before = [...firstSeen.values()].filter((seen) => seen <= left.at).length
  expect(before).toBeGreaterThan(0)
  const { points, failedInGaps } = progressCurve({ batch, series, samples: looks.slice(0, 3) })
  expect(failedInGaps).toBe(50 - before)
  const meanwhile = points.filter(({ at }) => at > left.at && at < (batch.completed_at ?? 0))
  expect(meanwhile.length).toBeGreaterThan(50)
  expect(meanwhile.filter(({ failed }) => failed !== null)).toEqual([])
  expect(points.at(-1)).toMatchObject({ completed: 4950, failed: 50 })
})
