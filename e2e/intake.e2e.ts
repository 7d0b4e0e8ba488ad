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

/** The report on each file, as the console's own worker makes it. */
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
  nature: z.string(),
  problems: z.array(
    z.object({
      kind: z.string(),
      severity: z.string(),
      samples: z.array(z.object({ line: z.nullable(z.number()) })),
    }),
  ),
})

/** The verdict of a report in the terms of the corpus. Which models there are is the server's to say. */
function verdictOf(report: unknown) {
  const { nature, problems } = Report.parse(report)
  const linesOf = (severity: string) =>
    Object.fromEntries(
      problems
        .filter((group) => group.severity === severity && group.kind !== 'unknown_model')
        .map(({ kind, samples }) => [kind, samples.map(({ line }) => line)]),
    )
  return { nature, errors: linesOf('error'), warnings: linesOf('warning'), notes: linesOf('note') }
}

function expectedVerdict({ nature = 'batch_input', errors = {}, warnings = {}, notes = {} }: CorpusFile) {
  const { unknown_model: _, ...others } = warnings
  return { nature, errors, warnings: others, notes }
}

const LARGE_BYTES = 100_000

test('every file of the corpus gets its verdict from the worker in the page', async ({ page }) => {
  const isLarge = (file: CorpusFile) => contentOf(file).length >= LARGE_BYTES
  const small = CORPUS.filter((file) => !isLarge(file))
  const large = CORPUS.filter(isLarge)
  const started = page.waitForEvent('worker')
  await page.goto('/batches/new')
  const url = (await started).url()
  const reports = await checkInWorker(page, url, small)
  // Megabytes go to the page one file at a time.
  for (const file of large) reports.push(...(await checkInWorker(page, url, [file])))
  expect(small.length).toBeGreaterThan(60)
  expect(large.length).toBeGreaterThan(1)
  expect(reports.map(verdictOf)).toEqual([...small, ...large].map(expectedVerdict))
})

test('files around the limits of size get their verdict from the worker in the page', async ({ page }) => {
  const started = page.waitForEvent('worker')
  await page.goto('/batches/new')
  const reports = await page.evaluate(
    async ([url, first]) => {
      // Made here: hundreds of megabytes would take long on their way to the page.
      const lineOf = (number: number) =>
        new Blob([first.replace('row-1', `row-${number}`).padEnd(999_999), '\n'])
      const parts = Array.from({ length: 210 }, (_, index) => lineOf(index + 1))
      const found: unknown[] = []
      for (const megabytes of [200, 201, 210]) {
        const worker = new Worker(url, { type: 'module' })
        found.push(
          await new Promise((resolve) => {
            worker.addEventListener('message', ({ data }) => {
              if (data.kind !== 'progress') resolve(data.kind === 'done' ? data.checked.report : data.message)
            })
            worker.postMessage({ file: new File(parts.slice(0, megabytes), 'input.jsonl') })
          }),
        )
        worker.terminate()
      }
      return found
    },
    [(await started).url(), chatLine('row-1', 'Hi')] as const,
  )
  const good = { nature: 'batch_input', errors: {}, warnings: {}, notes: {} }
  expect(reports.map(verdictOf)).toEqual([
    good,
    { ...good, warnings: { size_grey_zone: [null] } },
    { ...good, errors: { file_too_large: [null] } },
  ])
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
