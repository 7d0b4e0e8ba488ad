import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { type ProblemKind, SEVERITY_OF } from '../src/domain/intake/problem-kinds.ts'
import { PROBLEM_WORDS } from '../src/domain/intake/problem-words.ts'
import { SEVERITY_WORDS } from '../src/domain/intake/report-words.ts'
import type { CorpusFile } from '../src/domain/intake/testing/corpus-file.ts'
import { contentOf, CORPUS } from '../src/domain/intake/testing/corpus.ts'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { chooseFile, customIdsOf, expectProgress } from './support/steps.ts'
import { expect, test } from './support/story.ts'

const START = 'Upload and start batch'

async function offer(page: Page, name: string, content: Uint8Array): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/jsonl', buffer: Buffer.from(content) })
}

/** A problem as the report names it. */
function nameOf(kind: ProblemKind): string {
  return `${SEVERITY_WORDS[SEVERITY_OF[kind]]}: ${PROBLEM_WORDS[kind].title}`
}

function isKind(name: string): name is ProblemKind {
  return name in SEVERITY_OF
}

/** Of the corpus' models this server lists none, so what it says about models says nothing about the file. */
function expectedNames({ errors, warnings, notes }: CorpusFile): string[] {
  return Object.keys({ ...errors, ...warnings, ...notes })
    .filter(isKind)
    .filter((kind) => kind !== 'unknown_model')
    .map(nameOf)
    .toSorted()
}

test('every file of the corpus gets its verdict from the worker in the page', async ({ page }) => {
  test.setTimeout(180_000)
  await page.goto('/batches/new')
  for (const file of CORPUS) {
    await offer(page, file.name ?? 'input.jsonl', contentOf(file))
    const report = page.getByRole('region', { name: 'Check' })
    // Progress has no endpoint yet: its row is there when the report is.
    await expect(report.getByText('Endpoint', { exact: true })).toBeVisible()
    const names = await report.locator('li .font-semibold').allTextContents()
    expect(names.filter((name) => name !== nameOf('unknown_model')).toSorted(), file.about).toEqual(
      expectedNames(file),
    )
    await page.getByRole('button', { name: 'Choose another file' }).click()
  }
})

test('errors stop the start and lead to their lines', async ({ page, api }) => {
  const lines = [chatLine('a', 'Hi'), chatLine('b', 'Hi').replaceAll('"', "'"), '', chatLine('a', 'Hello')]
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'mixed.jsonl', lines.join('\n'))
  await expect(page.getByText('This file cannot run as it is', { exact: true })).toBeVisible()
  await expect(page.getByText('1 of 3 requests are in order.')).toBeVisible()
  const found = page.getByRole('region', { name: 'What the check found' })
  await expect(found.getByRole('listitem')).toHaveCount(3)
  const duplicate = found.getByRole('group').filter({ hasText: 'Same custom_id twice' })
  await expect(duplicate).toContainText('Line 4')
  await duplicate.locator('summary').press('Enter')
  await expect(duplicate.getByRole('listitem')).toHaveText(/Line 4 · request 3.*"a".*first used in line 1/)
  await expectAccessible(page, 'the report of a check, a problem opened')

  const start = page.getByRole('button', { name: START })
  await expect(start).toHaveAccessibleDescription('Put right what the check found first.')
  await start.press('Enter')
  expect(await api.files()).toEqual([])
})

test('warnings are told and do not stop the start', async ({ page, controls }) => {
  await controls.setRate(1000)
  await page.goto('/batches/new')
  const content = `${chatLine('a', 'Hi', { temperature: 3 })}\n${chatLine('b', 'Hi', { model: 'gpt-oss-20b' })}\n`
  await chooseFile(page, 'Choose a .jsonl file', 'warm.jsonl', content)
  const found = page.getByRole('region', { name: 'What the check found' })
  await expect(found).toContainText('Parameter out of range')
  await expect(found).toContainText('perhaps "openai/gpt-oss-20b"')
  await page.getByRole('button', { name: START }).click()
  await expectProgress(page, '1 completed, 1 failed')
})

test('a gzip file is checked, uploaded and run unpacked @matrix', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const text = chatFile(3)
  await page.goto('/batches/new')
  await offer(page, 'packed.jsonl.gz', gzipSync(text))
  await expect(page.getByText('All 3 requests are in order.')).toBeVisible()
  await expect(page.getByText(PROBLEM_WORDS.unpacked.sentence)).toBeVisible()
  await page.getByRole('button', { name: START }).click()
  await expectProgress(page, '3 completed')
  const stored = (await api.files()).find(({ purpose }) => purpose === 'batch')
  expect(stored?.filename).toBe('packed.jsonl')
  expect(customIdsOf(await api.content(stored?.id ?? ''))).toEqual(customIdsOf(text))
})

test('a broken gzip file says that it cannot be read', async ({ page }) => {
  await page.goto('/batches/new')
  await offer(page, 'broken.jsonl.gz', gzipSync(chatFile(300)).subarray(0, 300))
  await expect(page.getByRole('alert')).toContainText('The check stopped')
  await expect(page.getByRole('button', { name: START })).toHaveAccessibleDescription(
    'The file could not be checked. Choose it again.',
  )
})
