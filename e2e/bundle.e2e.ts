import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BrowserContext } from '@playwright/test'
import { chatFile } from './support/requests.ts'
import { ROOT } from '../scripts/run.ts'
import { expect, test } from './support/story.ts'

/** Budgets of the production build in bytes after gzip -9; source: the product's plan, "Budgets". */
const FIRST_VIEW_BYTES = 180_000
const LATER_PAGE_BYTES = 60_000
/** A page with charts, their drawing included: that is loaded once the page's text is there. */
const CHART_PAGE_BYTES = 190_000
/** Code that is fetched while the first page is at rest, before anybody needs it. */
const AHEAD_BYTES = 360_000

interface Download {
  readonly name: string
  readonly bytes: number
}

/** As it lies in the build: the browser forgets what it was sent once another page is opened. */
async function weigh(name: string): Promise<Download> {
  const body = await readFile(join(ROOT, 'dist', name))
  return { name, bytes: gzipSync(body, { level: 9 }).byteLength }
}

/** What the build says is fetched before it is needed. */
async function codeAhead(): Promise<Download[]> {
  const list: Record<string, string[]> = JSON.parse(
    await readFile(join(ROOT, 'dist', 'code-ahead.json'), 'utf8'),
  )
  return Promise.all(Object.values(list).flatMap((names) => names.map((name) => weigh(`/${name}`))))
}

/** Collects every JavaScript file that a browser context loads, workers' included, each once. */
function recordScripts(context: BrowserContext) {
  const pending = new Map<string, Promise<Download>>()
  context.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (!pathname.endsWith('.js') || pending.has(pathname)) return
    pending.set(pathname, weigh(pathname))
  })
  let reported = 0
  return {
    /** What was loaded since the last call. */
    take: async (): Promise<Download[]> => {
      const all = await Promise.all(pending.values())
      const fresh = all.slice(reported)
      reported = all.length
      return fresh
    },
  }
}

const total = (downloads: readonly Download[]) => downloads.reduce((sum, { bytes }) => sum + bytes, 0)

const inKilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1).padStart(7)} KB`

test.use({ codeAhead: true })

test('JavaScript of the first view and of every later page stays within its budget', async ({
  page,
  context,
  api,
  controls,
  problems,
}) => {
  await controls.setRate(1000)
  const jobId = '00000000-0000-4000-8000-000000000001'
  const batch = await api.startBatch('bundle.jsonl', chatFile(3), {
    metadata: { batch_description: 'bundle.jsonl', job_id: jobId, job_part: '1/1' },
  })
  const other = await api.startBatch('other.jsonl', chatFile(3))
  await api.until(batch.id, 'completed')
  await api.until(other.id, 'completed')
  // Held back: a page is weighed by what it needs itself, whoever has fetched it before.
  let isHeld = true
  await context.route('**/code-ahead*', (route) => (isHeld ? route.abort() : route.continue()))
  problems.expect(/code-ahead/)
  const scripts = recordScripts(context)
  const table: string[] = []
  const record = (title: string, downloads: readonly Download[], budget: number) => {
    table.push(`${inKilobytes(total(downloads))} of ${inKilobytes(budget)}  ${title}`)
    for (const { name, bytes } of downloads) table.push(`${inKilobytes(bytes)}                  ${name}`)
  }

  await page.goto('/batches')
  await expect(page.getByRole('link', { name: 'bundle.jsonl', exact: true })).toBeVisible()
  await page.waitForLoadState('networkidle')
  const firstView = await scripts.take()
  record('first view of /batches', firstView, FIRST_VIEW_BYTES)

  const later: { title: string; bytes: number; budget: number }[] = []
  for (const path of [
    `/batches/${batch.id}`,
    `/batches/${batch.id}/results`,
    `/jobs/${jobId}`,
    `/compare?left=${batch.id}&right=${other.id}`,
    '/batches/new',
    '/files',
    `/files/${batch.input_file_id}`,
    '/models',
    '/usage',
    '/settings',
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    if (path === `/batches/${batch.id}`) await expect(page.getByRole('application').first()).toBeVisible()
    await page.waitForLoadState('networkidle')
    const downloads = await scripts.take()
    const title = path.replaceAll(/[\da-f-]{36}/g, ':id')
    const text = downloads.filter(({ name }) => !name.includes('/chart-drawing-'))
    later.push({ title, bytes: total(text), budget: LATER_PAGE_BYTES })
    record(title, text, LATER_PAGE_BYTES)
    if (text.length === downloads.length) continue
    later.push({ title: `${title} with charts`, bytes: total(downloads), budget: CHART_PAGE_BYTES })
    record(`${title} with charts`, downloads, CHART_PAGE_BYTES)
  }

  isHeld = false
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto('/batches')
  await page.waitForResponse('**/code-ahead.json')
  const before = asked.slice(
    0,
    asked.findIndex((path) => path.includes('code-ahead')),
  )
  expect(before, 'what the first view needs comes first').toEqual(
    expect.arrayContaining(firstView.map(({ name }) => name)),
  )
  const needed = new Set(firstView.map(({ name }) => name))
  const ahead = (await codeAhead()).filter(({ name }) => !needed.has(name))
  record('fetched ahead, at rest', ahead, AHEAD_BYTES)

  console.log(`\nJavaScript, gzip -9\n${table.join('\n')}\n`)
  expect(total(firstView), 'first view of /batches').toBeLessThanOrEqual(FIRST_VIEW_BYTES)
  expect(total(ahead), 'fetched ahead').toBeLessThanOrEqual(AHEAD_BYTES)
  expect(later.filter(({ bytes, budget }) => bytes > budget)).toEqual([])
})
