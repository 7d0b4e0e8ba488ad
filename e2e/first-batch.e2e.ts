import { ResultLine } from '../src/contract/result-line.ts'
import { GUIDE_FILE } from './support/requests.ts'
import { settings } from './support/settings.ts'
import {
  chooseFile,
  customIdsOf,
  download,
  expectHeading,
  expectProgress,
  parseLines,
} from './support/steps.ts'
import { expect, test } from './support/story.ts'

test('the sample becomes a batch whose answers are read while it runs @matrix', async ({
  page,
  api,
  controls,
}) => {
  // Slow enough that a machine which takes half a minute to get here still finds rows to come.
  await controls.setRate(0.2)
  await page.goto('/')
  await page.getByRole('link', { name: 'Try it with a sample' }).click()
  await expect(page.getByText('All 12 requests are in order.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Title' }).fill('My first batch')
  await page.getByRole('button', { name: 'Upload and start batch' }).click()

  await expectHeading(page, 'My first batch')
  const [batch] = await api.batches()
  if (batch === undefined) throw new Error('No batch was started.')
  await api.until(batch.id, 'in_progress')
  await controls.advance(20)
  await controls.setRate(0)
  await controls.advance(30)
  const { completed } = (await api.batch(batch.id)).request_counts
  expect(completed).toBeGreaterThan(0)
  expect(completed).toBeLessThan(12)

  await page.getByRole('navigation', { name: 'Batch' }).getByRole('link', { name: 'Results' }).click()
  const pending = page.getByRole('row').filter({ hasText: 'Pending' })
  if (settings.personality !== 'openai') {
    await expect(pending).toHaveCount(12 - completed)
    await expect(page.getByText(`${completed} of 12 read; the batch is still running;`)).toBeVisible()
  }

  await controls.setRate(1000)
  await controls.advance(10)
  await expect(page.getByText('All 12 rows are here.')).toBeVisible()
  await expect(pending).toHaveCount(0)
  await expect(page).toHaveTitle(/^Completed · My first batch/)

  await page.getByRole('link', { name: 'Overview' }).click()
  await expectProgress(page, '12 completed')
  const saved = await download(page, page.getByRole('button', { name: 'Download answers' }).first())
  const lines = parseLines(saved.text).map((line) => ResultLine.parse(line))
  expect(lines).toHaveLength(12)
  expect(new Set(lines.map(({ id }) => id)).size).toBe(12)
  expect(new Set(lines.map(({ custom_id }) => custom_id)).size).toBe(12)
  expect(lines.filter(({ response }) => response?.status_code !== 200)).toEqual([])
  expect(saved.name).toBe('My first batch answers.jsonl')
})

test('the four requests of the getting-started guide come back as four answers @matrix', async ({
  page,
  controls,
}) => {
  await controls.setRate(1000)
  await page.goto('/batches')
  await page.getByRole('link', { name: 'Choose a file' }).click()
  await chooseFile(page, 'Choose a .jsonl file', 'batch_input_example.jsonl', GUIDE_FILE)
  await expect(page.getByText('4 requests')).toBeVisible()
  await expect(page.getByText('/v1/chat/completions')).toBeVisible()
  await page.getByRole('radio', { name: /Within 24 hours/ }).check()
  await page.getByRole('button', { name: 'Upload and start batch' }).click()

  await expectHeading(page, 'batch_input_example.jsonl')
  await expectProgress(page, '4 completed')
  const saved = await download(page, page.getByRole('button', { name: 'Download answers' }).first())
  expect(customIdsOf(saved.text)).toEqual(['blue-square', 'colorado', 'image-boardwalk', 'python-code'])
})

test('the sample of embeddings runs as well', async ({ page, controls }) => {
  await controls.setRate(1000)
  await page.goto('/batches/new?sample=embeddings')
  await expect(page.getByText('/v1/embeddings')).toBeVisible()
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expectProgress(page, '12 completed')
})

test('a file dropped on any page becomes a new batch', async ({ page, controls }) => {
  await controls.setRate(1000)
  await page.goto('/settings')
  await expectHeading(page, 'Settings')
  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'dropped.jsonl'))
    return transfer
  }, GUIDE_FILE)
  for (const event of ['dragover', 'drop']) {
    await page.dispatchEvent('main', event, { dataTransfer: dropped })
  }
  await expectHeading(page, 'New batch')
  await expect(page.getByText('4 requests')).toBeVisible()
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expectHeading(page, 'dropped.jsonl')
  await expectProgress(page, '4 completed')
})

test('a file that is no batch file is named as what it is, and nothing is sent', async ({ page, api }) => {
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'empty.jsonl', '')
  await expect(page.getByText('The file holds no requests;')).toBeVisible()
  const start = page.getByRole('button', { name: 'Upload and start batch' })
  await expect(start).toHaveAccessibleDescription('Put right what the check found first.')
  await start.press('Enter')

  await page.getByRole('button', { name: 'Choose another file' }).click()
  await chooseFile(page, 'Choose a .jsonl file', 'table.jsonl', 'name,price\nbolt,0.10\n')
  await expect(page.getByText('This file cannot run as it is')).toBeVisible()
  await expect(page.getByText('The file is a table of values (CSV);')).toBeVisible()
  expect(await api.files()).toEqual([])
})
