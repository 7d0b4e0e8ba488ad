import type { Page } from '@playwright/test'
import { chatFile, chatLine } from './support/requests.ts'
import { download, expectProgress, parseLines } from './support/steps.ts'
import { expect, test } from './support/story.ts'

async function chooseAction(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

test('cancelling keeps the answers that exist @matrix', async ({ page, api, controls }) => {
  await controls.setRate(0)
  const batch = await api.startBatch('letters.jsonl', chatFile(40))
  await api.until(batch.id, 'in_progress')
  await controls.work(10, 1)
  const { completed } = (await api.batch(batch.id)).request_counts
  expect(completed).toBeGreaterThan(0)
  expect(completed).toBeLessThan(40)

  await page.goto(`/batches/${batch.id}`)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Cancel “letters.jsonl”?' })
  await expect(dialog).toContainText(`${40 - completed} rows will not run and cost nothing`)
  await dialog.getByRole('button', { name: 'Cancel the batch' }).click()

  await expect(page.getByText('Cancelled', { exact: true }).first()).toBeVisible()
  await expectProgress(page, `${completed} completed, ${40 - completed} without an answer`)
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toBeHidden()

  const saved = await download(page, page.getByRole('button', { name: 'Download answers' }).first())
  expect(parseLines(saved.text)).toHaveLength(completed)
})

test('rows that failed run again under the same batch', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const input = `${chatFile(3)}${chatLine('late-1~once', 'Name a lake.')}\n${chatLine('late-2~once', 'Name a hill.')}\n`
  const batch = await api.startBatch('places.jsonl', input)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}`)
  await expect(page.getByText('Completed, 2 of 5 failed')).toBeVisible()

  await chooseAction(page, 'Retry failed rows')
  const dialog = page.getByRole('dialog', { name: 'Run 2 rows again?' })
  await dialog.getByRole('button', { name: 'Run again' }).click()

  await expect(dialog).toBeHidden()
  await expectProgress(page, '5 completed')
  await expect(page).toHaveTitle(/^Completed · places\.jsonl/)
})

test('deleting a batch names what is lost and keeps the input file', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('old.jsonl', chatFile(3))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}`)

  await chooseAction(page, 'Delete batch')
  const dialog = page.getByRole('dialog', { name: 'Delete “old.jsonl”?' })
  await expect(dialog).toContainText('3 answers and 0 errors are lost for good')
  await dialog.getByRole('button', { name: 'Delete the batch' }).click()

  await expect(page).toHaveURL(/\/batches$/)
  await expect(page.getByRole('link', { name: 'old.jsonl', exact: true })).toBeHidden()
  expect(await api.batches()).toEqual([])
  expect((await api.files()).map((file) => file.filename)).toContain('old.jsonl')
})

test('a running batch cannot be deleted or retried, and the menu says why', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(0)
  const batch = await api.startBatch('busy.jsonl', chatFile(3))
  await api.until(batch.id, 'in_progress')
  await page.goto(`/batches/${batch.id}`)

  await page.getByRole('button', { name: 'More actions' }).click()
  await expect(page.getByRole('menuitem', { name: 'Delete batch' })).toContainText('Cancel it first')
  await expect(page.getByRole('menuitem', { name: 'Retry failed rows' })).toContainText('still running')
  await page.getByRole('menuitem', { name: 'Delete batch' }).press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('a rejected file names the request that is wrong @matrix', async ({ page, api }) => {
  const batch = await api.startBatch(
    'broken.jsonl',
    `${chatFile(1)}{"custom_id": "half a line"\n${chatLine('row-3', 'Name a hill.')}\n`,
  )
  await api.until(batch.id, 'failed')
  await page.goto(`/batches/${batch.id}`)

  await expect(page.getByText('Rejected at validation').first()).toBeVisible()
  await expect(page.getByText(/^The server found 1 problem$/)).toBeVisible()
  await expect(page.getByText('Request 2:')).toBeVisible()
  await expect(page.getByText('Nothing ran and nothing is charged.')).toBeVisible()
})

test('a link to a tab of a batch opens that tab, and Back leaves it', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('linked.jsonl', chatFile(2))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/code?language=python`)
  await expect(page.getByRole('radio', { name: 'Python' })).toBeChecked()

  await page.getByRole('link', { name: 'Overview' }).click()
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('radio', { name: 'Python' })).toBeChecked()
})

test('the heading keeps the focus while the batch arrives', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('late.jsonl', chatFile(2))
  await api.until(batch.id, 'completed')
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await page.route(`**/v1/batches/${batch.id}`, async (route) => {
    await released
    await route.continue()
  })
  await page.goto('/batches')
  await page.getByRole('link', { name: 'late.jsonl', exact: true }).click()
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveText('Batch')
  await expect(heading).toBeFocused()

  release()
  await expect(heading).toHaveText('late.jsonl')
  await expect(heading).toBeFocused()
})

test('filters, tabs and rows of an ended batch do not ask for the batch again', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('still.jsonl', chatFile(4))
  await api.until(batch.id, 'completed')
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const timesAsked = () => asked.filter((path) => path === `/v1/batches/${batch.id}`).length
  await page.clock.install()
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 4 rows are here.')).toBeVisible()
  expect(timesAsked()).toBe(1)

  await page.clock.fastForward('01:00')
  await page.getByRole('link', { name: /^Succeeded/ }).click()
  await expect(page).toHaveURL(/outcome=succeeded/)
  await page.getByRole('link', { name: 'Row 2', exact: true }).click()
  await expect(page).toHaveURL(/row=2/)
  await page.getByRole('link', { name: 'Overview' }).click()
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible()
  expect(timesAsked()).toBe(1)
})
