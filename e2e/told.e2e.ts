import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chatFile } from './support/requests.ts'
import { expectProgress, setHidden, watchRequests } from './support/steps.ts'
import { expect, test } from './support/story.ts'

/** Stands in for the browser's notifications, which no test can see; the page keeps what they said. */
async function allowNotifications(page: Page): Promise<void> {
  await page.addInitScript(() => {
    class Told extends EventTarget {
      static permission = 'granted'
      static requestPermission = () => Promise.resolve('granted')

      constructor(title: string, options: { body: string }) {
        super()
        document.documentElement.dataset['told'] = `${title}: ${options.body}`
      }
    }
    Object.defineProperty(window, 'Notification', { value: Told })
  })
}

test('a person who asked is told, at one list request a minute, and sees on return what has finished', async ({
  page,
  api,
  controls,
}) => {
  await allowNotifications(page)
  await controls.setRate(0)
  const batch = await api.startBatch('parks.jsonl', chatFile(40))
  await api.until(batch.id, 'in_progress')
  await controls.work(10, 2)
  const { completed } = (await api.batch(batch.id)).request_counts
  const traffic = watchRequests(page)
  await page.clock.install()
  await page.goto(`/batches/${batch.id}`)
  await expect(page).toHaveTitle(`${Math.floor((completed / 40) * 100)}% · parks.jsonl · Batch Console`)
  await expect(page.locator('link[rel=icon]')).toHaveAttribute('href', /^data:image\/svg/)
  const button = page.getByRole('button', { name: 'Tell me when it is done' })
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByText('You will be told as long as a tab of the console is open.')).toBeVisible()
  await expectAccessible(page, 'asked to be told')

  await traffic.untilQuiet()
  await setHidden(page, true)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  for (let minute = 0; minute < 5; minute += 1) {
    await page.clock.fastForward('01:05')
    await traffic.untilQuiet()
  }
  expect(new Set(asked)).toEqual(new Set(['/v1/batches']))
  expect(asked.length).toBeLessThanOrEqual(6)

  await controls.setRate(1000)
  await api.until(batch.id, 'completed')
  await expect(async () => {
    await page.clock.fastForward('01:05')
    await expect(page.locator('html')).toHaveAttribute('data-told', 'parks.jsonl: Completed', {
      timeout: 500,
    })
  }).toPass()
  await expect(page).toHaveTitle(/^Completed · parks\.jsonl/)

  await setHidden(page, false)
  const summary = page.getByRole('status').filter({ hasText: 'While you were away: 1 batch finished' })
  await expect(summary).toContainText('parks.jsonl: Completed')
  await expectProgress(page, '40 completed')
  await expect(page.locator('link[rel=icon]')).toHaveAttribute('href', /favicon\.svg$/)
  await expectAccessible(page, 'back from elsewhere')
  await summary.getByRole('button', { name: 'Dismiss' }).click()
  await expect(summary).toBeHidden()
})

test('what finished while the console was closed is summed up on the next visit', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(0)
  const first = await api.startBatch('one.jsonl', chatFile(3), { metadata: { batch_description: 'One' } })
  const second = await api.startBatch('two.jsonl', chatFile(3))
  await page.goto('/batches')
  await expect(page.getByRole('row', { name: /One/ })).toContainText('3 to go')
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('batch-console.watched-batches') ?? ''))
    .toContain(`"batchId":"${second.id}","title":"two.jsonl"`)
  await page.goto('about:blank')
  await controls.setRate(1000)
  await api.until(first.id, 'completed')
  await api.until(second.id, 'completed')

  await page.goto(`/batches/new?file=${first.input_file_id}`)
  const summary = page.getByRole('status').filter({ hasText: 'While you were away: 2 batches finished' })
  await expect(summary).toContainText('One: Completed')
  // It lies over the foot of the page, whose button can be scrolled out from under it.
  await page.setViewportSize({ width: 1440, height: 700 })
  await page.getByRole('button', { name: 'Start batch' }).click({ trial: true })
  await summary.getByRole('link', { name: 'two.jsonl' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'two.jsonl' })).toBeVisible()

  await page.reload()
  await expect(page.getByText('All 3 rows are here.')).toBeVisible()
  await expect(page.getByText('While you were away')).toBeHidden()
})

test('a batch that finished goes by its file as soon as its page knows that', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(0)
  const batch = await api.startBatch('walks.jsonl', chatFile(3))
  const answering = Promise.withResolvers<void>()
  await page.route(`**/v1/files/${batch.input_file_id}`, async (route) => {
    await answering.promise
    await route.continue()
  })
  await page.goto(`/batches/${batch.id}`)
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('batch-console.watched-batches') ?? ''))
    .toContain(`"batchId":"${batch.id}"`)
  await page.goto('about:blank')
  await controls.setRate(1000)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}`)
  const summary = page.getByRole('status').filter({ hasText: 'While you were away: 1 batch finished' })
  await expect(summary.getByRole('link', { name: /^Batch / })).toBeVisible()
  answering.resolve()
  await expect(summary.getByRole('link', { name: 'walks.jsonl', exact: true })).toBeVisible()
})
