import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chatFile } from './support/requests.ts'
import { chooseFile, expectHeading, expectProgress } from './support/steps.ts'
import { expect, test } from './support/story.ts'

const LEAVE = 'Leave without starting the batch?'

/** Chooses a file, changes its requests once and gives the batch a title. */
async function prepare(page: Page): Promise<void> {
  await chooseFile(page, 'Choose a .jsonl file', 'rivers.jsonl', chatFile(3, { stream: true }))
  await page.getByRole('button', { name: 'Remove “stream”' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('region', { name: 'What you changed' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Title' }).fill('Rivers')
}

async function expectPrepared(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'What you changed' })).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Rivers')
}

test('a batch that is prepared is not left without a question, and its start leads on without one', async ({
  page,
  controls,
}) => {
  await controls.setRate(1000)
  await page.goto('/batches')
  await page.getByRole('link', { name: 'New batch' }).first().click()
  await expectHeading(page, 'New batch')
  await prepare(page)
  const question = page.getByRole('dialog', { name: LEAVE })
  await page.getByRole('link', { name: 'Files' }).first().click()
  await expect(question.getByRole('listitem')).toHaveText([
    /^rivers\.jsonl, as you chose it here/,
    'The change you made to the requests',
    'The title “Rivers”',
  ])
  await expectAccessible(page, 'the question before leaving')
  await question.getByRole('button', { name: 'Stay' }).press('Enter')
  await expect(question).toBeHidden()
  await expectPrepared(page)

  for (const leave of [() => page.goBack(), () => page.keyboard.press('n')]) {
    await page.getByRole('heading', { level: 1 }).focus()
    await leave()
    await expect(question).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(question).toBeHidden()
    await expectPrepared(page)
  }

  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const warning = await asked
  expect(warning.type()).toBe('beforeunload')
  await warning.dismiss()
  await expectPrepared(page)

  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expectHeading(page, 'Rivers')
  await expectProgress(page, '3 completed')
  await expect(question).toBeHidden()
})

test('whoever leaves all the same gets there, and another file asks only after changes', async ({ page }) => {
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'plain.jsonl', chatFile(2))
  await expect(page.getByText('All 2 requests are in order.')).toBeVisible()
  await page.getByRole('button', { name: 'Choose another file' }).click()
  await expect(page.getByRole('button', { name: 'Choose a .jsonl file' })).toBeVisible()

  await prepare(page)
  const question = page.getByRole('dialog', { name: 'Choose another file?' })
  await page.getByRole('button', { name: 'Choose another file' }).click()
  await question.getByRole('button', { name: 'Keep this one' }).click()
  await expectPrepared(page)
  await page.getByRole('button', { name: 'Choose another file' }).click()
  await question.getByRole('button', { name: 'Choose another' }).click()
  await expect(page.getByRole('button', { name: 'Choose a .jsonl file' })).toBeVisible()

  await chooseFile(page, 'Choose a .jsonl file', 'plain.jsonl', chatFile(2))
  await page.getByRole('link', { name: 'Files' }).first().click()
  await page.getByRole('dialog', { name: LEAVE }).getByRole('button', { name: 'Leave' }).click()
  await expectHeading(page, 'Files')
})

test('pasted requests stay when their dialog is closed, and are not left without a question', async ({
  page,
}) => {
  await page.goto('/batches/new')
  const open = page.getByRole('button', { name: 'Paste requests instead' })
  const dialog = page.getByRole('dialog', { name: 'Paste requests' })
  await open.click()
  await dialog.getByLabel('Requests').fill(chatFile(2))
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.getByRole('link', { name: 'Models' }).first().click()
  const question = page.getByRole('dialog', { name: LEAVE })
  await expect(question.getByRole('listitem')).toHaveText('The requests you pasted')
  await question.getByRole('button', { name: 'Stay' }).click()
  await open.click()
  await dialog.getByRole('button', { name: 'Check 2 lines' }).click()
  await expect(page.getByText('All 2 requests are in order.')).toBeVisible()
  await page.getByRole('button', { name: 'Choose another file' }).click()
  await open.click()
  await expect(dialog.getByLabel('Requests')).toHaveValue(chatFile(2))
})

test('a clone asks once it was changed', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('rivers.jsonl', chatFile(2), {
    metadata: { batch_description: 'Rivers' },
  })
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/new?clone=${batch.id}`)
  const title = page.getByRole('textbox', { name: 'Title' })
  await expect(title).toHaveValue('Rivers (copy)')
  await page.getByRole('link', { name: 'Files' }).first().click()
  await expectHeading(page, 'Files')
  await page.goBack()
  await title.fill('Rivers once more')
  await page.getByRole('link', { name: 'Files' }).first().click()
  const question = page.getByRole('dialog', { name: LEAVE })
  await expect(question.getByRole('listitem')).toHaveText('The title “Rivers once more”')
  await question.getByRole('button', { name: 'Stay' }).click()
  await page.getByRole('button', { name: 'Start batch', exact: true }).click()
  await expectHeading(page, 'Rivers once more')
})

test('what is typed after "Add a pair" goes into the pair, and half a pair is named before the start', async ({
  page,
  api,
}) => {
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'pairs.jsonl', chatFile(2))
  await expect(page.getByText('All 2 requests are in order.')).toBeVisible()
  await page.getByText('Metadata', { exact: true }).click()
  const add = page.getByRole('button', { name: 'Add a pair' })
  await add.press('Enter')
  await page.keyboard.type('team')
  await expect(page.getByLabel('Key 1')).toHaveValue('team')
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expect(page.getByLabel('Value 1')).toHaveAccessibleDescription('Enter a value for this key.')
  expect(await api.files()).toEqual([])

  await page.getByRole('button', { name: 'Remove pair 1' }).press('Enter')
  await expect(add).toBeFocused()
  await add.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('north')
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expect(page.getByLabel('Key 1')).toHaveAccessibleDescription('Enter a key for this value.')
  await page.getByLabel('Key 1').fill('team')
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expectHeading(page, 'pairs.jsonl')
  expect(await api.batches()).toMatchObject([{ metadata: { team: 'north' } }])
})
