import type { Page } from '@playwright/test'
import { chatFile, chatLine } from './support/requests.ts'
import { chooseFile, expectHeading, expectProgress, slowDown } from './support/steps.ts'
import { settings } from './support/settings.ts'
import { expect, test } from './support/story.ts'

/** Waits until something has the focus: a keyboard goes on from there. */
async function expectFocused(page: Page, what: string): Promise<void> {
  const focused = () => page.evaluate(() => document.activeElement?.tagName ?? 'none')
  await expect.poll(focused, { message: `focus after ${what}` }).not.toBe('BODY')
}

test('the focus stays on the page while a file is chosen, given up, sent and taken off the list', async ({
  page,
}) => {
  await page.goto('/batches/new')
  const heading = page.getByRole('heading', { level: 1 })
  await chooseFile(page, 'Choose a .jsonl file', 'rivers.jsonl', chatFile(2))
  await expect(page.getByText('All 2 requests are in order.')).toBeVisible()
  await expect(heading).toBeFocused()
  await page.getByRole('button', { name: 'Choose another file' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Choose a .jsonl file' })).toBeVisible()
  await expect(heading).toBeFocused()

  await chooseFile(page, 'Choose a .jsonl file', 'lakes.jsonl', chatFile(5000))
  await expect(page.getByText('All 5,000 requests are in order.')).toBeVisible()
  const slow = await slowDown(page, 50_000)
  await page.getByRole('button', { name: 'Upload and start batch' }).press('Enter')
  // Before that, leaving the page would lose what was prepared, and asks.
  await expect(page.getByRole('button', { name: 'Cancel upload' })).toBeVisible()
  await page.getByRole('link', { name: 'Files' }).first().press('Enter')
  await expectHeading(page, 'Files')
  const tray = page.getByRole('complementary', { name: 'Uploads' })
  await tray.getByRole('button', { name: 'Cancel upload' }).press('Enter')
  await expect(tray).toContainText('no batch was started')
  await expectFocused(page, 'the upload was cancelled')
  await tray.getByRole('button', { name: 'Dismiss' }).press('Enter')
  await expect(tray).toBeHidden()
  await expect(page.getByRole('heading', { level: 1, name: 'Files' })).toBeFocused()
  await slow.detach()
})

test('the focus stays on the page when a batch is cancelled, exported and run again', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(0)
  const long = await api.startBatch('long.jsonl', chatFile(40))
  await api.until(long.id, 'in_progress')
  await page.goto(`/batches/${long.id}`)
  await page.getByRole('button', { name: 'Cancel', exact: true }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the batch' }).press('Enter')
  await expect(page.getByText('Cancelled', { exact: true }).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

  await controls.setRate(1000)
  const flaky = await api.startBatch(
    'flaky.jsonl',
    `${chatFile(3)}${chatLine('late~once', 'Name a lake.')}\n`,
  )
  await api.until(flaky.id, 'completed')
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await page.goto(`/batches/${flaky.id}/results`)
  await expect(page.getByText('All 4 rows are here.')).toBeVisible()
  await page.getByRole('button', { name: 'Export', exact: true }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Export rows' })
  const save = dialog.getByRole('button', { name: /^Export \d/ })
  await expect(save).not.toHaveAttribute('aria-disabled', 'true')
  const downloading = page.waitForEvent('download')
  await save.press('Enter')
  await downloading
  await expect(dialog.getByRole('button', { name: 'Close' }).first()).toBeVisible()
  await expectFocused(page, 'the export')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  if (settings.personality === 'openai') return
  await page.getByRole('button', { name: 'More actions' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Retry failed rows' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Run again' }).press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.goto(`/batches/${flaky.id}`)
  await expectProgress(page, '4 completed')
})
