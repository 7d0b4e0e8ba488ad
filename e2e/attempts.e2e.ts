import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import Papa from 'papaparse'
import type { Batch } from '../src/contract/batch.ts'
import { expectAccessible } from './support/axe.ts'
import { chatFile } from './support/requests.ts'
import { expectHeading, expectProgress, parseLines } from './support/steps.ts'
import { expect, test } from './support/story.ts'

const OTHER_MODEL = 'openai/gpt-oss-20b'

/** One row in ten fails: the 4th, the 14th and the 24th. */
const ROWS = 24

const FLAKY = chatFile(ROWS, { model: 'sim/flaky' })

const IDS = Array.from({ length: ROWS }, (_, index) => `row-${index + 1}`)

/** Browsers that cannot ask where to save hand files to their downloads. */
async function withoutPicker(page: Page): Promise<void> {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
}

/** Exports by keyboard. */
async function save(page: Page, dialog: Locator, format: RegExp): Promise<{ name: string; text: string }> {
  await dialog.getByRole('radio', { name: format }).check()
  const button = dialog.getByRole('button', { name: /^Export \d/ })
  await expect(button).not.toHaveAttribute('aria-disabled', 'true')
  const downloading = page.waitForEvent('download')
  await button.press('Enter')
  const saved = await downloading
  return { name: saved.suggestedFilename(), text: await readFile(await saved.path(), 'utf8') }
}

/** A batch that tries rows of another one again, as the console would start it. */
function attemptOf(first: Batch, title: string) {
  return { metadata: { batch_description: title, retry_of: first.id } }
}

test('failed rows run again with another model and come home in one file, by keyboard @matrix', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  await withoutPicker(page)
  const metadata = { batch_description: 'Rivers' }
  const batch = await api.startBatch('rivers.jsonl', FLAKY, { metadata })
  const { request_counts, output_file_id } = await api.until(batch.id, 'completed')
  expect(request_counts).toEqual({ total: ROWS, completed: ROWS - 3, failed: 3 })

  await page.goto(`/batches/new?clone=${batch.id}&rows=failed`)
  await expect(page.getByText('3 rows taken over.')).toBeVisible()
  await page.getByRole('button', { name: 'Set the model' }).press('Enter')
  const change = page.getByRole('dialog')
  await change.getByLabel('Model').selectOption(OTHER_MODEL)
  const apply = change.getByRole('button', { name: 'Apply' })
  await expect(apply).not.toHaveAttribute('aria-disabled')
  await apply.press('Enter')
  await expect(change).toBeHidden()
  await page.getByRole('button', { name: 'Upload and start batch' }).press('Enter')
  await expectHeading(page, 'Rivers (again)')
  await expectProgress(page, '3 completed')

  await expect(page.getByText('Tries 3 rows of Rivers again.')).toBeVisible()
  await page.getByRole('link', { name: 'Rivers', exact: true }).press('Enter')
  await expectHeading(page, 'Rivers')
  const note = page.getByRole('region', { name: 'Tried again' })
  await expect(note.getByText('All 3 failed rows succeeded when tried again.')).toBeVisible()
  await expect(note.getByRole('listitem')).toContainText('Completed')
  await expectAccessible(page, 'a batch whose rows were tried again')
  // The batch itself stays what the server says.
  await expectProgress(page, '21 completed, 3 failed')

  // The row itself says so as well, and leads to its answer.
  const results = page.getByRole('navigation', { name: 'Batch' }).getByRole('link', { name: 'Results' })
  await results.press('Enter')
  // Where rows are read it takes one line, and tells the rest when asked.
  await expect(note.getByText('Tried again in 1 batch')).toBeVisible()
  await expect(note.getByText('All 3 failed rows succeeded when tried again.')).toBeHidden()
  const triedAgain = page.getByRole('row', { name: /row-14/ })
  await expect(
    triedAgain.getByRole('gridcell', { name: 'Failed, then succeeded when tried again', exact: true }),
  ).toBeVisible()
  // The answer that counts, and where it is from.
  await expect(triedAgain).toContainText('simulated answer', { ignoreCase: true })
  await expect(triedAgain).toContainText('(from Rivers (again))')
  const link = triedAgain.locator('[data-row-link]')
  await expect(link).toHaveAccessibleDescription('Tried again in Rivers (again)')
  await expectAccessible(page, 'a list of rows that were tried again')
  await link.press('Enter')
  await page.locator('[data-row-panel]').getByRole('link', { name: 'Rivers (again)' }).press('Enter')
  await expectHeading(page, 'Rivers (again)')
  await expect(page.getByRole('heading', { name: 'Row 2', exact: true })).toBeVisible()
  await expect(page.locator('[data-row-panel]')).toContainText('row-14')
  await page.goBack()
  await expectHeading(page, 'Rivers')
  await expect(page.locator('[data-row-panel]')).toContainText('Tried again in Rivers (again)Succeeded')
  await expectAccessible(page, 'a row that was tried again')

  await note.getByRole('button', { name: 'Export merged rows' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Export rows' })
  await expect(dialog.getByRole('checkbox', { name: 'With the rows tried again' })).toBeChecked()
  await expectAccessible(page, 'the export of merged rows')
  const served = await save(page, dialog, /^JSONL The lines/)
  expect(served.name).toBe('Rivers merged rows.jsonl')
  const [attempt] = await api.batches()
  const lines = parseLines(served.text)
  expect(lines).toMatchObject(
    IDS.map((custom_id) => ({ custom_id, response: { status_code: 200 }, error: null })),
  )
  const answered = new Set(served.text.trimEnd().split('\n'))
  const sent = `${await api.content(output_file_id ?? '')}${await api.content(attempt?.output_file_id ?? '')}`
  expect(answered).toEqual(new Set(sent.trimEnd().split('\n')))

  await dialog.getByRole('radio', { name: /^JSONL with requests/ }).check()
  const merged = parseLines((await save(page, dialog, /^JSONL with requests/)).text)
  expect(merged).toMatchObject(
    IDS.map((custom_id, index) => ({
      row: index + 1,
      custom_id,
      outcome: 'succeeded',
      batch: index % 10 === 3 ? attempt?.id : batch.id,
      request: { custom_id, body: { model: index % 10 === 3 ? OTHER_MODEL : 'sim/flaky' } },
    })),
  )
  const csv = Papa.parse<Record<string, string>>((await save(page, dialog, /^CSV/)).text, {
    header: true,
    skipEmptyLines: true,
  })
  expect(csv.data.map((row) => [row['custom_id'], row['outcome']])).toEqual(
    IDS.map((id) => [id, 'Succeeded']),
  )
  await dialog.getByRole('button', { name: 'Close' }).last().press('Enter')

  await note.getByText('Tried again in 1 batch').press('Enter')
  await note.getByRole('link', { name: 'Rivers (again)' }).press('Enter')
  await expectHeading(page, 'Rivers (again)')
})

test('rows that are still being tried again are pending, and the file says that it is partial', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  await withoutPicker(page)
  const metadata = { batch_description: 'Rivers' }
  const batch = await api.startBatch('rivers.jsonl', FLAKY, { metadata })
  await api.until(batch.id, 'completed')
  const failed = FLAKY.split('\n').filter((_, index) => index % 10 === 3)
  // The first attempt answers one row, the second one repeats what is left and does not get on.
  const stranger = failed[0]?.replace('row-4', 'not-there') ?? ''
  const first = await api.startBatch('a.jsonl', `${failed[0]}\n${stranger}\n`, attemptOf(batch, 'First try'))
  await api.until(first.id, 'completed')
  await controls.setRate(0)
  await api.startBatch('b.jsonl', failed.slice(1).join('\n'), attemptOf(batch, 'Second try'))

  await page.goto(`/batches/${batch.id}/errors`)
  const note = page.getByRole('region', { name: 'Tried again' })
  await expect(
    note.getByText('Of 3 failed rows, 1 succeeded when tried again and 2 are still to come.'),
  ).toBeVisible()
  await expect(
    note.getByText(/1 row tried again has a custom_id that this batch does not have/),
  ).toBeVisible()
  await expect(note.getByRole('listitem').first()).toContainText('Tried again in First try')
  await expectAccessible(page, 'the errors of a batch whose rows are being tried again')

  await page.getByRole('link', { name: 'Results', exact: true }).click()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export rows' })
  await dialog.getByRole('checkbox', { name: 'With the rows tried again' }).press('Space')
  const { name, text } = await save(page, dialog, /^JSONL with requests/)
  expect(name).toBe('Rivers merged rows with requests (partial).jsonl')
  const outcomes = parseLines(text)
  expect(outcomes).toMatchObject(
    IDS.map((custom_id, index) => ({
      custom_id,
      outcome: index === 13 || index === 23 ? 'pending' : 'succeeded',
    })),
  )
})

test('the rows that still have no usable answer are one filter away, by keyboard', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const metadata = { batch_description: 'Rivers' }
  const batch = await api.startBatch('rivers.jsonl', FLAKY, { metadata })
  await api.until(batch.id, 'completed')
  // The 4th row gets its answer, that of the 14th is cut off, and nobody tries the 24th again.
  const lines = FLAKY.split('\n').map((line) => line.replace('sim/flaky', OTHER_MODEL))
  const cutOff = lines[13]?.replace('"body":{', '"body":{"max_tokens":1,')
  const attempt = await api.startBatch('again.jsonl', `${lines[3]}\n${cutOff}\n`, attemptOf(batch, 'Again'))
  await api.until(attempt.id, 'completed')

  await page.goto(`/batches/${batch.id}/results`)
  const rows = page.getByRole('grid', { name: 'Rows of the batch' })
  const filters = page.getByRole('toolbar', { name: 'Outcome' })
  const open = filters.getByRole('link', { name: 'No usable answer yet' })
  await expect(open).toHaveText('No usable answer yet2')
  await filters.getByRole('link', { name: /^All/ }).press('End')
  await expect(open).toBeFocused()
  await open.press('Enter')
  await expect(rows).toHaveAttribute('aria-rowcount', '3')
  await expect(rows.getByRole('gridcell', { name: 'Failed, then cut off when tried again' })).toBeVisible()
  await expect(rows.getByRole('row', { name: /row-24/ })).toContainText('Failed')
  await expect(open).toHaveAttribute('aria-current', 'true')
  await expectAccessible(page, 'the rows that still have no usable answer')

  // It is in the address, goes with every other filter, and what is found is what is exported.
  await page.reload()
  await expect(rows).toHaveAttribute('aria-rowcount', '3')
  const search = page.getByRole('searchbox', { name: 'Search in requests, answers and ids' })
  await search.fill('row-24')
  await expect(rows).toHaveAttribute('aria-rowcount', '2')
  await expect(open).toHaveText('No usable answer yet1')
  await page.getByRole('button', { name: 'Export', exact: true }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Export rows' })
  await expect(dialog.getByRole('button', { name: 'Export 1 row' })).toBeVisible()
  await page.keyboard.press('Escape')

  // A search that finds something in the answer of this batch shows that one.
  await page.getByRole('button', { name: 'Clear all' }).press('Enter')
  const first = rows.getByRole('row', { name: /row-4/ })
  await expect(first).toContainText('(from Again)')
  await search.fill('capacity')
  await expect(rows).toHaveAttribute('aria-rowcount', '2')
  await expect(first).toContainText('The model is at capacity.')
  await expect(first).not.toContainText('(from Again)')
  await expect(first).toContainText('Failed, then succeeded when tried again')

  await page.getByRole('navigation', { name: 'Batch' }).getByRole('link', { name: 'Errors' }).press('Enter')
  const causes = page.getByRole('region', { name: 'Errors' }).getByRole('listitem')
  await expect(causes.filter({ hasText: 'Answered later' })).toHaveCount(1)
  await expect(causes.filter({ hasText: 'Too many requests' })).toContainText('Answered later')
  await expectAccessible(page, 'causes whose rows were answered later')
})

test('an address that asks for the rows without a usable answer has the attempts read, or says why it waits', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(5000)
  const metadata = { batch_description: 'Rivers' }
  const batch = await api.startBatch('rivers.jsonl', FLAKY, { metadata })
  await api.until(batch.id, 'completed')
  const address = `/batches/${batch.id}/results?outcome=still_open`
  await page.goto(`${address}&search=river`)
  await expect(page.getByText('No other batch has tried rows of this one again.')).toBeVisible()
  await expect(page.getByText('Searching …')).toHaveCount(0)
  await page.goto(`${address}&row=14`)
  await expect(page.getByText('No other batch has tried rows of this one again.')).toBeVisible()
  await expect(page.locator('[data-row-panel]')).toContainText('row-14')
  await expectAccessible(page, 'rows that nobody can tell')
  await page.getByRole('button', { name: 'Show all rows' }).press('Enter')
  const rows = page.getByRole('grid', { name: 'Rows of the batch' })
  await expect(rows).toHaveAttribute('aria-rowcount', '25')
  await expect(page.getByRole('link', { name: /^All/ })).toBeFocused()

  // More rows than are read unasked; all but one are of no row of the batch.
  const [request = ''] = FLAKY.split('\n').slice(3)
  const strangers = Array.from({ length: 2000 }, (_, index) => request.replace('row-4', `other-${index}`))
  const better = [request, ...strangers].map((line) => line.replace('sim/flaky', OTHER_MODEL))
  const attempt = await api.startBatch('again.jsonl', better.join('\n'), attemptOf(batch, 'Again'))
  await api.until(attempt.id, 'completed')
  await page.goto(`/batches/${batch.id}/results`)
  await page.getByText('Tried again in 1 batch').press('Enter')
  await expect(
    page.getByRole('button', { name: 'Count what came of it: 2,001 answers to read' }),
  ).toBeVisible()
  await expect(page.getByRole('link', { name: 'No usable answer yet' })).toBeHidden()
  await page.goto(address)
  await expect(rows).toHaveAttribute('aria-rowcount', '3')
  await expect(rows.getByRole('row', { name: /row-14/ })).toBeVisible()
  // Where the filters have no room beside each other, the one in use is to be seen.
  await page.setViewportSize({ width: 390, height: 800 })
  await page.reload()
  await expect(page.getByRole('link', { name: 'No usable answer yet' })).toBeInViewport({ ratio: 0.8 })
  await page.setViewportSize({ width: 1440, height: 900 })
  await expect(rows).toHaveAttribute('aria-rowcount', '3')
  // What was read stays when other rows are looked at.
  await page
    .getByRole('toolbar', { name: 'Outcome' })
    .getByRole('link', { name: /^Failed/ })
    .press('Enter')
  await expect(rows).toHaveAttribute('aria-rowcount', '4')
  await expect(rows.getByRole('gridcell', { name: 'Failed, then succeeded when tried again' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'No usable answer yet' })).toHaveText('No usable answer yet2')
})

test('rows that an attempt answers meanwhile leave the list where it is, with the focus', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const metadata = { batch_description: 'Rivers' }
  const batch = await api.startBatch('rivers.jsonl', FLAKY, { metadata })
  await api.until(batch.id, 'completed')
  await controls.setRate(0)
  const better = FLAKY.split('\n').map((line) => line.replace('sim/flaky', OTHER_MODEL))
  const attempt = await api.startBatch(
    'again.jsonl',
    `${better[13]}\n${better[23]}\n`,
    attemptOf(batch, 'Again'),
  )
  await api.until(attempt.id, 'in_progress')

  await page.goto(`/batches/${batch.id}/results?outcome=still_open`)
  const rows = page.getByRole('grid', { name: 'Rows of the batch' })
  await expect(rows).toHaveAttribute('aria-rowcount', '4')
  const link = rows.getByRole('row', { name: /row-4/ }).locator('[data-row-link]')
  await link.focus()
  const listBefore = await rows.elementHandle()

  // Whoever comes back to the tab sees what is new, and goes on where they were.
  await controls.setRate(1000)
  await api.until(attempt.id, 'completed')
  await page.clock.setFixedTime(Date.now() + 3_600_000)
  await page.evaluate(() => dispatchEvent(new Event('visibilitychange')))
  await expect(rows).toHaveAttribute('aria-rowcount', '2')
  await expect(link).toBeFocused()
  expect(await listBefore?.evaluate((list) => list.isConnected)).toBe(true)
})

test('later attempts are looked for once the batch has ended, and a refusal is told then', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 403/)
  await controls.setRate(0)
  const batch = await api.startBatch('rivers.jsonl', FLAKY)
  await api.until(batch.id, 'in_progress')
  await controls.disturb({
    method: 'GET',
    path: `search=${batch.id}`,
    effect: { kind: 'status', status: 403 },
  })
  const looks: string[] = []
  page.on('request', (request) => {
    if (request.url().includes(`search=${batch.id}`)) looks.push(request.url())
  })
  await page.goto(`/batches/${batch.id}/results?outcome=still_open`)
  const words = page.getByText('Which rows stay without a usable answer is known once the batch has ended.')
  await expect(words).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
  expect(looks).toEqual([])

  // Once it has ended, a refusal is what is in the way.
  await controls.setRate(1000)
  await api.until(batch.id, 'completed')
  await page.reload()
  await expect(page.getByRole('alert')).toHaveText(
    'Batches that try these rows again could not be looked for.',
  )
  await controls.calm()
  await page.getByRole('button', { name: 'Look again' }).press('Enter')
  await expect(page.getByText('No other batch has tried rows of this one again.')).toBeVisible()
})

test('the fields of a later answer say once which batch they are from', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const schema = {
    type: 'object',
    properties: { mood: { enum: ['good', 'bad'] }, score: { type: 'integer', minimum: 1, maximum: 9 } },
    required: ['mood', 'score'],
    additionalProperties: false,
  }
  const format = { response_format: { type: 'json_schema', json_schema: { name: 'review', schema } } }
  const reviews = chatFile(ROWS, { model: 'sim/flaky', ...format })
  const batch = await api.startBatch('reviews.jsonl', reviews)
  await api.until(batch.id, 'completed')
  const better = reviews.split('\n').map((line) => line.replace('sim/flaky', OTHER_MODEL))
  const attempt = await api.startBatch('again.jsonl', better[3] ?? '', attemptOf(batch, 'Again'))
  await api.until(attempt.id, 'completed')

  await page.goto(`/batches/${batch.id}/results`)
  const row = page.getByRole('row', { name: /row-4/ })
  const fields = row.getByRole('gridcell')
  await expect(fields.nth(4)).toHaveText(/^(good|bad) \(from Again\)$/)
  await expect(fields.nth(5)).toHaveText(/^[1-9]$/)
  await expect(page.getByRole('row', { name: /row-5/ })).not.toContainText('(from')
  await expectAccessible(page, 'fields of a later answer')
})

test('a batch that tries rows of a deleted one says so', async ({ page, api, controls, problems }) => {
  problems.expect(/status of 404/)
  await controls.setRate(1000)
  const attempt = await api.startBatch('again.jsonl', chatFile(2), {
    metadata: { retry_of: 'batch_00000000-0000-4000-8000-000000000000' },
  })
  await api.until(attempt.id, 'completed')
  await page.goto(`/batches/${attempt.id}`)
  await expect(page.getByText('Tries 2 rows of a batch again that was deleted.')).toBeVisible()
})
