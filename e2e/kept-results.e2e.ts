import type { BrowserContext, Page } from '@playwright/test'
import type { Batch } from '../src/contract/batch.ts'
import { expectAccessible } from './support/axe.ts'
import { chatFile } from './support/requests.ts'
import { settings } from './support/settings.ts'
import { expectHeading } from './support/steps.ts'
import { expect, test } from './support/story.ts'

/** Everything that is asked for of the contents of files from now on. */
function watchContents(context: BrowserContext): string[] {
  const asked: string[] = []
  context.on('request', (sent) => {
    if (/\/content(?:\?|$)/.test(sent.url())) asked.push(sent.url())
  })
  return asked
}

async function openResults(page: Page, batch: Batch): Promise<void> {
  await page.goto(`/batches/${batch.id}/results`)
}

/** Puts a line of code before the worker's own, to take something from the browser. */
async function replaceInWorker(context: BrowserContext, code: string): Promise<void> {
  await context.route('**/results.worker-*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: code + (await response.text()) })
  })
}

const succeeded = (page: Page) => page.getByRole('link', { name: /^Succeeded/ })

test('a finished batch opens again with all its rows and asks for no content @matrix', async ({
  page,
  context,
  api,
  controls,
}) => {
  await controls.setRate(1_000_000)
  const batch = await api.startBatch('kept.jsonl', chatFile(300))
  await api.until(batch.id, 'completed')
  await openResults(page, batch)
  await expect(page.getByText('All 300 rows are here.')).toBeVisible()
  await expect(page.getByRole('grid').getByRole('link', { name: 'Row 1', exact: true })).toBeVisible()

  const asked = watchContents(context)
  await page.reload()
  await expect(page.getByText('All 300 rows are here.')).toBeVisible()
  await expect(succeeded(page)).toHaveText('Succeeded300')
  await page.goto(`/batches/${batch.id}/results?row=217`)
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('Name a river')
  await expect(page.getByRole('region', { name: 'Result', exact: true })).not.toBeEmpty()
  expect(asked).toEqual([])
})

test('a kept batch opens while its server cannot be reached, for the key that read it', async ({
  page,
  context,
  api,
  controls,
  problems,
}) => {
  problems.expect(/ERR_|net::/)
  await controls.setRate(1_000_000)
  const batch = await api.startBatch('kept.jsonl', chatFile(30), {
    metadata: { batch_description: 'Rivers' },
  })
  await api.until(batch.id, 'completed')
  await openResults(page, batch)
  await expect(page.getByText('All 30 rows are here.')).toBeVisible()
  await page.goto('/settings')

  await context.route('**/v1/**', (route) => route.abort('connectionrefused'))
  await openResults(page, batch)
  const note = page.getByRole('status').filter({ hasText: 'Kept on this device, as of' })
  await expect(note).toContainText('Server not reached.')
  await expectHeading(page, 'Rivers')
  await expect(page.getByText('All 30 rows are here.')).toBeVisible()
  await page.getByRole('grid').getByRole('link', { name: 'Row 2', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('Name a river')
  await expect(page.getByRole('region', { name: 'Result', exact: true })).not.toBeEmpty()
  await page.getByRole('searchbox', { name: 'Search in requests, answers and ids' }).fill('row-17')
  await expect(page.getByText('1 of 30 rows').first()).toBeVisible()
  await expectAccessible(page, 'a batch whose server cannot be reached')

  // It is asked again by itself.
  await context.unroute('**/v1/**')
  await expect(note).toBeHidden()
  await expect(page.getByText('All 30 rows are here.')).toBeVisible()

  await context.route('**/v1/**', (route) => route.abort('connectionrefused'))
  await page.evaluate(() => {
    const stored: unknown = JSON.parse(sessionStorage.getItem('batch-console.connection') ?? '{}')
    const other = Object.assign({}, stored, { apiKey: 'another' })
    sessionStorage.setItem('batch-console.connection', JSON.stringify(other))
  })
  await openResults(page, batch)
  await expect(page.getByText('Could not load this batch')).toBeVisible()
  await page.getByRole('button', { name: 'Try again now' }).click()
  await expect(page.getByText('Could not load this batch')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Rivers' })).toHaveCount(0)
})

test('a running batch goes on after a reload where it was, and no row is read twice', async ({
  page,
  context,
  api,
  controls,
}) => {
  test.skip(settings.personality === 'openai', 'this server hands out no answers before the end')
  await controls.setRate(0)
  const batch = await api.startBatch('half.jsonl', chatFile(60))
  const { output_file_id: outputId } = await api.until(batch.id, 'in_progress')
  await controls.work(20, 1)
  const { completed } = (await api.batch(batch.id)).request_counts
  await openResults(page, batch)
  await expect(page.getByText(`${completed} of 60 read; the batch is still running;`)).toBeVisible()

  const asked = watchContents(context)
  await page.reload()
  await expect(page.getByText(`${completed} of 60 read; the batch is still running;`)).toBeVisible()
  expect(asked).toEqual([])
  await controls.setRate(1_000_000)
  await controls.advance(10)
  await expect(page.getByText('All 60 rows are here.')).toBeVisible()
  await expect(succeeded(page)).toHaveText('Succeeded60')
  const offsets = asked.map((url) => new URL(url).searchParams.get('offset'))
  expect(asked.every((url) => url.includes(outputId ?? 'no file'))).toBe(true)
  expect(offsets[0]).toBe(String(completed))
})

test('rows that are retried after the batch was kept are read anew', async ({ page, api, controls }) => {
  test.skip(settings.personality === 'openai', 'this server cannot retry')
  await controls.setRate(1_000_000)
  const input = chatFile(5).replace('"row-4"', '"row-4~once"')
  const batch = await api.startBatch('again.jsonl', input)
  await api.until(batch.id, 'completed')
  await openResults(page, batch)
  await expect(page.getByRole('link', { name: /^Failed/ })).toHaveText('Failed1')
  await page.goto('/batches')
  await page.goto(`/batches/${batch.id}`)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Retry failed rows' }).click()
  await page.getByRole('button', { name: 'Run again' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await controls.advance(10)
  await api.until(batch.id, 'completed')
  await openResults(page, batch)
  await expect(page.getByText('All 5 rows are here.')).toBeVisible()
  await expect(succeeded(page)).toHaveText('Succeeded5')
})

test('two tabs share one download, and when one is closed the other goes on', async ({
  page,
  context,
  api,
  controls,
}) => {
  test.skip(settings.personality === 'openai', 'this server hands out no answers before the end')
  await controls.setRate(0)
  const batch = await api.startBatch('shared.jsonl', chatFile(60))
  const { output_file_id: outputId } = await api.until(batch.id, 'in_progress')
  await controls.work(20, 1)
  const { completed } = (await api.batch(batch.id)).request_counts
  const words = `${completed} of 60 read; the batch is still running;`
  const asked = watchContents(context)
  await openResults(page, batch)
  await expect(page.getByText(words)).toBeVisible()
  expect(asked.filter((url) => url.includes(outputId ?? 'no file'))).toHaveLength(1)

  const other = await context.newPage()
  const before = asked.length
  await openResults(other, batch)
  await expect(other.getByText(words)).toBeVisible()
  await other.getByRole('grid').getByRole('link', { name: 'Row 2', exact: true }).click()
  await expect(other.getByRole('region', { name: 'Request' })).toContainText('Name a river')
  await expect(other.getByRole('region', { name: 'Result', exact: true })).not.toBeEmpty()
  expect(asked).toHaveLength(before)

  await page.close()
  await controls.setRate(1_000_000)
  await controls.advance(10)
  await expect(other.getByText('All 60 rows are here.')).toBeVisible()
  await expect(succeeded(other)).toHaveText('Succeeded60')
  expect(new URL(asked[before] ?? '').searchParams.get('offset')).toBe(String(completed))
})

test('where the browser stores nothing, rows are kept in memory, and the page says so', async ({
  page,
  context,
  api,
  controls,
}) => {
  test.skip(settings.crossOrigin, 'once a script is replaced, workers cannot reach another origin')
  await controls.setRate(1_000_000)
  const batch = await api.startBatch('memory.jsonl', chatFile(20))
  await api.until(batch.id, 'completed')
  await replaceInWorker(context, 'Object.defineProperty(navigator, "storage", { value: undefined });')
  await openResults(page, batch)
  await expect(page.getByText('All 20 rows are here.')).toBeVisible()
  await expect(page.getByText(/the rows are read again after a reload/)).toBeVisible()
  await page.getByRole('grid').getByRole('link', { name: 'Row 3', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('Name a river')
})

test('where the browser’s storage is full, the rows are read all the same, and the page says so', async ({
  page,
  context,
  api,
  controls,
}) => {
  test.skip(settings.crossOrigin, 'once a script is replaced, workers cannot reach another origin')
  await controls.setRate(1_000_000)
  const batch = await api.startBatch('full.jsonl', chatFile(500))
  await api.until(batch.id, 'completed')
  await replaceInWorker(
    context,
    'FileSystemSyncAccessHandle.prototype.write = () => { throw new DOMException("", "QuotaExceededError") };',
  )
  await openResults(page, batch)
  await expect(page.getByText('All 500 rows are here.')).toBeVisible()
  await expect(page.getByText(/storage is full/)).toBeVisible()
  await page.getByRole('grid').getByRole('link', { name: 'Row 3', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('Name a river')
  await expect(page.getByRole('region', { name: 'Result', exact: true })).not.toBeEmpty()
})
