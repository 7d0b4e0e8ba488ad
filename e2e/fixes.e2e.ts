import type { Locator, Page } from '@playwright/test'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { chooseFile, customIdsOf, download, expectProgress, parseLines } from './support/steps.ts'
import { expect, test } from './support/story.ts'

const START = 'Upload and start batch'
const MODEL = 'openai/gpt-oss-20b'

/** A file as a person might have made it: nearly every line has something wrong with it. */
const BAD_FILE = `\ufeff${[
  chatLine('row-1', 'Hi').replaceAll('"', "'"),
  chatLine('row-2', 'Hi', { temperature: '0.7', seed: 7 }).replace('"seed":7', '"seed":12345678901234567890'),
  '// a comment',
  chatLine('row-2', 'Hello'),
  chatLine('', 'Hi').replace('POST', 'post'),
  chatLine('row-5', 'Hi', { model: undefined }),
  JSON.stringify(JSON.parse(chatLine('row-6', 'Hi')), null, 2),
].join('\n')}\n`

function problems(page: Page): Locator {
  return page.getByRole('region', { name: 'What the check found' })
}

function fixesFor(page: Page, title: string): Locator {
  return page.getByRole('group', { name: `Fixes for “${title}”` })
}

async function apply(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
}

test('a bad file is put right by clicks and started @matrix', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'survey.jsonl', BAD_FILE)
  await expect(page.getByText('This file cannot run as it is', { exact: true })).toBeVisible()

  await page.getByRole('button', { name: 'Fix what needs no question' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('region', { name: 'What would change' })).toContainText(
    'Make the ids different: 1 line',
  )
  await expectAccessible(page, 'the preview of all fixes')
  await apply(page)
  const changed = page.getByRole('region', { name: 'What you changed' })
  await expect(changed).toContainText('Repaired the JSON of 1 line')
  await expect(page.getByRole('region', { name: 'Check of the file' })).toBeFocused()

  await fixesFor(page, 'Not JSON').getByRole('button', { name: 'Take these lines out' }).click()
  await expect(dialog).toContainText('// a comment')
  await apply(page)
  await fixesFor(page, 'No model').getByRole('button', { name: 'Choose a model' }).click()
  await dialog.getByLabel('Model').selectOption(MODEL)
  await expect(dialog).toContainText('1 line would change')
  await apply(page)
  await expect(page.getByText('All 6 requests are in order.')).toBeVisible()
  await expectAccessible(page, 'a file that was put right')

  const taken = await download(page, page.getByRole('button', { name: 'Download the 1 line taken out' }))
  expect(taken).toEqual({ name: 'survey.taken-out.jsonl', text: '// a comment\n' })
  const saved = await download(page, page.getByRole('button', { name: 'Save the changed file' }))
  expect(saved.name).toBe('survey.fixed.jsonl')
  expect(saved.text).toContain('"temperature":0.7,"seed":12345678901234567890')
  expect(customIdsOf(saved.text)).toEqual(['row-1', 'row-2', 'row-2-2', 'row-5', 'row-5-2', 'row-6'])

  await page.getByRole('button', { name: START }).click()
  await expectProgress(page, '6 completed')
  const stored = (await api.files()).find(({ purpose }) => purpose === 'batch')
  expect(stored?.filename).toBe('survey.jsonl')
  expect(await api.content(stored?.id ?? '')).toBe(saved.text)
})

test('a change is taken back', async ({ page }) => {
  await page.goto('/batches/new')
  await chooseFile(
    page,
    'Choose a .jsonl file',
    'array.jsonl',
    `[${chatLine('a', 'Hi')},\n${chatLine('b', 'Hi')}]`,
  )
  await fixesFor(page, 'One JSON array').getByRole('button').click()
  await expect(page.getByRole('dialog')).toContainText('2 lines would change')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('region', { name: 'What you changed' })).toBeHidden()
  await fixesFor(page, 'One JSON array').getByRole('button').click()
  await apply(page)
  await expect(page.getByText('All 2 requests are in order.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(problems(page)).toContainText('One JSON array')
  await expect(page.getByRole('region', { name: 'What you changed' })).toBeHidden()
  await expect(page.getByRole('button', { name: START })).toHaveAccessibleDescription(
    'Put right what the check found first.',
  )
})

test('all requests are changed: model, parameter, sample; a packed file too', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  await page.goto('/batches/new')
  await page.locator('input[type=file]').setInputFiles({
    name: 'rivers.jsonl.gz',
    mimeType: 'application/gzip',
    buffer: gzipSync(chatFile(20, { temperature: 1 })),
  })
  const row = page.getByRole('group', { name: 'Change all requests' })
  const dialog = page.getByRole('dialog')

  await row.getByRole('button', { name: 'Keep a sample' }).click()
  await dialog.getByLabel('Requests to keep').fill('20')
  await expect(dialog.getByRole('button', { name: 'Apply' })).toHaveAccessibleDescription(
    'Enter a number from 1 to 19.',
  )
  await expectAccessible(page, 'a sample that is too large')
  await dialog.getByLabel('Requests to keep').fill('4')
  await apply(page)
  await expect(page.getByText('All 4 requests are in order.')).toBeVisible()

  await row.getByRole('button', { name: 'Set the model' }).click()
  await dialog.getByLabel('Model').selectOption(MODEL)
  await apply(page)

  await row.getByRole('button', { name: 'Set a parameter' }).click()
  await dialog.getByLabel('Value').fill('9')
  await expect(dialog).toContainText('temperature is a number from 0 to 2.')
  await dialog.getByLabel('Value').fill('0.25')
  await apply(page)
  await row.getByRole('button', { name: 'Set a parameter' }).click()
  await dialog.getByRole('combobox', { name: 'Parameter' }).fill('top_p')
  await dialog.getByText('Remove', { exact: true }).click()
  await expect(dialog).toContainText('Nothing in the file would change.')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: START }).click()
  await expectProgress(page, '4 completed')
  const stored = (await api.files()).find(({ purpose }) => purpose === 'batch')
  const lines = parseLines(await api.content(stored?.id ?? ''))
  expect(lines).toHaveLength(4)
  for (const line of lines) expect(line).toMatchObject({ body: { model: MODEL, temperature: 0.25 } })
})

test('a fix by keyboard alone', async ({ page }) => {
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'questions.txt', chatFile(2, { stream: true }))
  const stream = fixesFor(page, 'Streaming asked for').getByRole('button').first()
  await stream.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('2 lines would change')
  for (let press = 0; press < 10; press += 1) {
    await page.keyboard.press('Tab')
    if (
      await dialog
        .getByRole('button', { name: 'Apply' })
        .evaluate((button) => button === document.activeElement)
    )
      break
  }
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Check of the file' })).toBeFocused()
  await fixesFor(page, 'Unusual name').getByRole('button').press('Enter')
  await expect(page.getByRole('region', { name: 'What you changed' })).toContainText(
    'Renamed the file to questions.jsonl',
  )
  await expect(page.getByText('All 2 requests are in order.')).toBeVisible()
})

test('what is left of a closed tab is removed at the next start', async ({ page }) => {
  const folders = () =>
    page.evaluate(async () => {
      const root = await navigator.storage.getDirectory()
      const names: string[] = []
      for await (const name of (await root.getDirectoryHandle('intake-scratch')).keys()) names.push(name)
      return names
    })
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'a.jsonl', chatFile(2, { stream: true }))
  await fixesFor(page, 'Streaming asked for').getByRole('button').first().click()
  await apply(page)
  expect(await folders()).toHaveLength(1)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Choose a .jsonl file' })).toBeVisible()
  await expect.poll(folders).toEqual([])
})

test('a file that was changed on the disk meanwhile is not taken for the one that was checked', async ({
  page,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'batch-console-fixes-'))
  const path = join(folder, 'edited.jsonl')
  await writeFile(path, chatFile(2, { stream: true }))
  await page.goto('/batches/new')
  await page.locator('input[type=file]').setInputFiles(path)
  const stream = fixesFor(page, 'Streaming asked for').getByRole('button').first()
  await expect(stream).toBeVisible()
  await writeFile(path, chatFile(3, { stream: true }))
  await stream.click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('alert')).toContainText('The file could not be read')
  await expect(dialog.getByRole('button', { name: 'Apply' })).toHaveAccessibleDescription(
    'The file could not be read.',
  )
  await expectAccessible(page, 'a preview that failed')
  await rm(folder, { recursive: true })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true })

  test('a fix is looked at and made', async ({ page }) => {
    await page.goto('/batches/new')
    await chooseFile(page, 'Choose a .jsonl file', 'phone.jsonl', BAD_FILE)
    await page.getByRole('button', { name: 'Fix what needs no question' }).tap()
    await expect(page.getByRole('dialog')).toContainText('Line 1')
    await expectAccessible(page, 'the preview of all fixes on a phone')
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).tap()
    await expect(page.getByRole('region', { name: 'What you changed' })).toBeVisible()
    await expectAccessible(page, 'a changed file on a phone')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  })
})

test('the requests of a list inside of an object become lines with one click', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const requests = [1, 2, 3].map((number): unknown => JSON.parse(chatLine(`row-${number}`, 'Hi')))
  const content = JSON.stringify({ version: 1, requests, owner: { name: 'Ada' } }, null, 2)
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'listed.jsonl', content)
  await expect(page.getByText('Batch requests in a list inside of an object')).toBeVisible()
  await expectAccessible(page, 'requests in a list')
  await fixesFor(page, 'A list inside of an object')
    .getByRole('button', { name: 'Take the entries as lines' })
    .click()
  await expect(page.getByRole('dialog')).toContainText('3 lines would change')
  await apply(page)
  await expect(page.getByText('All 3 requests are in order.')).toBeVisible()
  await page.getByRole('button', { name: START }).click()
  await expectProgress(page, '3 completed')
  const stored = (await api.files()).find(({ purpose }) => purpose === 'batch')
  expect(parseLines(await api.content(stored?.id ?? ''))).toEqual(requests)
})
