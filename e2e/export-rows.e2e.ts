import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import Papa from 'papaparse'
import { unzip } from '../src/domain/export/testing/unzip.ts'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { settings } from './support/settings.ts'
import { expect, test } from './support/story.ts'

/** Browsers that cannot ask where to save hand files to their downloads. */
async function withoutPicker(page: Page): Promise<void> {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
}

async function openExport(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export rows' })
  await expect(dialog.getByRole('button', { name: /^Export \d/ })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  )
  return dialog
}

async function save(page: Page, dialog: Locator): Promise<{ name: string; bytes: Buffer }> {
  const downloading = page.waitForEvent('download')
  await dialog.getByRole('button', { name: /^Export \d/ }).click()
  const saved = await downloading
  return { name: saved.suggestedFilename(), bytes: await readFile(await saved.path()) }
}

const CITY = {
  type: 'object',
  properties: { name: { type: 'string' }, people: { type: 'integer' } },
  required: ['name', 'people'],
  additionalProperties: false,
}
const FORMAT = { response_format: { type: 'json_schema', json_schema: { name: 'city', schema: CITY } } }

test('structured answers become columns, chosen and renamed, in a CSV @matrix', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const input = [
    chatLine('12345678901234567', 'Name a city.', FORMAT),
    chatLine('fails~timeout', 'Name a city.', FORMAT),
    chatLine('third', 'Name a city.', FORMAT),
  ].join('\n')
  const batch = await api.startBatch('cities.jsonl', input)
  await api.until(batch.id, 'completed')
  await withoutPicker(page)
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 3 rows are here.')).toBeVisible()
  const dialog = await openExport(page)
  await dialog.getByRole('radio', { name: /^CSV/ }).check()
  await expect(dialog.getByRole('checkbox', { name: 'Field “people” of the answer' })).toBeChecked()
  await dialog.getByRole('textbox', { name: 'Title of “Field “name” of the answer”' }).fill('City')
  await dialog.getByRole('checkbox', { name: 'Tokens in', exact: true }).uncheck()
  await dialog.getByRole('button', { name: 'Move “Outcome” up' }).click()
  await expectAccessible(page, 'the export of rows')

  const { name, bytes } = await save(page, dialog)
  expect(name).toBe('cities.jsonl rows.csv')
  const { data } = Papa.parse<string[]>(bytes.toString('utf8').replace(/^\uFEFF/, ''), {
    skipEmptyLines: true,
  })
  expect(data[0]).toEqual([
    'outcome',
    'custom_id',
    'City',
    'people',
    'error',
    'tokens_out',
    'cost_usd',
    'model',
  ])
  expect(data.slice(1).map(([outcome, id]) => [outcome, id])).toEqual([
    ['Succeeded', '12345678901234567'],
    ['Failed', 'fails~timeout'],
    ['Succeeded', 'third'],
  ])
  expect(data[1]?.[3]).toMatch(/^-?\d+$/)
  expect(data[2]?.[4]).toMatch(/time/i)
  await expect(dialog.getByText(/^3 rows written/)).toBeVisible()
})

test('an answer in words keeps its column beside the fields of the others', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const input = [chatLine('city', 'Name a city.', FORMAT), chatFile(2)].join('\n')
  const batch = await api.startBatch('mixed.jsonl', input)
  await api.until(batch.id, 'completed')
  await withoutPicker(page)
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 3 rows are here.')).toBeVisible()
  const dialog = await openExport(page)
  await dialog.getByRole('radio', { name: /^CSV/ }).check()
  await expect(dialog.getByRole('checkbox', { name: 'Answer', exact: true })).toBeChecked()
  await expect(dialog.getByRole('checkbox', { name: 'Field “people” of the answer' })).toBeChecked()
  const { bytes } = await save(page, dialog)
  const { data } = Papa.parse<Record<string, string>>(bytes.toString(), {
    header: true,
    skipEmptyLines: true,
  })
  expect(data.map(({ answer }) => answer)).not.toContain('')
  expect(data.map(({ people }) => people !== '')).toEqual([true, false, false])
})

test('formulas that a model wrote leave as text: byte for byte, guarded where asked, typed in a workbook', async ({
  page,
  api,
  controls,
}) => {
  const title = '=HYPERLINK(A1)'
  const formulas = ['=1+1', '@SUM(A1:A9)', '+49 30 1234', "-2+3+cmd|' /C calc'!A0"]
  const lines = formulas.map((formula, index) => {
    const properties = { [title]: { type: 'string', enum: [formula] }, n: { type: 'integer', enum: [-5] } }
    const schema = { type: 'object', properties, required: [title, 'n'], additionalProperties: false }
    const response_format = { type: 'json_schema', json_schema: { name: 'cell', schema } }
    return chatLine(`=id-${index}`, 'Write a cell.', { response_format })
  })
  await controls.setRate(1000)
  const batch = await api.startBatch('hostile.jsonl', lines.join('\n'))
  await api.until(batch.id, 'completed')
  await withoutPicker(page)
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 4 rows are here.')).toBeVisible()
  const dialog = await openExport(page)
  await dialog.getByRole('radio', { name: /^CSV/ }).check()
  const cellsOf = (bytes: Buffer) =>
    Papa.parse<string[]>(bytes.toString(), { skipEmptyLines: true }).data.map((row) => [
      row[0],
      row[2],
      row[3],
    ])
  expect(cellsOf((await save(page, dialog)).bytes)).toEqual([
    ['custom_id', title, 'n'],
    ...formulas.map((formula, index) => [`=id-${index}`, formula, '-5']),
  ])
  await dialog.getByRole('checkbox', { name: 'Safe for spreadsheets' }).check()
  expect(cellsOf((await save(page, dialog)).bytes)).toEqual([
    ['custom_id', `'${title}`, 'n'],
    ...formulas.map((formula, index) => [`'=id-${index}`, `'${formula}`, '-5']),
  ])
  await expect(dialog.getByText(/^9 values: would be read as a formula/)).toBeVisible()
  await dialog.getByRole('radio', { name: /^Excel/ }).check()
  const files = await unzip((await save(page, dialog)).bytes)
  const sheet = files.get('xl/worksheets/sheet1.xml') ?? ''
  expect(sheet).not.toContain('<f>')
  for (const text of [title, ...formulas]) {
    expect(sheet).toContain(`t="inlineStr"><is><t xml:space="preserve">${text}</t>`)
  }
})

test('a filter, JSONL as it was served, and JSONL with requests', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch(
    'lines.jsonl',
    `${chatFile(3)}${chatLine('bad~timeout', 'Name a lake.')}`,
  )
  const { error_file_id: errors } = await api.until(batch.id, 'completed')
  await withoutPicker(page)
  await page.goto(`/batches/${batch.id}/results?outcome=failed`)
  const dialog = await openExport(page)
  await dialog.getByRole('radio', { name: /^JSONL The lines/ }).check()
  const served = await save(page, dialog)
  expect(served.name).toBe('lines.jsonl failed.jsonl')
  expect(served.bytes.toString()).toBe(await api.content(errors ?? ''))

  await dialog.getByRole('radio', { name: 'All (4)' }).check()
  await dialog.getByRole('radio', { name: /^JSONL with requests/ }).check()
  const merged = await save(page, dialog)
  expect(merged.name).toBe('lines.jsonl rows with requests.jsonl')
  const lines = merged.bytes
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.map(({ custom_id, outcome }) => [custom_id, outcome])).toEqual([
    ['row-1', 'succeeded'],
    ['row-2', 'succeeded'],
    ['row-3', 'succeeded'],
    ['bad~timeout', 'failed'],
  ])
  expect(lines[0].request.body.messages[0].content).toContain('Name a river')
  expect(lines[3].result.error).not.toBeNull()
})

test('a workbook of a running batch goes where the person chooses, and its name says that it is partial', async ({
  page,
  api,
  controls,
}) => {
  test.skip(settings.personality === 'openai', 'this server hands out no answers before the end')
  await controls.setRate(0)
  const batch = await api.startBatch('running.jsonl', chatFile(20))
  await api.until(batch.id, 'in_progress')
  await controls.work(6, 1)
  const { completed } = (await api.batch(batch.id)).request_counts
  await page.addInitScript(() => {
    Reflect.set(window, 'showSaveFilePicker', async ({ suggestedName }: { suggestedName: string }) => {
      Reflect.set(window, 'suggestedName', suggestedName)
      const folder = await navigator.storage.getDirectory()
      return folder.getFileHandle('chosen.xlsx', { create: true })
    })
  })
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByRole('link', { name: /^Pending/ })).toHaveText(`Pending${20 - completed}`)
  const dialog = await openExport(page)
  await expect(dialog.getByText(/Rows are still missing/)).toBeVisible()
  const answered = dialog.getByRole('checkbox', { name: 'Only rows with a result' })
  await expect(answered).toBeChecked()
  await expect(dialog.getByText(`${completed} of 20 rows have one so far.`)).toBeVisible()
  await expectAccessible(page, 'the export of a running batch')
  await dialog.getByRole('button', { name: `Export ${completed} rows` }).click()
  await expect(
    dialog.getByText(new RegExp(`^${completed} rows written, ${20 - completed} without a result left out, `)),
  ).toBeVisible()
  await dialog.getByRole('radio', { name: /^JSONL The lines/ }).check()
  await expect(dialog.getByText(/The others have no line\.$/)).toBeVisible()
  await dialog.getByRole('button', { name: `Export ${completed} rows` }).click()
  await expect(dialog.getByText(new RegExp(`^${completed} rows written`))).toBeVisible()
  await dialog.getByRole('radio', { name: /^Excel/ }).check()
  await answered.uncheck()
  await dialog.getByRole('button', { name: 'Export 20 rows' }).click()
  await expect(
    dialog.getByText(new RegExp(`^20 rows written, ${completed} of them with a result, `)),
  ).toBeVisible()
  const written = await page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory()
    const file = await (await folder.getFileHandle('chosen.xlsx')).getFile()
    const beginning = [...new Uint8Array(await file.slice(0, 2).arrayBuffer())]
    return { name: Reflect.get(window, 'suggestedName'), beginning, size: file.size }
  })
  expect(written).toMatchObject({ name: 'running.jsonl rows (partial).xlsx', beginning: [0x50, 0x4b] })
  expect(written.size).toBeGreaterThan(1000)
})

test('an export that is stopped leaves nothing behind', async ({ page, api, controls }) => {
  await controls.setRate(1_000_000)
  const batch = await api.startBatch('many.jsonl', chatFile(8_000))
  await api.until(batch.id, 'completed')
  await page.addInitScript(() => {
    Reflect.set(window, 'showSaveFilePicker', async () => {
      const folder = await navigator.storage.getDirectory()
      return folder.getFileHandle('stopped.xlsx', { create: true })
    })
  })
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 8,000 rows are here.')).toBeVisible()
  const dialog = await openExport(page)
  await dialog.getByRole('button', { name: 'Export 8,000 rows' }).click()
  await dialog.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(dialog.getByRole('button', { name: 'Export 8,000 rows' })).toBeVisible()
  const names = () =>
    page.evaluate(async () => {
      const found: string[] = []
      for await (const name of (await navigator.storage.getDirectory()).keys()) found.push(name)
      return found
    })
  await expect.poll(names).not.toContain('stopped.xlsx')
})

test('the dialog is as high while answers are looked through as afterwards', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('high.jsonl', chatFile(3))
  await api.until(batch.id, 'completed')
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/assets/row-texts-*', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`/batches/${batch.id}/results`)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export rows' })
  await expect(dialog.getByText('Looking through the answers for fields …')).toBeVisible()
  const height = async () => Math.round((await dialog.boundingBox())?.height ?? 0)
  const before = await height()
  release()
  await expect(dialog.getByRole('checkbox', { name: 'Answer', exact: true })).toBeVisible()
  expect(await height()).toBe(before)
})
