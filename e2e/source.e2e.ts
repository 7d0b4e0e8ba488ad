import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chatFile, filePayload } from './support/requests.ts'
import { expectHeading, expectProgress } from './support/steps.ts'
import { expect, test } from './support/story.ts'

/** Chooses files in the browser's picker, which opens from the page's button. */
async function chooseFiles(page: Page, names: readonly string[]): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a .jsonl file' }).click()
  await (await choosing).setFiles(names.map((name, index) => filePayload(name, chatFile(index + 2))))
}

test('requests from the clipboard become a batch, by keyboard alone', async ({ page, controls }) => {
  await controls.setRate(1000)
  await page.goto('/batches/new')
  await page.getByRole('button', { name: 'Paste requests instead' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Paste requests' })
  await expect(dialog.getByRole('button', { name: 'Check the requests' })).toHaveAccessibleDescription(
    'Paste at least one request first.',
  )
  await expectAccessible(page, 'paste dialog')
  await dialog.getByLabel('Requests').focus()
  await page.keyboard.insertText(chatFile(3))
  await dialog.getByRole('button', { name: 'Check 3 lines' }).press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText('All 3 requests are in order.')).toBeVisible()
  await page.getByRole('button', { name: 'Upload and start batch' }).press('Enter')
  await expectProgress(page, '3 completed')
})

test('of several files one becomes the batch', async ({ page }) => {
  await page.goto('/batches/new')
  await chooseFiles(page, ['first.jsonl', 'second.jsonl'])
  await expect(page.getByText('Which of these 2 comes first?')).toBeVisible()
  await expectAccessible(page, 'several files')
  await page.getByRole('button', { name: 'Check second.jsonl' }).click()
  await expect(page.getByText('second.jsonl', { exact: true })).toBeVisible()
  await expect(page.getByText('3 requests')).toBeVisible()
})

test('several files are all uploaded, and no batch starts', async ({ page, api }) => {
  await page.goto('/batches/new')
  await chooseFiles(page, ['first.jsonl', 'second.jsonl', 'third.jsonl'])
  await page.getByRole('button', { name: 'Upload all of them to Files' }).click()
  await expectHeading(page, 'Files')
  for (const name of ['first.jsonl', 'second.jsonl', 'third.jsonl']) {
    await expect(page.getByRole('link', { name: `Start a batch with ${name}` })).toBeVisible()
  }
  expect((await api.files()).map(({ filename }) => filename).toSorted()).toEqual([
    'first.jsonl',
    'second.jsonl',
    'third.jsonl',
  ])
})
