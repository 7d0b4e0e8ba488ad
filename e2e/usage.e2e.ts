import { costOfTokens, formatUsd } from '../src/domain/money.ts'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { download, expectHeading } from './support/steps.ts'
import { expect, test } from './support/story.ts'

const titled = (batch_description: string) => ({ metadata: { batch_description } })

/** What the batches "Seeded first" to "Seeded last" cost: number n took 1,000·n tokens in and 100·n out. */
function costOfSeeded(first: number, last: number): bigint {
  let sum = 0n
  for (let number = first; number <= last; number += 1) {
    const [input, output] = number % 4 === 0 ? ['0.03', '0.20'] : ['0.02', '0.15']
    sum += costOfTokens(1000 * number, input) + costOfTokens(100 * number, output)
  }
  return sum
}

test('what was spent, by day, model and batch, adds up; the CSV holds it to the last digit', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const one = await api.startBatch('cities.jsonl', chatFile(3), titled('Cities'))
  const other = await api.startBatch('rivers.jsonl', chatFile(2), {
    ...titled('Rivers'),
    completion_window: '1h',
  })
  await api.until(one.id, 'completed')
  await api.until(other.id, 'completed')
  await page.goto('/usage')

  const spent = page.getByText('Spent', { exact: true }).first().locator('..')
  await expect(spent).toContainText('2 batches of 2')
  await expect(page.getByText('Rows answered').locator('..')).toContainText('5')
  const models = page.getByRole('table', { name: 'Use by model' })
  await expect(models.getByRole('row', { name: /Qwen3-VL-30B/ })).toContainText('5')
  const batches = page.getByRole('table', { name: 'What each batch used' })
  await expect(batches.getByRole('row', { name: /Cities/ })).toContainText('Qwen3-VL-30B')
  await expect(page.getByText('Not everything is known')).toBeHidden()

  const saved = await download(page, page.getByRole('button', { name: 'Download CSV' }))
  expect(saved.name).toMatch(/^usage-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d\.csv$/)
  const lines = saved.text.split('\r\n')
  expect(lines).toHaveLength(4)
  const cities = lines.find((line) => line.startsWith(one.id))?.split(',') ?? []
  const [input, output, cost] = [cities[9], cities[10], cities[12]]
  const exact = costOfTokens(Number(input), '0.05') + costOfTokens(Number(output), '0.20')
  expect(cost).toBe((Number(exact) / 1e15).toFixed(9).replace(/0+$/, ''))
  expect(cities[13]).toBe('billed')

  await batches.getByRole('link', { name: 'Cities' }).click()
  await expectHeading(page, 'Cities')
})

test('2,000 batches are read in the background, and the days in view decide how many', async ({
  page,
  api,
  controls,
}) => {
  const file = await api.uploadFile('seed.jsonl', chatLine('a', 'b', { model: 'openai/gpt-oss-20b' }))
  // One an hour: 24 a day over 83 days.
  await controls.seedBatches(file.id, 2000, 3600)
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/v1/')) asked.push(new URL(request.url()).pathname)
  })
  await page.goto('/usage?range=all')
  await expect(page.getByText(`${formatUsd(costOfSeeded(1, 2000))}`).first()).toBeVisible()
  await expect(page.getByText('2,000 batches of 2,000')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Still reading' })).toBeHidden()
  expect(asked.filter((path) => path === '/v1/batches').length).toBeLessThanOrEqual(22)
  expect(asked.filter((path) => path.endsWith('/analytics'))).toEqual([])
  expect(asked.filter((path) => path.endsWith('/content')).length).toBeLessThanOrEqual(1)

  await page.getByRole('radio', { name: '7 days' }).click()
  await expect(page).toHaveURL(/range=7d/)
  await expect(page.getByText('2,000 batches of 2,000')).toBeHidden()
  await expect(page.getByText(/^1\d\d batches of 1\d\d$/)).toBeVisible()
  await page.goBack()
  await expect(page.getByText('2,000 batches of 2,000')).toBeVisible()

  await page.getByRole('button', { name: /Show 25 more batches/ }).click()
  await expect(page.getByRole('table', { name: 'What each batch used' }).getByRole('row')).toHaveCount(51)
})

test('a server that tells no figures is not guessed at', async ({ page, api, controls, problems }) => {
  problems.expect(/status of 404 .*\/analytics/)
  await controls.setPersonality('openai')
  await controls.setRate(1000)
  const batch = await api.startBatch('cities.jsonl', chatFile(3), titled('Cities'))
  await api.until(batch.id, 'completed')
  await page.goto('/usage')
  await expect(page.getByText('1 batch without figures')).toBeVisible()
  await expect(page.getByText('Spent', { exact: true }).first().locator('..')).toContainText('Not known')
  await expect(page.getByRole('row', { name: /Cities/ })).toContainText('not known')
  await expectAccessible(page, 'usage without figures')
})

test('figures are asked for one by one where the list does not bring them', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('cities.jsonl', chatFile(3), titled('Cities'))
  await api.until(batch.id, 'completed')
  await page.route('**/v1/batches?**', (route) =>
    route.continue({ url: route.request().url().replace('include=analytics', 'include=nothing') }),
  )
  await page.goto('/usage')
  await expect(page.getByText('1 batch of 1')).toBeVisible()
  await expect(page.getByText('Not everything is known')).toBeHidden()
})

test('empty, dates, keys, a narrow screen and axe', async ({ page, api, controls }) => {
  await page.goto('/usage')
  await expect(page.getByRole('heading', { name: 'No batch in this time' })).toBeVisible()
  await expectAccessible(page, 'usage, empty')
  await expect(page.getByRole('button', { name: 'Download CSV' })).toHaveAttribute('aria-disabled', 'true')

  const file = await api.uploadFile('seed.jsonl', chatLine('a', 'b', { model: 'openai/gpt-oss-20b' }))
  await controls.seedBatches(file.id, 60, 43_200)
  await page.goto('/settings')
  await expectHeading(page, 'Settings')
  await page.keyboard.press('g')
  await page.keyboard.press('u')
  await expectHeading(page, 'Usage')
  await expect(page.getByRole('table', { name: 'Use by model' })).toContainText('openai/gpt-oss-20b')
  await page.getByText('The days as a table').click()
  await expect(page.getByRole('table', { name: 'Use by day' })).toBeVisible()
  await expectAccessible(page, 'usage')

  await page.getByRole('radio', { name: 'Dates' }).click()
  await page.getByLabel('From').focus()
  await page.keyboard.type('01012020')
  await page.getByLabel('To').fill('2020-02-01')
  await expect(page.getByRole('heading', { name: 'No batch in this time' })).toBeVisible()
  await expect(page).toHaveURL(/range=dates.*from=2020-01-01/)

  await page.setViewportSize({ width: 320, height: 700 })
  await page.getByRole('radio', { name: 'All' }).click()
  await expect(page.getByText('60 batches of 60')).toBeVisible()
  await expectAccessible(page, 'usage on a phone')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})
