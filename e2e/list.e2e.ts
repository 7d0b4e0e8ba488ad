import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { expect, test } from './support/story.ts'
import { fillWorkspace } from './support/worlds.ts'

const titled = (batch_description: string, more: Record<string, string> = {}) => ({
  metadata: { batch_description, ...more },
})

const table = (page: Page) => page.getByRole('table', { name: 'Batches' })
const rowOf = (page: Page, title: string) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: title, exact: true }) })

test('the tiles say how things stand and lead to what they count', async ({ page, api, controls }) => {
  await fillWorkspace(api, controls)
  await page.goto('/batches')
  await page.getByRole('link', { name: 'Show 1 batch active' }).click()
  await expect(page).toHaveURL(/outcome=active/)
  await expect(rowOf(page, 'Half-way')).toBeVisible()
  await expect(rowOf(page, 'Rejected')).toBeHidden()
  await page.getByRole('link', { name: /Show 3 batches that need attention/ }).click()
  await expect(rowOf(page, 'Rejected')).toBeVisible()
  await expect(rowOf(page, 'Half-way')).toBeHidden()
  await page.goBack()
  await expect(rowOf(page, 'Half-way')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(rowOf(page, 'Rejected')).toBeVisible()
  await expect(rowOf(page, 'Half-way')).toContainText('Qwen3-VL-30B')
  await page.getByRole('link', { name: /spent in 30 days/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Usage' })).toBeVisible()
})

test('2,000 batches: filters, order and pages of all of them, live with one request a look', async ({
  page,
  api,
  controls,
}) => {
  const file = await api.uploadFile('seed.jsonl', chatLine('a', 'b', { model: 'openai/gpt-oss-20b' }))
  await controls.seedBatches(file.id, 2000, 3600)
  await page.goto('/batches')
  await expect(rowOf(page, 'Seeded 2000')).toBeVisible()
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Dearest first')
  await expect(page.getByText(/^2,000 batches · 199,000 rows answered · 1,000 failed · \$/)).toBeVisible()
  await page.getByRole('combobox', { name: 'Outcome' }).selectOption('Some rows failed')
  await expect(page.getByText(/^200 of 2,000 batches/)).toBeVisible()
  await page.getByRole('combobox', { name: 'Window' }).selectOption('Within 1 hour')
  await expect(page.getByText(/^100 of 2,000 batches/)).toBeVisible()
  await page.getByRole('combobox', { name: 'Created' }).selectOption('Last 7 days')
  await expect(page.getByText(/^[89] of 2,000 batches/)).toBeVisible()
  await page.reload()
  await expect(page.getByText(/^[89] of 2,000 batches/)).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('searchbox', { name: 'Search batches' }).fill('seeded 77')
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Oldest first')
  await expect(rowOf(page, 'Seeded 77')).toBeVisible()
})

test('several batches are cancelled, retried, saved and deleted at once, each with its own outcome', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 503/)
  await controls.setRate(1000)
  const good = await api.startBatch('good.jsonl', chatFile(2), titled('Good'))
  const mixed = await api.startBatch(
    'mixed.jsonl',
    `${chatFile(1)}${chatLine('row-2~bad-request', 'x')}`,
    titled('Mixed'),
  )
  await api.until(good.id, 'completed')
  await api.until(mixed.id, 'completed')
  await controls.setRate(0)
  const running = await api.startBatch('run.jsonl', chatFile(3), titled('Running'))
  await api.until(running.id, 'in_progress')
  await page.goto('/batches')
  for (const title of ['Good', 'Mixed', 'Running']) await page.getByLabel(`Select ${title}`).check()
  const bar = page.getByRole('region', { name: 'Selected batches' })
  await expect(bar).toContainText('3 batches selected')
  await expectAccessible(page, 'batches, selected')

  await bar.getByRole('button', { name: 'Cancel 1' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('3 rows will not run and cost nothing')
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Good' })).toContainText('has ended already')
  await expectAccessible(page, 'bulk dialog')
  await dialog.getByRole('button', { name: 'Cancel 1 batch' }).click()
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Running' })).toContainText('Cancelled')
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  await api.until(running.id, 'cancelled')
  await page.getByRole('button', { name: 'Refresh' }).click()

  await expect(bar.getByRole('button', { name: 'Delete 3' })).toBeVisible()
  await controls.disturb({
    method: 'DELETE',
    path: mixed.id,
    times: 1,
    effect: { kind: 'status', status: 503 },
  })
  await bar.getByRole('button', { name: 'Delete 3' }).click()
  await dialog.getByRole('button', { name: 'Delete 3 batches' }).click()
  await expect(dialog).toContainText('1 batch did not work')
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Good' })).toContainText('Deleted')
  await dialog.getByRole('button', { name: 'Try again 1 batch' }).click()
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Mixed' })).toContainText('Deleted')
  expect(await api.batches()).toEqual([])
})

test('a running batch and a running job tell when they will likely end, without a request of their own', async ({
  page,
  api,
  controls,
}) => {
  const jobId = '00000000-0000-4000-8000-000000000007'
  const part = (number: number) => titled('Long job', { job_id: jobId, job_part: `${number}/2` })
  await controls.setRate(30)
  await api.startBatch('run.jsonl', chatFile(2000), titled('Running'))
  await api.startBatch('one.jsonl', chatFile(2000), part(1))
  await api.startBatch('two.jsonl', chatFile(2000), part(2))
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto('/batches')
  const end = /ends (?:about )?\d\d:\d\d/
  await expect(rowOf(page, 'Running')).toContainText(end)
  await expect(rowOf(page, 'Long job')).toContainText(end)
  expect(asked.filter((path) => path.startsWith('/v1/batches/'))).toEqual([])
  await controls.setRate(1000)
  await controls.advance(120)
  await expect(rowOf(page, 'Running')).toContainText('took')
})

test('a batch that still waits late in its window is called at risk, in the list and on its page', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(0)
  const batch = await api.startBatch('wait.jsonl', chatFile(3), titled('Waiting'))
  await api.until(batch.id, 'in_progress')
  await page.goto('/batches')
  await expect(rowOf(page, 'Waiting')).toContainText('due in 23 h')
  await expect(rowOf(page, 'Waiting')).not.toContainText('may miss')
  await page.clock.install({ time: Date.now() + 20 * 3_600_000 })
  await page.reload()
  await expect(rowOf(page, 'Waiting')).toContainText('may miss its deadline')
  await rowOf(page, 'Waiting').getByRole('link', { name: 'Waiting', exact: true }).click()
  await expect(page.getByText('Likely done', { exact: true }).locator('..')).toContainText(
    /Waiting to start: no row has ended yet; may miss its deadline at/,
  )
})

test('all batches that fit are selected, on every page, and what is done with them is told of each', async ({
  page,
  api,
  controls,
}) => {
  const file = await api.uploadFile('seed.jsonl', chatLine('a', 'b', { model: 'openai/gpt-oss-20b' }))
  await controls.seedBatches(file.id, 60, 60)
  await page.goto('/batches')
  await expect(rowOf(page, 'Seeded 60')).toBeVisible()
  const bar = page.getByRole('region', { name: 'Selected batches' })
  await page.getByRole('searchbox', { name: 'Search batches' }).fill('seeded')
  await expect(page).toHaveURL(/search=seeded/)
  await page.getByRole('checkbox', { name: 'Select all 25 shown' }).press('Space')
  await expect(bar).toContainText('25 batches selected')
  await page.getByRole('button', { name: 'Select all 60 batches on every page' }).press('Enter')
  await expect(bar).toContainText('60 batches selected')
  await page.getByRole('link', { name: 'Older' }).click()
  await expect(page.getByLabel('Select Seeded 30', { exact: true })).toBeChecked()
  // A key ticks the row that has the focus.
  await page.getByRole('link', { name: 'Seeded 30', exact: true }).focus()
  await page.keyboard.press('x')
  await expect(bar).toContainText('59 batches selected')
  await expect(page.getByRole('checkbox', { name: 'Select all 25 shown' })).toHaveJSProperty(
    'indeterminate',
    true,
  )
  await expectAccessible(page, 'batches, all selected')
  await bar.getByRole('button', { name: 'Delete 59' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete 59 batches' }).press('Enter')
  await expect(page.getByRole('dialog').getByText('Deleted', { exact: true })).toHaveCount(59)
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().press('Enter')
  expect((await api.batches()).map(({ metadata }) => metadata['batch_description'])).toEqual(['Seeded 30'])
})

test('a job is selected as its batches, and each of them has its outcome', async ({
  page,
  api,
  controls,
}) => {
  const jobId = '00000000-0000-4000-8000-000000000009'
  const part = (number: number) => titled('Long job', { job_id: jobId, job_part: `${number}/2` })
  await controls.setRate(1000)
  const one = await api.startBatch('one.jsonl', chatFile(3), part(1))
  await api.until(one.id, 'completed')
  await controls.setRate(0)
  const two = await api.startBatch('two.jsonl', chatFile(3), part(2))
  await api.until(two.id, 'in_progress')
  await page.goto('/batches')
  await page.getByRole('checkbox', { name: 'Select 2 batches of Long job' }).check()
  const bar = page.getByRole('region', { name: 'Selected batches' })
  await expect(bar).toContainText('2 batches selected')
  await page.getByRole('button', { name: 'Show the batches of Long job' }).click()
  await expect(page.getByLabel('Select Part 2 of 2: Long job')).toBeChecked()
  await bar.getByRole('button', { name: 'Cancel 1' }).click()
  const dialog = page.getByRole('dialog')
  const outcomeOf = (name: string) => dialog.getByRole('listitem').filter({ hasText: name })
  await expect(outcomeOf('Part 1 of 2: Long job')).toContainText('has ended already')
  await dialog.getByRole('button', { name: 'Cancel 1 batch' }).click()
  await expect(outcomeOf('Part 2 of 2: Long job')).toContainText('Cancelled')
  await api.until(two.id, 'cancelled')
})

test('a filter answers before the whole list has been read, where the server can filter', async ({
  page,
  api,
  controls,
}) => {
  await api.startBatch('wrong.jsonl', 'no JSON\n', titled('Rejected'))
  const file = await api.uploadFile('seed.jsonl', chatLine('a', 'b', { model: 'openai/gpt-oss-20b' }))
  await controls.advance(1000)
  await controls.seedBatches(file.id, 250, 1)
  let letOlderThrough = () => {}
  const olderMayCome = new Promise<void>((resolve) => {
    letOlderThrough = resolve
  })
  await page.route(/\/v1\/batches\?.*after=/, async (route) => {
    if (!new URL(route.request().url()).searchParams.has('after')) return route.continue()
    await olderMayCome
    return route.continue()
  })
  await page.goto('/batches?status=failed')
  await expect(rowOf(page, 'Rejected')).toBeVisible()
  await expect(page.getByText('reading older ones')).toBeVisible()
  letOlderThrough()
  await expect(page.getByText(/^1 of 251 batches/)).toBeVisible()
  await expect(page.getByText('reading older ones')).toBeHidden()
})

test('two changes of the view at the same moment both count', async ({ page, api, controls }) => {
  const file = await api.uploadFile('seed.jsonl', chatLine('a', 'b', { model: 'openai/gpt-oss-20b' }))
  await controls.seedBatches(file.id, 20, 60)
  await page.goto('/batches')
  await expect(rowOf(page, 'Seeded 20')).toBeVisible()
  await page.evaluate(() => {
    const choose = (label: string, value: string) => {
      const select = [...document.querySelectorAll('select')].find(
        ({ labels }) => labels[0]?.textContent === label,
      )
      if (!select) throw new Error(`There is no field ${label}.`)
      select.value = value
      select.dispatchEvent(new Event('change', { bubbles: true }))
    }
    choose('Order', 'oldest')
    choose('Outcome', 'some_failed')
    choose('Window', '24h')
  })
  await expect(page).toHaveURL(/outcome=some_failed.*window=24h.*sort=oldest/)
  await expect(rowOf(page, 'Seeded 10')).toBeVisible()
  await expect(rowOf(page, 'Seeded 20')).toBeHidden()
})

test('columns are chosen, and the view is in the address', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  await api.startBatch('a.jsonl', chatFile(1), titled('One'))
  await page.goto('/batches')
  await expect(page.getByRole('columnheader', { name: 'Model' })).toBeVisible()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitem', { name: 'Hide the model' }).click()
  await expect(page.getByRole('columnheader', { name: 'Model' })).toBeHidden()
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Cost' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Model' })).toBeHidden()
})

test('a list that polls keeps focus, scroll and selection', async ({ page, api, controls }) => {
  const file = await api.uploadFile('seed.jsonl', chatLine('a', 'b', { model: 'openai/gpt-oss-20b' }))
  await controls.seedBatches(file.id, 60, 60)
  await controls.setRate(0)
  await api.startBatch('run.jsonl', chatFile(4), titled('Running'))
  await page.clock.install()
  await page.goto('/batches')
  await expect(rowOf(page, 'Running')).toContainText('4 to go')
  await page.getByLabel('Select Seeded 45').check()
  await page.getByLabel('Select Seeded 45').focus()
  const before = await page.getByLabel('Select Seeded 45').boundingBox()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await controls.setRate(1000)
  await controls.advance(10)
  await page.clock.runFor(5_000)
  await expect(rowOf(page, 'Running')).toContainText('4 completed')
  await expect(page.getByLabel('Select Seeded 45')).toBeFocused()
  await expect(page.getByLabel('Select Seeded 45')).toBeChecked()
  const after = await page.getByLabel('Select Seeded 45').boundingBox()
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2)
  expect(asked.filter((path) => path === '/v1/batches').length).toBeLessThanOrEqual(3)
})

test('a title has room at every width, and nothing is pushed out of the page', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1_000_000)
  const title = 'Tickets of the support desk in April, second run'
  const model = 'Qwen/Qwen3-VL-30B-A3B-Instruct-FP8'
  const metadata = { batch_description: title }
  const flaky = await api.startBatch('tickets.jsonl', chatFile(1000, { model: 'sim/flaky' }), { metadata })
  const named = await api.startBatch('named.jsonl', chatFile(3, { model }))
  await api.until(flaky.id, 'completed')
  await api.until(named.id, 'completed')
  await page.goto('/batches')
  await expect(page.getByRole('row').filter({ hasText: title })).toContainText('failed')
  await expect(page.getByRole('row').filter({ hasText: 'named.jsonl' })).toContainText(model)
  for (const width of [1024, 1280, 1440, 1920]) {
    await page.setViewportSize({ width, height: 900 })
    const cell = page.getByRole('cell').filter({ hasText: title })
    await expect.poll(async () => (await cell.boundingBox())?.width ?? 0).toBeGreaterThan(190)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  }
})
