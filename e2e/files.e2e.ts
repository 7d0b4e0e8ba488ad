import { expectAccessible } from './support/axe.ts'
import { chatFile } from './support/requests.ts'
import { chooseFile, download, expectHeading, expectProgress, slowDown } from './support/steps.ts'
import { expect, test } from './support/story.ts'

test('a file is uploaded now and started later @matrix', async ({ page, controls }) => {
  await controls.setRate(1000)
  await page.goto('/files')
  await chooseFile(page, 'Upload files', 'later.jsonl', chatFile(3))
  const row = page.getByRole('row', { name: /later\.jsonl/ })
  await expect(row).toContainText('Input')

  await row.getByRole('link', { name: 'Start a batch with later.jsonl' }).click()
  await expect(page.getByText('/v1/chat/completions')).toBeVisible()
  await page.getByRole('button', { name: 'Start batch' }).click()

  await expectHeading(page, 'later.jsonl')
  await expectProgress(page, '3 completed')
})

test('what is downloaded is what was uploaded, byte for byte @matrix', async ({ page, api }) => {
  const text = `${chatFile(2)}${JSON.stringify({ custom_id: 'ü', note: '\u2028 東京 🗼' })}`
  await api.uploadFile('unchanged.jsonl', text)
  await page.goto('/files')
  const saved = await download(page, page.getByRole('button', { name: 'Download unchanged.jsonl' }))
  expect(saved).toEqual({ name: 'unchanged.jsonl', text })
})

test('deleting a file says that its running batch stops', async ({ page, api, controls }) => {
  await controls.setRate(0)
  const batch = await api.startBatch('in-use.jsonl', chatFile(3))
  await api.until(batch.id, 'in_progress')
  await page.goto('/files')
  await page.getByRole('button', { name: 'Delete in-use.jsonl' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete in-use.jsonl?' })
  await expect(dialog).toContainText('1 running batch will be cancelled with it.')
  await dialog.getByRole('button', { name: 'Delete the file' }).click()

  await expect(dialog).toBeHidden()
  await expect(page.getByText('in-use.jsonl', { exact: true })).toBeHidden()
  await api.until(batch.id, 'cancelled')
})

test('a deletion that fails keeps its dialog, says why, and can be repeated', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 503/)
  await api.uploadFile('stubborn.jsonl', chatFile(1))
  await controls.disturb({ method: 'DELETE', times: 1, effect: { kind: 'status', status: 503 } })
  await page.goto('/files')
  await page.getByRole('button', { name: 'Delete stubborn.jsonl' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Delete the file' }).click()
  await expect(dialog.getByRole('alert')).toContainText('The server has a problem of its own.')

  await dialog.getByRole('button', { name: 'Delete the file' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('No files yet')).toBeVisible()
})

test('an upload shows its progress, goes on while one looks elsewhere, and can be cancelled', async ({
  page,
  api,
}) => {
  const slow = await slowDown(page, 200_000)
  await page.goto('/files')
  await chooseFile(page, 'Upload files', 'large.jsonl', chatFile(10_000))
  const progress = page.getByRole('progressbar')
  await expect(progress).toHaveAttribute('aria-valuetext', /^\d.* of 2\.\d MB \(\d+%\)/)

  await page.getByRole('link', { name: 'Batches' }).first().click()
  const tray = page.getByRole('complementary', { name: 'Uploads' })
  await expect(tray).toContainText('large.jsonl')
  await tray.getByRole('button', { name: 'Cancel upload' }).click()
  await expect(tray.getByText('Nothing was kept on the server, and no batch was started.')).toBeVisible()
  await slow.detach()
  expect(await api.files()).toEqual([])
  expect(await api.batches()).toEqual([])
})

test('a file the server refuses is not lost: the sentence says why, and it can be sent again', async ({
  page,
  controls,
  problems,
}) => {
  problems.expect(/status of 413/)
  await controls.setRate(1000)
  await controls.disturb({
    method: 'POST',
    path: '/files',
    times: 1,
    effect: { kind: 'status', status: 413 },
  })
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'large.jsonl', chatFile(2))
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expect(page.getByRole('alert')).toContainText('large.jsonl is not uploaded')
  await expect(page.getByRole('alert')).toContainText('Too large for this server')

  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expectProgress(page, '2 completed')
})

test('kinds of files are told apart and searched by name @matrix', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('source.jsonl', chatFile(2))
  await api.until(batch.id, 'completed')
  await api.uploadFile('other.jsonl', chatFile(1))
  await page.goto('/files')
  await expect(page.getByRole('row', { name: /Output/ })).toHaveCount(1)

  await page.getByRole('combobox', { name: 'Kind of file' }).selectOption('Input files')
  await expect(page.getByRole('row', { name: /Output/ })).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Search files by name' }).fill('OTHER')
  await expect(page.getByRole('row', { name: /source\.jsonl/ })).toBeHidden()
  await expect(page.getByRole('row', { name: /other\.jsonl/ })).toBeVisible()
  await expect(page).toHaveURL(/search=OTHER&purpose=batch/)
})

test('an upload that failed can be sent again where it stands', async ({ page, controls, problems }) => {
  problems.expect(/status of 413/)
  await controls.disturb({
    method: 'POST',
    path: '/files',
    times: 1,
    effect: { kind: 'status', status: 413 },
  })
  await page.goto('/files')
  await chooseFile(page, 'Upload files', 'again.jsonl', chatFile(2))
  await expect(page.getByRole('alert')).toContainText('again.jsonl is not uploaded')

  await page.getByRole('button', { name: 'Upload again' }).click()
  await expect(page.getByRole('alert')).toBeHidden()
  await expect(page.getByText(/again\.jsonl is uploaded/)).toBeVisible()
  await expect(page.getByRole('row', { name: /again\.jsonl/ })).toContainText('Input')
})

test('an older upload stays in view beside the one that a new batch shows itself', async ({ page }) => {
  const slow = await slowDown(page, 20_000)
  await page.goto('/files')
  await chooseFile(page, 'Upload files', 'older.jsonl', chatFile(10_000))
  await page.getByRole('link', { name: 'New batch' }).first().click()
  const tray = page.getByRole('complementary', { name: 'Uploads' })
  await expect(tray).toContainText('older.jsonl')

  await chooseFile(page, 'Choose a .jsonl file', 'newer.jsonl', chatFile(10_000))
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expect(page.getByRole('progressbar')).toHaveCount(2)
  await expect(tray).not.toContainText('newer.jsonl')
  const other = page.getByRole('button', { name: 'Choose another file' })
  await expect(other).toHaveAccessibleDescription('Cancel the upload first.')

  await page.getByRole('link', { name: 'Batches' }).first().click()
  await expect(tray).toContainText('newer.jsonl')
  await slow.detach()
})

test('the download button keeps the focus and stops the download', async ({ page, api, controls }) => {
  await api.uploadFile('slow.jsonl', chatFile(2))
  await page.goto('/files')
  const button = page.getByRole('button', { name: 'Download slow.jsonl' })
  await expect(button).toBeVisible()
  await controls.disturb({ path: '/content', times: 1, effect: { kind: 'delay', milliseconds: 20_000 } })
  await button.focus()
  await page.keyboard.press('Enter')
  const stop = page.getByRole('button', { name: 'Stop: Download slow.jsonl' })
  await expect(stop).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(stop).toBeHidden()
  await expect(button).toBeFocused()
})

test('a finished upload starts no batch at a server that does not have it', async ({ page }) => {
  await page.goto('/files')
  await chooseFile(page, 'Upload files', 'theirs.jsonl', chatFile(1))
  const startLink = page.getByRole('link', { name: 'Start a batch with it' })
  await expect(startLink).toBeVisible()

  await page.getByRole('link', { name: 'Settings' }).first().click()
  await page.getByLabel('API key').fill('the-key-of-another-account')
  await page.getByRole('button', { name: 'Save and use' }).click()
  const tray = page.getByRole('complementary', { name: 'Uploads' })
  await expect(tray).toContainText('It belongs to another connection')
  await expect(startLink).toBeHidden()
})

test('several files are deleted at once, and what became of each is told', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 503/)
  await controls.setRate(0)
  const running = await api.startBatch('running.jsonl', chatFile(2), {
    metadata: { batch_description: 'Still at work' },
  })
  await api.until(running.id, 'in_progress')
  for (const name of ['one.jsonl', 'two.jsonl', 'stays.jsonl']) await api.uploadFile(name, chatFile(1))
  await page.goto('/files?purpose=batch')
  await expect(page.getByRole('status').filter({ hasText: /^\d+ files, / })).toBeVisible()
  await expect(
    page.getByRole('row', { name: /running\.jsonl/ }).getByRole('link', { name: 'Still at work' }),
  ).toBeVisible()

  // Newest first: a click with Shift takes everything in between.
  await page.getByRole('checkbox', { name: 'Select two.jsonl' }).click()
  await page.getByRole('checkbox', { name: 'Select running.jsonl' }).click({ modifiers: ['Shift'] })
  await expect(page.getByText(/^3 files selected, /)).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'Select stays.jsonl' })).not.toBeChecked()
  await expectAccessible(page, 'files, some selected')

  await controls.disturb({ method: 'DELETE', times: 1, effect: { kind: 'status', status: 503 } })
  await page.getByRole('button', { name: 'Delete selected' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('1 running batch will be cancelled with them.')
  await expect(dialog).toContainText('Still at work')
  await expectAccessible(page, 'deleting several files')
  await dialog.getByRole('button', { name: 'Delete 3 files' }).click()
  await expect(dialog.getByRole('alert')).toContainText('1 of 3 files could not be deleted')
  await expect(dialog.getByText('Deleted', { exact: true })).toHaveCount(2)
  await expect(dialog.getByText('Not deleted')).toBeVisible()
  await expect(dialog).toContainText('The server has a problem of its own.')
  await expectAccessible(page, 'one of several files not deleted')

  await dialog.getByRole('button', { name: 'Try those again' }).click()
  await expect(dialog.getByText('Deleted', { exact: true })).toHaveCount(3)
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('row', { name: /stays\.jsonl/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /two\.jsonl/ })).toBeHidden()
  await api.until(running.id, 'cancelled')
})

test('all files of a page are selected and let go with one tick', async ({ page, api }) => {
  for (const name of ['a.jsonl', 'b.jsonl']) await api.uploadFile(name, chatFile(1))
  await page.goto('/files')
  const all = page.getByRole('checkbox', { name: 'Select all' })
  await all.click()
  await expect(page.getByRole('checkbox', { name: 'Select a.jsonl' })).toBeChecked()
  await expect(page.getByText(/^2 files selected, /)).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select a.jsonl' }).press('Space')
  await expect(page.getByText(/^1 file selected, /)).toBeVisible()
  await expect(all).not.toBeChecked()
  await page.getByRole('button', { name: 'Select none' }).click()
  await expect(page.getByText(/^2 files, /)).toBeVisible()
})
