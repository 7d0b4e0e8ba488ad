import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import Papa from 'papaparse'
import type { Batch } from '../src/contract/batch.ts'
import { ResultLine } from '../src/contract/result-line.ts'
import { findPrice } from '../src/domain/prices.ts'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { expectHeading, expectProgress, parseLines } from './support/steps.ts'
import { expect, test } from './support/story.ts'
import { readSheet } from './support/workbook.ts'

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
  expect(name).toBe('Rivers merged rows (partial).jsonl')
  const outcomes = parseLines(text)
  expect(outcomes).toMatchObject(
    IDS.map((custom_id, index) => ({
      custom_id,
      outcome: index === 13 || index === 23 ? 'pending' : 'succeeded',
    })),
  )
})

test('a workbook of merged rows has every row in input order, each with its latest success', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  await withoutPicker(page)
  const lines = [
    ...chatFile(14, { model: 'sim/flaky' }).trimEnd().split('\n'),
    chatLine('hopeless~timeout', '=1+1 & <b>"both"</b>', { model: OTHER_MODEL }),
    chatLine('0015', 'Name a lake.', { model: OTHER_MODEL }),
  ]
  const ids = lines.map((line) => String(JSON.parse(line).custom_id))
  const line = (id: string, model: string) =>
    (lines[ids.indexOf(id)] ?? '').replace(/"model":"[^"]*"/, `"model":"${model}"`)
  const batch = await api.startBatch('rivers.jsonl', lines.join('\n'), {
    metadata: { batch_description: 'Rivers' },
  })
  await api.until(batch.id, 'completed')
  await controls.advance(60)
  // The rows of the attempts stand in another order than those of the batch.
  const first = await api.startBatch(
    'first.jsonl',
    ['row-14', 'hopeless~timeout', 'row-4', 'row-2'].map((id) => line(id, OTHER_MODEL)).join('\n'),
    { ...attemptOf(batch, 'First try'), completion_window: '1h' },
  )
  await api.until(first.id, 'completed')
  await controls.advance(60)
  // The 4th row of this model fails: what the first try has of it stays.
  const second = await api.startBatch(
    'second.jsonl',
    ['row-4', 'hopeless~timeout', 'row-7', 'row-14'].map((id) => line(id, 'sim/flaky')).join('\n'),
    attemptOf(batch, 'Second try'),
  )
  await api.until(second.id, 'completed')
  const counting = new Map([
    ['row-2', first],
    ['row-14', first],
    ['row-4', second],
    ['row-7', second],
    ['hopeless~timeout', second],
  ])

  await page.goto(`/batches/${batch.id}/results?sort=custom_id&direction=down`)
  await page.getByRole('button', { name: 'Take out: Sorted by id, downwards' }).click()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export rows' })
  await dialog.getByRole('checkbox', { name: 'With the rows tried again' }).check()
  await expect(dialog.getByRole('radio', { name: /^Excel/ })).toBeChecked()
  for (const column of ['Row number', 'Batch that ran the row', 'Result as the server sent it']) {
    await dialog.getByRole('checkbox', { name: column, exact: true }).check()
  }
  const downloading = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export 16 rows' }).click()
  const saved = await downloading
  expect(saved.suggestedFilename()).toBe('Rivers merged rows.xlsx')
  const rows = await readSheet(await readFile(await saved.path()), [
    'custom_id',
    'outcome',
    'answer',
    'error',
    'tokens_in',
    'tokens_out',
    'cost_usd',
    'model',
    'row',
    'batch',
    'raw_result',
  ])

  const served = new Map<string, string>()
  for (const { id } of [batch, first, second]) {
    const { output_file_id: output, error_file_id: errors } = await api.batch(id)
    for (const file of [output, errors].filter((name) => name != null)) {
      for (const text of (await api.content(file)).trimEnd().split('\n')) {
        served.set(`${id} ${String(JSON.parse(text).custom_id)}`, text)
      }
    }
  }
  expect(rows.map((row) => row['custom_id'])).toEqual(ids)
  for (const [index, row] of rows.entries()) {
    const id = ids[index] ?? ''
    const source = counting.get(id) ?? batch
    const raw = served.get(`${source.id} ${id}`) ?? ''
    expect(row).toMatchObject({ row: index + 1, batch: source.id, raw_result: raw })
    const { body } = ResultLine.parse(JSON.parse(raw)).response ?? {}
    if (id === 'hopeless~timeout') {
      expect(row).toMatchObject({ outcome: 'Failed', answer: null, tokens_out: null, cost_usd: null })
      expect(row['error']).toMatch(/time/i)
      continue
    }
    const { choices, usage, model } = JSON.parse(JSON.stringify(body))
    expect(row).toMatchObject({
      outcome: 'Succeeded',
      answer: choices[0].message.content,
      error: null,
      tokens_in: usage.prompt_tokens,
      tokens_out: usage.completion_tokens,
      model,
    })
    // Priced by the window of the batch that ran the row.
    const price = findPrice(model, source.completion_window)
    const cost =
      price === null
        ? null
        : (usage.prompt_tokens * Number(price.input) + usage.completion_tokens * Number(price.output)) / 1e6
    expect(row['cost_usd'] === null ? null : Number(row['cost_usd']).toFixed(12)).toBe(
      cost?.toFixed(12) ?? null,
    )
  }
  const models = rows.map((row) => row['model'])
  expect(models[1]).toBe(OTHER_MODEL)
  expect(models[3]).toBe('sim/flaky')
  expect(models[13]).toBe(OTHER_MODEL)
  expect(rows.filter((row) => row['cost_usd'] !== null).length).toBeGreaterThanOrEqual(3)
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
