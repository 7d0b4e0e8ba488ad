import type { Page } from '@playwright/test'
import * as z from 'zod/mini'
import { formatUsd } from '../src/domain/money.ts'
import { costAt, findPrice } from '../src/domain/prices.ts'
import { formatMoment } from '../src/lib/format.ts'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { expectProgress, parseLines } from './support/steps.ts'
import { expect, test } from './support/story.ts'

const Answered = z.object({
  response: z.object({
    body: z.object({
      created: z.number(),
      model: z.string(),
      usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }),
    }),
  }),
})

/** Where the console keeps its connection; another person's browser gets the same one. */
const CONNECTION_KEY = 'batch-console.connection'

/** What an output file says of times and costs. */
function answersIn(text: string) {
  return parseLines(text).map((line) => {
    const { created, model, usage } = Answered.parse(line).response.body
    const price = findPrice(model, '24h')
    if (price === null) throw new Error(`No price for ${model}`)
    return { created, cost: costAt(price, { input: usage.prompt_tokens, output: usage.completion_tokens }) }
  })
}

/** The table behind a chart, a list of cells for each row. */
async function tableOf(page: Page, title: string): Promise<string[][]> {
  const table = page.getByRole('region', { name: `${title}, table` })
  if (!(await table.isVisible())) await page.getByText(`${title} as a table`).click()
  await expect(table).toBeVisible()
  return table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td > div')].map((cell) => cell.textContent)),
    )
}

/** Times in UTC, whatever the zone of the browser. */
async function showUtc(page: Page): Promise<void> {
  await page.addInitScript(() => localStorage.setItem('batch-console.settings', '{"timeZone":"utc"}'))
}

function withFailures(rows: number): string {
  return `${chatFile(rows - 3)}${['a', 'b', 'c'].map((id) => `${chatLine(`${id}~bad-request`, 'Look.')}\n`).join('')}`
}

test('figures, charts and newest answers move together and agree with the files at the end', async ({
  page,
  api,
  browser,
  controls,
}) => {
  await controls.setRate(50)
  const batch = await api.startBatch('rivers.jsonl', withFailures(1000))
  await api.until(batch.id, 'in_progress')
  await controls.advance(3)
  await controls.setRate(0)
  await controls.advance(2)
  await showUtc(page)
  await page.goto(`/batches/${batch.id}`)
  const newest = page.getByRole('region', { name: 'Newest answers' }).getByRole('listitem')
  await expect(newest).toHaveCount(5)
  const progress = page.getByRole('figure', { name: 'Completed and failed rows' })
  await expect(progress.getByRole('application')).toBeVisible()
  await expect(progress).toContainText(/[1-9]\d* completed and \d+ failed/)
  await expect(page.getByRole('figure', { name: 'Cost', exact: true })).toContainText(/\$0\.0\d+ so far/)
  const firstSeen = await newest.first().textContent()
  await controls.setRate(50)
  await controls.advance(5)
  await controls.setRate(0)
  await controls.advance(2)
  await expect(newest.first()).not.toHaveText(firstSeen ?? '')
  await expect(page.getByText(/of 1,000 read; the batch is still running/)).toBeVisible()
  const end = page.getByText('Likely done', { exact: true }).locator('..')
  await expect(end).toContainText(/in (about )?[\d.–]+ (s|min|h)Running, done .*, deadline .*\d\d:\d\d/)

  await controls.setRate(50)
  await controls.advance(30)
  const ended = await api.until(batch.id, 'completed')
  await expectProgress(page, '997 completed, 3 failed')
  await expect(page.getByText('All 1,000 rows are here.')).toBeVisible()

  const answers = answersIn(await api.content(ended.output_file_id ?? ''))
  const cost = answers.reduce((sum, answer) => sum + answer.cost, 0n)
  await expect(page.getByText(`${formatUsd(cost)} in all, from the tokens of the answers`)).toBeVisible()
  await expect(page.getByText(`${formatUsd(cost)}, as the server says`)).toBeVisible()
  const costs = await tableOf(page, 'Cost')
  expect(costs.at(-1)?.[1]).toBe(formatUsd(cost))

  const endedAt = ended.completed_at ?? 0
  const moments = new Map(
    Array.from({ length: endedAt - ended.created_at }, (_, second) => {
      const at = ended.created_at + second
      return [formatMoment(at, 'utc'), at] as const
    }),
  )
  const rows = await tableOf(page, 'Completed and failed rows')
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.at(-1)?.slice(1)).toEqual(['997', '3'])
  const exact = rows.filter(([moment = '']) => moments.has(moment))
  expect(exact.length).toBeGreaterThan(10)
  for (const [moment = '', completed] of exact) {
    const at = moments.get(moment) ?? 0
    expect(completed, moment).toBe(String(answers.filter(({ created }) => created < at).length))
  }

  const stored = await page.evaluate((name) => sessionStorage.getItem(name) ?? '', CONNECTION_KEY)
  const late = await browser.newContext()
  await late.addInitScript(
    ([name = '', value = '']) => sessionStorage.setItem(name, value),
    [CONNECTION_KEY, stored],
  )
  const latePage = await late.newPage()
  await showUtc(latePage)
  await latePage.goto(page.url())
  await expect(latePage.getByText('All 1,000 rows are here.')).toBeVisible()
  const lastLateRow = async () => (await tableOf(latePage, 'Completed and failed rows')).at(-1)?.slice(1)
  await expect.poll(lastLateRow).toEqual(['997', '3'])
  const lateRows = await tableOf(latePage, 'Completed and failed rows')
  expect(await tableOf(latePage, 'Cost')).toEqual(costs)
  const early = new Map(rows.map(([moment, completed]) => [moment, completed]))
  for (const [moment, completed] of lateRows) expect(early.get(moment) ?? completed).toBe(completed)
  await late.close()
})

test('a finished batch asks for nothing any more', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('done.jsonl', chatFile(20))
  await api.until(batch.id, 'completed')
  await page.clock.install()
  await page.goto(`/batches/${batch.id}`)
  await expect(page.getByText('All 20 rows are here.')).toBeVisible()
  await expect(page.getByRole('figure', { name: 'Cost', exact: true }).getByRole('application')).toBeVisible()
  const asked: string[] = []
  page.on('request', (request) => {
    // Code for later pages may still be on its way.
    if (new URL(request.url()).pathname.startsWith('/v1/')) asked.push(request.url())
  })
  await page.clock.fastForward('10:00')
  await page.clock.runFor(2000)
  expect(asked).toEqual([])
})

test('when rows failed is known from every tab of the batch', async ({ page, api, controls }) => {
  await controls.setRate(1)
  const batch = await api.startBatch('watched.jsonl', withFailures(140))
  await api.until(batch.id, 'in_progress')
  await controls.advance(70)
  await controls.setRate(0)
  await page.clock.install({ time: Date.now() + 70_000 })
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page).toHaveTitle(/^\d+% · watched/)
  await controls.setRate(1)
  await controls.advance(80)
  await api.until(batch.id, 'completed')
  await page.clock.runFor(80_000)
  await expect(page).toHaveTitle(/^Completed, 3 of 140 failed · watched/)
  await page.getByRole('navigation', { name: 'Batch' }).getByRole('link', { name: 'Overview' }).click()
  const progress = page.getByRole('figure', { name: 'Completed and failed rows' })
  await expect(progress).toContainText('137 completed and 3 failed in')
  await expect(progress).not.toContainText('is not known')
})

test('answers that cannot be used as they are stand beside the figures and lead to their rows', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const input = [
    chatLine('fine', 'Name a river.'),
    chatLine('cut~truncated', 'Tell a long story.'),
    chatLine('also~truncated', 'Tell another long story.'),
    chatLine('no~refused', 'Tell a secret.'),
    chatLine('wrong~bad-request', 'Describe this image.'),
  ].join('\n')
  const batch = await api.startBatch('mixed.jsonl', input)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}`)
  await expect(page.getByText('3 answers need a look: 2 cut off, 1 refused')).toBeVisible()
  await expectAccessible(page, 'an overview with answers that need a look')
  await page.getByRole('link', { name: '1 refused' }).click()
  await expect(page).toHaveURL(/\/results\?outcome=refused$/)
  await expect(page.getByRole('navigation', { name: 'Rows by outcome' })).toContainText('Refused1')
})

test('few rows are counted in whole numbers', async ({ page, api, controls }) => {
  await controls.setRate(0)
  const batch = await api.startBatch('few.jsonl', chatFile(2))
  await api.until(batch.id, 'in_progress')
  await controls.advance(5)
  await controls.setRate(1000)
  await controls.advance(5)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}`)
  const drawing = page.getByRole('figure', { name: 'Completed and failed rows' }).getByRole('application')
  await expect(drawing).toBeVisible()
  const marks = await drawing.locator('text').allTextContents()
  const counts = marks.filter((mark) => /^\d+$/.test(mark))
  expect(counts).toContain('2')
  expect(new Set(counts).size).toBe(counts.length)
})

test('embeddings carry no time, and the page says what its curve follows', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const line = (index: number) =>
    JSON.stringify({
      custom_id: `text-${index}`,
      method: 'POST',
      url: '/v1/embeddings',
      body: { model: 'Qwen/Qwen3-Embedding-8B', input: `Lake number ${index}` },
    })
  const input = Array.from({ length: 12 }, (_, index) => line(index)).join('\n')
  const batch = await api.startBatch('lakes.jsonl', input, { endpoint: '/v1/embeddings' })
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}`)
  await expect(page.getByText('All 12 rows are here.')).toBeVisible()
  await expect(page.getByRole('figure', { name: 'Completed and failed rows' })).toContainText(
    'These answers carry no time',
  )
  await expect(page.getByRole('figure', { name: 'Cost', exact: true })).toContainText(
    'by answers without a time, which are not drawn',
  )
})

test('a model without a price is named and its cost is not guessed', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const input = chatFile(3, { model: 'sim/standard' })
  const batch = await api.startBatch('odd.jsonl', input)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}`)
  const words = 'Not known. No price is known for sim/standard.'
  await expect(page.getByRole('region', { name: 'Cost' })).toContainText(words)
  await expect(page.getByRole('figure', { name: 'Cost', exact: true })).toContainText(words)
})

test('the overview reads by keyboard, on a phone, and without barriers', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('small.jsonl', withFailures(30))
  await api.until(batch.id, 'completed')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/batches/${batch.id}`)
  await expect(page.getByText('All 30 rows are here.')).toBeVisible()
  const chart = page.getByRole('figure', { name: 'Cost', exact: true })
  await expect(chart.getByRole('application')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)

  await chart.getByRole('application').focus()
  await page.keyboard.press('ArrowRight')
  await expect(chart.getByText(/^Cost: \$/)).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(chart.getByText('Cost as a table')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Cost, table' })).toBeVisible()
  await expectAccessible(page, 'overview with an open table')
})
