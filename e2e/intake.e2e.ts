import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import * as z from 'zod/mini'
import { PROBLEM_WORDS } from '../src/domain/intake/problem-words.ts'
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

/** The kinds of problems of each file and their lines, as the console's own worker finds them. */
async function checkInWorker(
  page: Page,
  workerUrl: string,
  files: readonly CorpusFile[],
): Promise<unknown[]> {
  const named = files.map((file) => ({
    name: file.name ?? 'input.jsonl',
    base64: Buffer.from(contentOf(file)).toString('base64'),
  }))
  return page.evaluate(
    async ([url, list]) => {
      const worker = new Worker(url, { type: 'module' })
      const reports: unknown[] = []
      for (const { name, base64 } of list) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
        reports.push(
          await new Promise((resolve) => {
            worker.addEventListener('message', function take({ data }) {
              if (data.kind === 'progress') return
              worker.removeEventListener('message', take)
              resolve(data.kind === 'done' ? data.checked.report : data.message)
            })
            worker.postMessage({ file: new File([bytes], name) })
          }),
        )
      }
      worker.terminate()
      return reports
    },
    [workerUrl, named] as const,
  )
}

const Report = z.object({
  problems: z.array(
    z.object({ kind: z.string(), samples: z.array(z.object({ line: z.nullable(z.number()) })) }),
  ),
})

test('every file of the corpus gets its verdict from the worker in the page', async ({ page }) => {
  // The few megabytes of the others are left to the tests of the check itself.
  const files = CORPUS.filter((file) => contentOf(file).length < 100_000)
  const started = page.waitForEvent('worker')
  await page.goto('/batches/new')
  const reports = await checkInWorker(page, (await started).url(), files)
  const found = reports.map((report) =>
    Object.fromEntries(
      Report.parse(report).problems.map(({ kind, samples }) => [kind, samples.map(({ line }) => line)]),
    ),
  )
  // Which models there are is the server's to say, and not asked here.
  const expected = files.map(({ errors, warnings, notes }) => {
    const { unknown_model: _, ...others } = { ...errors, ...warnings, ...notes }
    return others
  })
  expect(files.length).toBeGreaterThan(60)
  expect(found).toEqual(expected)
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
  await duplicate.getByRole('button', { name: 'Line 4 · request 3' }).click()
  await expect(page.getByRole('dialog')).toContainText('Hello')
  await page.keyboard.press('Escape')

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
