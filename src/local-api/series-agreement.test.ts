import { afterEach, expect, it } from 'vitest'
import { parseUsd } from '../domain/money.ts'
import { costAt, findPrice } from '../domain/prices.ts'
import { readResultLine } from '../domain/results/result-line.ts'
import { readUsage } from '../domain/results/usage.ts'
import { seriesTotals } from '../domain/series/answer-series.ts'
import { costCurve } from '../domain/series/costs.ts'
import { memoryRowStore } from '../results/store/row-store.ts'
import { RowReader } from '../results/row-reader.ts'
import { RowTable } from '../results/row-table.ts'
import { createHarness, requestLine, textAt } from './testing/harness.ts'

const ROWS = 5000
const MODELS = ['Qwen/Qwen3-14B-FP8', 'Qwen/Qwen3.5-397B-A17B'] as const
const harness = createHarness({ ratePerSecond: 50 })
const encoder = new TextEncoder()

afterEach(() => harness.stop())

async function linesOf(fileId: string): Promise<string[]> {
  const text = await (await harness.call('GET', `/files/${fileId}/content`)).text()
  return text.split('\n').filter((line) => line !== '')
}

it('what the console draws of 5,000 rows is what the files, the prices and the bill say, to the row', async () => {
  const lines = Array.from({ length: ROWS }, (_, index) =>
    requestLine(index % 100 === 3 ? `row-${index}~bad-request` : `row-${index}`, {
      model: MODELS[index % 2],
    }),
  )
  const { id } = await harness.start(lines)
  await harness.advance(200)
  const batch = await harness.json('GET', `/batches/${String(id)}`)
  expect(batch).toMatchObject({ status: 'completed', request_counts: { completed: 4950, failed: 50 } })
  const output = await linesOf(textAt(batch, 'output_file_id'))
  const errors = await linesOf(textAt(batch, 'error_file_id'))

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
  const { series, failed } = new RowReader(table, () => 'missing').progress(0, 5)
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
