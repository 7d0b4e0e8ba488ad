import { expectAccessible } from './support/axe.ts'
import { chatFile } from './support/requests.ts'
import { chooseFile, expectHeading } from './support/steps.ts'
import { expect, test } from './support/story.ts'
import { fillWorkspace } from './support/worlds.ts'

test('empty pages', async ({ page }) => {
  await page.goto('/batches')
  await expect(page.getByRole('heading', { name: /No batches yet/ })).toBeVisible()
  await expectAccessible(page, 'batches, empty')
  await page.goto('/files')
  await expect(page.getByText('No files yet')).toBeVisible()
  await expectAccessible(page, 'files, empty')
  await page.goto('/batches?search=nothing')
  await expect(page.getByText('No batch fits')).toBeVisible()
  await expectAccessible(page, 'batches, nothing fits')
  await page.goto('/no/such/page')
  await expectHeading(page, 'There is no page here')
  await expectAccessible(page, 'not found')
})

test('lists', async ({ page, api, controls }) => {
  await fillWorkspace(api, controls)
  await page.goto('/batches')
  await expect(page.getByRole('link', { name: 'Half-way', exact: true })).toBeVisible()
  await expectAccessible(page, 'batches')
  await page.getByRole('button', { name: 'Cancel Half-way' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page, 'batches, cancel dialog')
  await page.goto('/files')
  await expect(page.getByText('half.jsonl', { exact: true })).toBeVisible()
  await expectAccessible(page, 'files')
  await page.getByRole('button', { name: 'Delete half.jsonl' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectAccessible(page, 'files, delete dialog')
})

test('the pages of a batch', async ({ page, api, controls }) => {
  const { mixed, running, rejected } = await fillWorkspace(api, controls)
  for (const [state, batch] of Object.entries({ mixed, running, rejected })) {
    await page.goto(`/batches/${batch.id}`)
    await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible()
    await expectAccessible(page, `batch, ${state}`)
    await page.goto(`/batches/${batch.id}/results`)
    await expect(page.getByRole('navigation', { name: 'Rows by outcome' })).toBeVisible()
    await expectAccessible(page, `results, ${state}`)
  }
  await page.goto(`/batches/${mixed.id}/results?row=7`)
  await expect(page.getByRole('region', { name: 'Request' })).toBeVisible()
  await expectAccessible(page, 'an open row that failed')
  await page.goto(`/batches/${mixed.id}/results?row=1&view=raw`)
  await expect(page.getByRole('region', { name: 'Request' })).toBeVisible()
  await expectAccessible(page, 'an open row, raw')
})

test('the code and the dialogs of a batch', async ({ page, api, controls }) => {
  const { mixed } = await fillWorkspace(api, controls)
  await page.goto(`/batches/${mixed.id}/code`)
  await expect(page.getByRole('radio', { name: 'curl' })).toBeVisible()
  await expectAccessible(page, 'code')
  for (const action of ['Retry failed rows', 'Delete batch']) {
    await page.getByRole('button', { name: 'More actions' }).click()
    await expectAccessible(page, 'batch menu')
    await page.getByRole('menuitem', { name: action }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page, `dialog: ${action}`)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
})

test('the steps of a new batch', async ({ page, api, controls, problems }) => {
  problems.expect(/status of 413/)
  const { mixed } = await fillWorkspace(api, controls)
  await page.goto('/batches/new')
  await expect(page.getByRole('heading', { name: 'Uploaded before' })).toBeVisible()
  await expectAccessible(page, 'new batch, source')
  await page.goto(`/batches/new?file=${mixed.input_file_id}`)
  await expect(page.getByText('/v1/chat/completions')).toBeVisible()
  await expectAccessible(page, 'new batch, uploaded file')

  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'wrong.jsonl', 'a,b,c\n')
  await expect(page.getByText('This file cannot run as it is')).toBeVisible()
  await expectAccessible(page, 'new batch, file with errors')
  await page.getByRole('button', { name: 'Choose another file' }).click()
  await controls.disturb({
    method: 'POST',
    path: '/files',
    times: 1,
    effect: { kind: 'status', status: 413 },
  })
  await chooseFile(page, 'Choose a .jsonl file', 'fine.jsonl', chatFile(2))
  await expect(page.getByText('2 requests')).toBeVisible()
  await expectAccessible(page, 'new batch, ready')
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expectAccessible(page, 'new batch, upload failed')
})

test('the pages of files', async ({ page, api, controls }) => {
  const { mixed } = await fillWorkspace(api, controls)
  await page.goto(`/files/${mixed.input_file_id}`)
  await expect(page.getByRole('link', { name: 'Line 1', exact: true })).toBeVisible()
  await expectAccessible(page, 'an input file')
  await page.goto(`/files/${mixed.output_file_id}?line=1&search=river`)
  await expect(page.getByRole('region', { name: 'Result' })).toBeVisible()
  await expectAccessible(page, 'an output file, a line open')
  const empty = await api.uploadFile('blank.jsonl', '\n\n')
  await page.goto(`/files/${empty.id}`)
  await expect(page.getByText('nothing but blank lines')).toBeVisible()
  await expectAccessible(page, 'a file without lines')
})

test('settings, palette and keys', async ({ page }) => {
  await page.goto('/settings')
  await expectHeading(page, 'Settings')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(page.getByText('The connection works')).toBeVisible()
  await expectAccessible(page, 'settings')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog', { name: 'Search and commands' })).toBeVisible()
  await expectAccessible(page, 'palette')
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await expectAccessible(page, 'key list')
})

test('failed pages', async ({ page, controls, problems }) => {
  problems.expect(/status of (?:401|404|503)/)
  await page.goto('/batches/00000000-0000-4000-8000-000000000000')
  await expect(page.getByText('Could not load this batch')).toBeVisible()
  await expectAccessible(page, 'batch, gone')
  await controls.disturb({ effect: { kind: 'status', status: 401 } })
  await page.goto('/batches')
  await expect(page.getByText('Could not load the batches')).toBeVisible()
  await expectAccessible(page, 'batches, key refused')
  await controls.calm()
  await controls.disturb({ effect: { kind: 'status', status: 503 } })
  await page.goto('/files')
  await expect(page.getByText('Could not load the files')).toBeVisible()
  await expectAccessible(page, 'files, server trouble')
})
