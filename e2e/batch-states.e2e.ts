import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { customIdsOf, download, expectHeading, expectProgress } from './support/steps.ts'
import { expect, test } from './support/story.ts'

/** The header's badge, the progress in words, and what the overview says of the end. */
async function expectState(page: Page, badge: string, progress: string): Promise<void> {
  await expect(page.getByRole('main').getByText(badge, { exact: true }).first()).toBeVisible()
  await expectProgress(page, progress)
}

/** What the overview says of the end of a batch: when it is due, until more is known. */
async function expectEnd(page: Page, label: 'Due' | 'Likely done', words: string | RegExp): Promise<void> {
  await expect(page.getByText(label, { exact: true }).locator('..')).toContainText(words)
}

test('completed with failures: the badge counts them and the charts draw them', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const input = `${chatFile(10)}${chatLine('odd~bad-request', 'Look.')}\n`
  const batch = await api.startBatch('mixed.jsonl', input)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}`)
  await expectState(page, 'Completed, 1 of 11 failed', '10 completed, 1 failed')
  await expect(page.getByRole('figure', { name: 'Completed and failed rows' })).toContainText(
    '10 completed and 1 failed',
  )
  await page.getByRole('link', { name: 'Show 1 failed row' }).click()
  await expect(page.getByRole('link', { name: 'Row 11', exact: true })).toBeVisible()
})

test('none succeeded: completed is not called a success, and nothing is charged', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('none.jsonl', chatFile(5), { metadata: { simulate: 'none-succeed' } })
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}`)
  await expectState(page, 'Completed, none succeeded', '0 completed, 5 failed')
  await expect(page.getByText('Billed', { exact: true }).first().locator('..')).toContainText('$0.00')
})

test('expired: what ran is kept, and the rest is named', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('expired.jsonl', chatFile(8), { metadata: { simulate: 'expire' } })
  await controls.advance(60)
  const { request_counts } = await api.until(batch.id, 'expired')
  const left = 8 - request_counts.completed - request_counts.failed
  expect(left).toBeGreaterThan(0)
  await page.goto(`/batches/${batch.id}`)
  await expect(page.getByRole('main').getByText('Expired', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('Window ran out')).toBeVisible()
  await expect(page.getByText('Without an answer', { exact: true }).locator('..')).toContainText(String(left))
})

test('overdue: the deadline has passed and the batch goes on', async ({ page, api, controls }) => {
  await controls.setRate(2)
  const batch = await api.startBatch('late.jsonl', chatFile(200), { metadata: { simulate: 'late' } })
  await api.until(batch.id, 'in_progress')
  await controls.advance(5)
  await controls.setRate(0)
  await controls.advance(30)
  await page.clock.install({ time: Date.now() + 35_000 })
  await page.goto(`/batches/${batch.id}`)
  await expect(page.getByRole('main').getByText('Overdue', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('Likely done', { exact: true }).locator('..')).toContainText(
    'its deadline has passed',
  )
})

test('validating: the server checks the file, and no row is counted yet', async ({ page, api }) => {
  const batch = await api.startBatch('check.jsonl', chatFile(3), { metadata: { simulate: 'stall-checking' } })
  await page.goto(`/batches/${batch.id}`)
  await expectState(page, 'Checking the file', 'Rows not counted yet')
  await expectEnd(page, 'Due', /by .*The server checks the file/)
  await expectAccessible(page, 'batch, validating')
  await page.goto('/batches')
  await expect(page.getByRole('table', { name: 'Batches' })).toContainText('Checking the file')
  // Cancelled before its rows are counted, it has none.
  await page.getByRole('button', { name: 'Cancel check.jsonl' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the batch' }).click()
  await expect(page.getByRole('table', { name: 'Batches' })).toContainText('Cancelled')
})

test('queued: no row has ended, and the batch waits until it begins', async ({ page, api, controls }) => {
  await controls.setRate(0)
  const batch = await api.startBatch('queue.jsonl', chatFile(3))
  await api.until(batch.id, 'in_progress')
  await page.goto(`/batches/${batch.id}`)
  await expectState(page, 'Queued', '0 completed, 3 to go')
  await expectEnd(page, 'Due', /by .*Waiting to start: no row has ended yet/)
  await expectAccessible(page, 'batch, queued')
  await controls.setRate(1000)
  await expectState(page, 'Completed', '3 completed')
})

test('finalizing: every row has ended, and the results are being written', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('write.jsonl', chatFile(3), { metadata: { simulate: 'stall-writing' } })
  await api.until(batch.id, 'finalizing')
  await page.goto(`/batches/${batch.id}`)
  await expectState(page, 'Finalizing', '3 completed')
  await expectEnd(page, 'Likely done', 'All rows have ended, results are being written')
  await expect(page.getByText('3 of 3 read; the batch is still running')).toBeVisible()
  await expectAccessible(page, 'batch, finalizing')
})

test('failed at validation with several errors: each is named, and no chart is drawn', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 404 .*\/(?:analytics|cost-estimate)/)
  await controls.setPersonality('openai')
  const good = chatLine('a', 'Name a river.')
  const noUrl = JSON.stringify({ custom_id: 'b', method: 'POST', body: { model: 'm' } })
  const batch = await api.startBatch('wrong.jsonl', `no JSON\n${good}\n\n${noUrl}\n${good}\n`)
  await api.until(batch.id, 'failed')
  await page.goto(`/batches/${batch.id}`)
  await expect(page.getByText('The server found 3 problems')).toBeVisible()
  for (const words of [
    'Request 1: This line is not valid JSON',
    "Request 3: This line has no 'url'",
    "Request 4: 'custom_id' 'a' was already used in line 2",
  ]) {
    await expect(page.getByRole('listitem').filter({ hasText: words })).toBeVisible()
  }
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible()
  await expect(page.getByRole('figure')).toHaveCount(0)
  await expectAccessible(page, 'batch, rejected')
})

test('two tabs of one person: what is done in one is seen in the other, and is done once', async ({
  page,
  context,
  api,
  controls,
}) => {
  await controls.setRate(0)
  const batch = await api.startBatch('shared.jsonl', chatFile(4))
  await api.until(batch.id, 'in_progress')
  const acted: string[] = []
  context.on('request', (request) => {
    if (request.method() === 'POST') acted.push(new URL(request.url()).pathname.split('/').at(-1) ?? '')
  })
  const other = await context.newPage()
  for (const tab of [page, other]) {
    await tab.goto(`/batches/${batch.id}`)
    await tab.getByRole('button', { name: 'Cancel', exact: true }).click()
  }
  // Both ask; the one that is slower finds the deed done.
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the batch' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(other.getByRole('dialog')).toContainText('It has ended meanwhile')
  await other.getByRole('dialog').getByRole('button', { name: 'Cancel the batch' }).click()
  await expect(other.getByRole('dialog')).toBeHidden()
  await expectState(other, 'Cancelled', '0 completed, 4 without an answer')
  expect(acted).toEqual(['cancel'])

  // An ended batch is not looked at any more, but what another tab does with it is seen.
  await controls.setRate(1000)
  for (const tab of [page, other]) await tab.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expectProgress(other, '4 completed')
  await expectProgress(page, '4 completed')
  await other.getByRole('dialog').getByRole('button', { name: 'Resume' }).click()
  await expect(other.getByRole('dialog').getByRole('alert')).toContainText('have run again meanwhile')
  expect(acted).toEqual(['cancel', 'retry'])
})

test('cancelled with partial results: their charts, their cost and their rows stay', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(0)
  const batch = await api.startBatch('half.jsonl', chatFile(40))
  await api.until(batch.id, 'in_progress')
  await controls.work(10, 2)
  await page.goto(`/batches/${batch.id}`)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the batch' }).click()
  const { request_counts } = await api.until(batch.id, 'cancelled')
  const { completed } = request_counts
  await expectState(page, 'Cancelled', `${completed} completed, ${40 - completed} without an answer`)
  await expect(page.getByRole('figure', { name: 'Completed and failed rows' })).toContainText(
    `${completed} completed and 0 failed`,
  )
  await expect(page.getByRole('region', { name: 'Last answers' }).getByRole('listitem')).toHaveCount(5)
})

test('resumed after a cancel: the rest runs, answers stay, and every row is there once', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 404 .*\/(?:retry|analytics|cost-estimate)/)
  await controls.setRate(0)
  const input = `${chatLine('late~once', 'Name a lake.')}\n${chatFile(39)}`
  const batch = await api.startBatch('half.jsonl', input)
  await api.until(batch.id, 'in_progress')
  await controls.work(10, 2)
  await page.goto(`/batches/${batch.id}`)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the batch' }).click()
  const { completed, failed } = (await api.until(batch.id, 'cancelled')).request_counts
  expect([completed > 0, failed, completed < 39]).toEqual([true, 1, true])

  // A server that cannot resume says so, and a new batch with the rest takes its place.
  await controls.setPersonality('openai')
  await page.getByRole('button', { name: 'Resume' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Resume this batch?' })
  await expect(dialog).toContainText(`${39 - completed} cancelled rows and 1 failed row`)
  await expect(dialog).toContainText(`${completed} answers, not charged again`)
  await expectAccessible(page, 'dialog: Resume')
  await dialog.getByRole('button', { name: 'Resume' }).press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('cannot run the rows of an ended batch again')
  await dialog.getByRole('button', { name: 'Prepare a new batch' }).press('Enter')
  await expect(page).toHaveURL(new RegExp(`${batch.id}.*unanswered|unanswered.*${batch.id}`))

  await controls.setPersonality('doubleword')
  await controls.setRate(1000)
  await page.goBack()
  await expectHeading(page, 'half.jsonl')
  await page.getByRole('button', { name: 'Resume' }).press('Enter')
  await dialog.getByRole('button', { name: 'Resume' }).press('Enter')
  await expect(dialog).toBeHidden()
  await expectState(page, 'Completed', '40 completed')
  await expect(page.getByRole('button', { name: 'Resume' })).toBeHidden()
  const saved = await download(page, page.getByRole('button', { name: 'Download answers' }).first())
  expect(customIdsOf(saved.text)).toEqual(customIdsOf(input))
})

test('retried after completion: the batch opens again, and its charts go on', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const input = `${chatFile(6)}${chatLine('late~once', 'Name a lake.')}\n`
  const batch = await api.startBatch('again.jsonl', input)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}`)
  const chart = page.getByRole('figure', { name: 'Completed and failed rows' })
  await expect(chart).toContainText('6 completed and 1 failed')
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Retry failed rows' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Run again' }).click()
  await expectState(page, 'Completed', '7 completed')
  await expect(chart).toContainText('7 completed and 0 failed')
  await expect(page.getByText(/Estimated \$[\d.]+ by the server · billed \$[\d.]+, /)).toBeVisible()
  await expect(page.getByText('All 7 rows are here.')).toBeVisible()
})
