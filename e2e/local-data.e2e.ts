import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { textOfLocalFiles } from './support/local-files.ts'
import { chatFile } from './support/requests.ts'
import { settings } from './support/settings.ts'
import { expect, test } from './support/story.ts'

/** Exports all rows in a browser that cannot ask where to save, and waits until the file is in the downloads. */
async function exportAsJsonl(page: Page): Promise<void> {
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export rows' })
  await dialog.getByRole('radio', { name: /^JSONL The lines/ }).check()
  const saving = page.waitForEvent('download')
  await dialog.getByRole('button', { name: /^Export \d/ }).click()
  await (await saving).path()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
}

test('what is kept in the browser is listed with its size, holds no key, and can be cleared', async ({
  page,
  context,
  api,
  controls,
  workspaceKey,
}) => {
  await page.goto('/settings')
  await expect(page.getByText('No rows are kept.')).toBeVisible()
  await controls.setRate(1_000_000)
  const batch = await api.startBatch('kept.jsonl', chatFile(50), {
    metadata: { batch_description: 'Rivers' },
  })
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 50 rows are here.')).toBeVisible()
  await exportAsJsonl(page)

  const other = await context.newPage()
  await other.goto('/settings')
  const list = other.getByRole('table', { name: 'Batches whose rows are kept in this browser' })
  await expect(list.getByRole('row').filter({ hasText: 'Rivers' })).toContainText('KB')
  await expect(list.getByRole('row').filter({ hasText: 'Copies of exported files' })).toContainText('KB')
  await expectAccessible(other, 'settings, local data')
  const stored = await textOfLocalFiles(other)
  expect(stored).toContain('Name a river')
  expect(stored).not.toContain(workspaceKey)

  const asked: string[] = []
  context.on('request', (sent) => {
    if (/\/content(?:\?|$)/.test(sent.url())) asked.push(sent.url())
  })
  await other.getByRole('button', { name: 'Clear local data' }).click()
  await expect(other.getByRole('dialog')).toContainText('The server keeps them')
  await expect(other.getByRole('dialog')).toContainText('open in other tabs are read and kept again')
  await expect(other.getByRole('dialog')).toContainText('Copies of exported files')
  await expectAccessible(other, 'settings, clear dialog')
  await other.getByRole('dialog').getByRole('button', { name: 'Clear local data' }).click()
  await expect(other.getByRole('dialog')).toBeHidden()
  await expect(list.getByRole('row').filter({ hasText: 'Copies of exported files' })).toHaveCount(0)
  // The other tab shows the batch, and so it reads it again.
  await expect.poll(() => asked.length).toBeGreaterThan(0)
  await expect(page.getByText('All 50 rows are here.')).toBeVisible()

  await page.close()
  await other.reload()
  await other.getByRole('button', { name: 'Clear local data' }).click()
  await other.getByRole('dialog').getByRole('button', { name: 'Clear local data' }).click()
  await expect(other.getByText('No rows are kept.')).toBeVisible()
  expect(await textOfLocalFiles(other)).not.toContain('Name a river')
})

test('a batch that is deleted leaves nothing in the browser', async ({ page, api, controls }) => {
  test.skip(settings.personality === 'openai', 'this server cannot delete batches')
  await controls.setRate(1_000_000)
  const batch = await api.startBatch('gone.jsonl', chatFile(5))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 5 rows are here.')).toBeVisible()
  expect(await textOfLocalFiles(page)).toContain('Name a river')
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete batch' }).click()
  await page.getByRole('button', { name: 'Delete the batch' }).click()
  await expect(page).toHaveURL(/\/batches$/)
  await expect.poll(() => textOfLocalFiles(page)).not.toContain('Name a river')
})
