import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Page } from '@playwright/test'
import * as z from 'zod/mini'
import { writeLargeFile } from './support/large-file.ts'
import { gapWords, idleGaps, megabytes, pageHeap, watchMainThread } from './support/measure.ts'
import { settings } from './support/settings.ts'
import { expectHeading } from './support/steps.ts'
import { expect, test } from './support/story.ts'

const MEGABYTES = 450
const REQUESTS = 120_000
/** Source: the product's plan, heap of the page and its workers. */
const MOST_HEAP_BYTES = 120_000_000

const Line = z.object({ custom_id: z.string() })

/** The ids of a saved file, each once. */
async function distinctIds(path: string): Promise<Set<string>> {
  const ids = new Set<string>()
  for await (const line of createInterface({ input: createReadStream(path) })) {
    ids.add(z.parse(Line, JSON.parse(line)).custom_id)
  }
  return ids
}

async function expectAllCompleted(page: Page): Promise<void> {
  const bar = page.getByRole('region', { name: 'Progress' }).getByRole('progressbar')
  const words = `${REQUESTS.toLocaleString('en')} completed`
  await expect(async () => {
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(bar).toHaveAttribute('aria-valuetext', words, { timeout: 3_000 })
  }).toPass({ timeout: 400_000 })
}

test(`a file of ${MEGABYTES} MB and ${REQUESTS.toLocaleString('en')} requests becomes one job with one merged result`, async ({
  page,
  api,
  controls,
}) => {
  test.skip(settings.benchMegabytes < 200, 'part of the benchmarks at full size')
  test.setTimeout(900_000)
  await controls.setRate(1_000_000)
  const file = await writeLargeFile(MEGABYTES, (MEGABYTES * 1_000_000) / REQUESTS)
  try {
    const session = await page.context().newCDPSession(page)
    await page.goto('/batches/new')
    await expect(page.getByRole('button', { name: 'Choose a .jsonl file' })).toBeVisible()
    const idle = await idleGaps(page)
    const heapBefore = await pageHeap(session)
    const timed = async (work: () => Promise<void>) => {
      const watch = await watchMainThread(page)
      const startedAt = Date.now()
      await work()
      const seconds = (Date.now() - startedAt) / 1000
      return `${seconds.toFixed(1).padStart(6)} s; main thread: ${gapWords(await watch.stop())}`
    }

    const checked = await timed(async () => {
      await page.locator('input[type=file]').setInputFiles(file.path)
      await expect(page.getByText('The file runs as 3 batches, shown as one job.')).toBeVisible({
        timeout: 120_000,
      })
    })
    const started = await timed(async () => {
      await page.getByRole('button', { name: 'Upload and start batch' }).click()
      await expectHeading(page, /^large-/, 200_000)
      await expect(page.getByRole('row', { name: /Part 3 of 3/ })).toBeVisible({ timeout: 200_000 })
      await expect(page.getByText('This tab still sends parts of this job')).toBeHidden({ timeout: 200_000 })
    })
    const completed = await timed(() => expectAllCompleted(page))
    let path = ''
    const merged = await timed(async () => {
      const downloading = page.waitForEvent('download', { timeout: 200_000 })
      await page.getByRole('button', { name: 'Download answers' }).click()
      path = await (await downloading).path()
    })
    const heap = await pageHeap(session)
    const ids = await distinctIds(path)
    const batches = await api.batches()
    console.log(
      [
        '',
        `A job of ${megabytes(file.bytes)}, ${REQUESTS.toLocaleString('en')} requests, as ${batches.length} batches`,
        `  check         ${checked}`,
        `  cut, send     ${started}`,
        `  run           ${completed}`,
        `  merged result ${merged}`,
        `  idle page     main thread: ${gapWords(idle)} (the budget for each gap is 50 ms)`,
        `  page heap     ${megabytes(heap)} after all of it, ${megabytes(heapBefore)} before (budget ${megabytes(MOST_HEAP_BYTES)})`,
        '',
      ].join('\n'),
    )
    expect(batches).toHaveLength(3)
    expect(batches.map(({ request_counts }) => request_counts.total)).toEqual([40_000, 40_000, 40_000])
    expect(ids.size).toBe(REQUESTS)
    expect(heap).toBeLessThanOrEqual(MOST_HEAP_BYTES)
  } finally {
    await file.remove()
  }
})
