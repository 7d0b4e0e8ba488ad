import type { Page } from '@playwright/test'
import { prepareWorkerRuns, watchFirstVerdict, watchWorkerHeap } from './support/check-worker.ts'
import { writeLargeFile } from './support/large-file.ts'
import { gapWords, idleGaps, megabytes, watchMainThread } from './support/measure.ts'
import { settings } from './support/settings.ts'
import { expect, test } from './support/story.ts'

/** Source of the budgets: the product's plan. */
const MOST_TIME_RATIO = 1.5
const MOST_EXTRA_HEAP_BYTES = 60_000_000
/** What it costs once, whatever the size, that the rules are compiled while they run. */
const WARM_UP_MS = 60
const FIRST_VERDICT_MS = 100
/** Bare and full check in turns, so that a busy machine disturbs both; the best of each counts. */
const ROUNDS = 4
const REWRITE_ROUNDS = 2

/** The most heap that a worker of the page needs meanwhile. */
async function heapDuring(page: Page, run: () => Promise<number>): Promise<number> {
  const watch = await watchWorkerHeap(page)
  await run()
  return watch.stop()
}

test(`the check of a file of ${settings.benchMegabytes} MB costs little more than reading it`, async ({
  page,
}) => {
  const file = await writeLargeFile(settings.benchMegabytes)
  try {
    const started = page.waitForEvent('worker')
    await page.goto('/batches/new')
    await expect(page.getByRole('button', { name: 'Choose a .jsonl file' })).toBeVisible()
    const idle = await idleGaps(page)
    const watching = await watchMainThread(page)
    const verdict = await watchFirstVerdict(page, 'Batch requests')
    await page.locator('input[type=file]').setInputFiles(file.path)
    const all = `All ${file.requests.toLocaleString('en')} requests are in order.`
    await expect(page.getByText(all)).toBeVisible({ timeout: 60_000 })
    const gaps = await watching.stop()
    const verdictMs = await verdict.milliseconds()

    const runs = await prepareWorkerRuns(page, (await started).url(), file.path)
    const parseTimes: number[] = []
    const checkTimes: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      parseTimes.push(await runs.parse())
      checkTimes.push(await runs.check())
    }
    const parseHeap = await heapDuring(page, runs.parse)
    const checkHeap = await heapDuring(page, runs.check)
    const parse = Math.min(...parseTimes)
    const check = Math.min(...checkTimes)
    console.log(
      [
        '',
        `Check of ${megabytes(file.bytes)}, ${file.requests.toLocaleString('en')} requests`,
        `  bare parse   ${parse.toFixed(0)} ms: read, decode and JSON.parse in a worker, best of ${ROUNDS}`,
        `  check        ${check.toFixed(0)} ms: ${(check / parse).toFixed(2)} × the bare parse (budget ${MOST_TIME_RATIO})`,
        `  first word   ${verdictMs.toFixed(0)} ms after the choice (the budget is ${FIRST_VERDICT_MS} ms)`,
        `  main thread  ${gapWords(gaps)}; idle page ${gapWords(idle)} (the budget for each gap is 50 ms)`,
        `  worker heap  ${megabytes(checkHeap)} at most, bare parse ${megabytes(parseHeap)}, garbage and slices included (budget ${megabytes(MOST_EXTRA_HEAP_BYTES)} more)`,
        '',
      ].join('\n'),
    )
    expect(checkHeap).toBeGreaterThan(0)
    expect(checkHeap - parseHeap).toBeLessThanOrEqual(MOST_EXTRA_HEAP_BYTES)
    expect(check).toBeLessThanOrEqual(parse * MOST_TIME_RATIO + WARM_UP_MS)
  } finally {
    await file.remove()
  }
})

test(`a file of ${settings.benchMegabytes} MB is written anew in a stream`, async ({ page }) => {
  const file = await writeLargeFile(settings.benchMegabytes)
  try {
    const checking = page.waitForEvent('worker')
    await page.goto('/batches/new')
    await page.locator('input[type=file]').setInputFiles(file.path)
    const checkerUrl = (await checking).url()
    const all = `All ${file.requests.toLocaleString('en')} requests are in order.`
    await expect(page.getByText(all)).toBeVisible({ timeout: 60_000 })

    await page.getByRole('button', { name: 'Set a parameter' }).click()
    const started = page.waitForEvent('worker')
    const idle = await idleGaps(page)
    const watching = await watchMainThread(page)
    await page.getByLabel('Value').fill('0.5')
    const rewriterUrl = (await started).url()
    await page.getByRole('button', { name: 'Apply' }).click({ timeout: 60_000 })
    const done = `Set temperature to 0.5 in ${file.requests.toLocaleString('en')} lines`
    await expect(page.getByText(done, { exact: true })).toBeVisible({ timeout: 120_000 })
    const gaps = await watching.stop()

    const runs = await prepareWorkerRuns(page, checkerUrl, file.path)
    const parseTimes: number[] = []
    const rewriteTimes: number[] = []
    for (let round = 0; round < REWRITE_ROUNDS; round += 1) {
      parseTimes.push(await runs.parse())
      rewriteTimes.push(await runs.rewrite(rewriterUrl))
    }
    const parseHeap = await heapDuring(page, runs.parse)
    const rewriteHeap = await heapDuring(page, () => runs.rewrite(rewriterUrl))
    const parse = Math.min(...parseTimes)
    const rewrite = Math.min(...rewriteTimes)
    console.log(
      [
        '',
        `Rewrite of ${megabytes(file.bytes)}, ${file.requests.toLocaleString('en')} requests, all of them changed and checked again`,
        `  bare parse   ${parse.toFixed(0)} ms, best of ${REWRITE_ROUNDS}`,
        `  rewrite      ${rewrite.toFixed(0)} ms: ${(rewrite / parse).toFixed(2)} × the bare parse`,
        `  main thread  ${gapWords(gaps)}; idle page ${gapWords(idle)} (the budget for each gap is 50 ms)`,
        `  worker heap  ${megabytes(rewriteHeap)} at most, bare parse ${megabytes(parseHeap)} (budget ${megabytes(MOST_EXTRA_HEAP_BYTES)} more)`,
        '',
      ].join('\n'),
    )
    expect(rewriteHeap).toBeGreaterThan(0)
    expect(rewriteHeap - parseHeap).toBeLessThanOrEqual(MOST_EXTRA_HEAP_BYTES)
  } finally {
    await file.remove()
  }
})
