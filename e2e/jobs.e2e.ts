import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chatFile } from './support/requests.ts'
import { chooseFile, customIdsOf, download, expectHeading, slowDown } from './support/steps.ts'
import { expect, test } from './support/story.ts'

const JOB = '1a2b3c4d-0000-4000-8000-00000000000a'

const part = (place: number, of: number, more: Record<string, string> = {}) => ({
  metadata: {
    batch_description: 'Rivers',
    job_id: JOB,
    job_part: `${place}/${of}`,
    job_requests: '9',
    ...more,
  },
})

/** Waits until the progress of all parts together reads so. */
async function expectJobProgress(page: Page, words: string): Promise<void> {
  const bar = page.getByRole('region', { name: 'Progress' }).getByRole('progressbar')
  await expect(bar).toHaveAttribute('aria-valuetext', words, { timeout: 60_000 })
}

test('a file of more rows than a batch takes becomes one job with one merged result', async ({
  page,
  api,
  controls,
}) => {
  test.slow()
  await controls.setRate(100_000)
  await page.goto('/batches/new')
  const rows = 50_010
  await chooseFile(page, 'Choose a .jsonl file', 'rivers.jsonl', chatFile(rows, { max_tokens: 5 }))
  await expect(page.getByText('The file runs as 2 batches, shown as one job.')).toBeVisible()
  await page.getByRole('button', { name: /Upload and start/ }).click()
  await expectHeading(page, 'rivers.jsonl')
  await expect(page).toHaveURL(/\/jobs\//)
  await expect(page.getByRole('row', { name: /Part 2 of 2/ })).toBeVisible()

  const batches = await api.batches()
  expect(batches).toHaveLength(2)
  await Promise.all(batches.map(({ id }) => api.until(id, 'completed')))
  expect(batches.map(({ metadata }) => metadata['job_part']).toSorted()).toEqual(['1/2', '2/2'])
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expectJobProgress(page, '50,010 completed')
  const saved = await download(page, page.getByRole('button', { name: 'Download answers' }))
  expect(saved.name).toBe('rivers.jsonl answers.jsonl')
  expect(new Set(customIdsOf(saved.text)).size).toBe(rows)
})

test('a job is one row of the list, with its batches below it', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const one = await api.startBatch('a.jsonl', chatFile(3), part(1, 3))
  await api.startBatch('alone.jsonl', chatFile(1))
  const three = await api.startBatch('c.jsonl', chatFile(3), part(3, 3))
  await Promise.all([one, three].map(({ id }) => api.until(id, 'completed')))
  await page.goto('/batches')
  const row = page.getByRole('row', { name: /Rivers/ })
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('2 of 3 started')
  await expect(row).toContainText('6 completed, 3 not started')
  await expect(page.getByRole('link', { name: 'alone.jsonl', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Part 1 of 3', exact: true })).toBeHidden()

  const toggle = page.getByRole('button', { name: 'Show the batches of Rivers' })
  await toggle.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Part 1 of 3', exact: true })).toBeVisible()
  await expectAccessible(page, 'batches, an unfolded job')
  await page.getByRole('link', { name: 'Part 3 of 3', exact: true }).click()
  await expectHeading(page, 'Rivers')
  await expect(page.getByText('Part 3 of 3 of a job.')).toBeVisible()
  await page.getByRole('link', { name: 'See the whole job' }).click()
  await expect(page).toHaveURL(new RegExp(`/jobs/${JOB}`))
  await expectAccessible(page, 'a job')

  // Where batches are listed by themselves, each leads to its job.
  await page.goto(`/files/${one.input_file_id}`)
  await expect(page.getByRole('link', { name: 'Part 1 of 3 of a job' })).toBeVisible()
  await page.goto('/usage')
  await page.getByRole('link', { name: 'Part 3 of 3 of a job' }).press('Enter')
  await expect(page).toHaveURL(new RegExp(`/jobs/${JOB}`))
})

test('a job whose parts stand on several pages of the list is found whole @matrix', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const old = await api.startBatch('a.jsonl', chatFile(4), part(1, 2))
  await api.until(old.id, 'completed')
  const file = await api.uploadFile('filler.jsonl', chatFile(1))
  for (let index = 0; index < 26; index++) await api.createBatch({ input_file_id: file.id })
  const young = await api.startBatch('b.jsonl', chatFile(5), part(2, 2))
  await api.until(young.id, 'completed')
  await page.goto('/batches')
  await expect(page.getByRole('row', { name: /Rivers/ })).toContainText('9 completed')
  await page.getByRole('link', { name: 'Rivers', exact: true }).click()
  await expectJobProgress(page, '9 completed')
  const saved = await download(page, page.getByRole('button', { name: 'Download answers' }))
  expect(customIdsOf(saved.text)).toHaveLength(9)
})

test('a part that was not started is started from its file on the server', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const one = await api.startBatch(
    'rivers.part-1-of-2.1a2b3c4d.jsonl',
    chatFile(4),
    part(1, 2, { team: 'blue' }),
  )
  await api.until(one.id, 'completed')
  await page.goto(`/jobs/${JOB}`)
  await expect(page.getByText('not on the server')).toBeVisible()
  await expectAccessible(page, 'a job whose file is gone')

  await api.uploadFile('rivers.part-2-of-2.1a2b3c4d.jsonl', chatFile(5))
  await page.reload()
  await page.getByRole('button', { name: 'Start 5 rows' }).click()
  await expectJobProgress(page, '9 completed')
  const batches = await api.batches()
  expect(batches.map(({ metadata }) => [metadata['job_part'], metadata['team']])).toEqual([
    ['2/2', 'blue'],
    ['1/2', 'blue'],
  ])
})

test('all parts of a job are cancelled after one question, and retried after another', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(0)
  const batches = await Promise.all(
    [1, 2].map((place) => api.startBatch(`${place}.jsonl`, chatFile(4), part(place, 2))),
  )
  await Promise.all(batches.map(({ id }) => api.until(id, 'in_progress')))
  await page.goto(`/jobs/${JOB}`)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('8 rows will not run and cost nothing')
  await expectAccessible(page, 'cancel a job')
  await dialog.getByRole('button', { name: 'Cancel 2 batches' }).click()
  await expect(dialog).toBeHidden()
  await Promise.all(batches.map(({ id }) => api.until(id, 'cancelled')))

  await controls.setRate(1000)
  await page.getByRole('button', { name: 'Retry failed rows' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Run again' }).click()
  await expectJobProgress(page, '8 completed')
})

test('five rows are tried first, and the rest is started from the job', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const slow = await slowDown(page, 4_000)
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'products.jsonl', chatFile(500))
  await page.getByRole('textbox', { name: 'Title' }).fill('Products')
  await page.getByRole('button', { name: 'Try 5 rows first' }).click()
  await expectHeading(page, 'Products')
  await expect(page.getByText('This tab still sends parts of this job')).toBeVisible()
  await expect(page.getByText(/Their file is still being uploaded/)).toBeVisible()
  await expectAccessible(page, 'a trial whose rest is uploaded')
  await slow.detach()
  await expectJobProgress(page, '5 completed, 495 not started')
  const rest = page.getByRole('region', { name: 'The remaining rows' })
  await expect(rest.getByRole('radio', { name: /Within 24 hours.*about \$0\.\d+/ })).toBeVisible()
  await expectAccessible(page, 'a trial that is done')
  expect(await api.batches()).toHaveLength(1)

  await rest.getByRole('radio', { name: /Within 1 hour/ }).check()
  await rest.getByRole('button', { name: 'Start the remaining 495 rows' }).click()
  await expect(rest).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  // The rows are no longer offered as soon as they are under way; their batch comes a moment later.
  await expectJobProgress(page, '500 completed')
  const batches = await api.batches()
  expect(batches).toMatchObject([
    {
      completion_window: '1h',
      metadata: { job_part: '2/2', job_role: 'rest', batch_description: 'Products' },
    },
    { completion_window: '24h', metadata: { job_part: '1/2', job_role: 'trial' } },
  ])
  const saved = await download(page, page.getByRole('button', { name: 'Download answers' }))
  expect(new Set(customIdsOf(saved.text)).size).toBe(500)
})

test('a job that is not there says so', async ({ page }) => {
  await page.goto('/jobs/no-such-job-here')
  await expect(page.getByText('No batch of this job is here')).toBeVisible()
  await expectAccessible(page, 'a job that is gone')
})
