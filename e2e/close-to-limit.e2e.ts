import { expectAccessible } from './support/axe.ts'
import { writeLargeFile } from './support/large-file.ts'
import { expect, test } from './support/story.ts'

test('a file that only some servers take is sent as two, or as one by whoever takes the risk', async ({
  page,
  api,
  controls,
}) => {
  test.slow()
  await controls.setRate(0)
  const file = await writeLargeFile(201, 100_000)
  await page.goto('/batches/new')
  await page.locator('input[type=file]').setInputFiles(file.path)
  const choice = page.getByRole('group', { name: 'How is this file sent?' })
  await expect(choice.getByRole('radio', { name: /^As two files/ })).toBeChecked({ timeout: 60_000 })
  const split = page.getByText('The file runs as 2 batches, shown as one job.')
  await expect(split).toBeVisible()

  await choice.getByRole('radio', { name: /^As one file/ }).check()
  await expect(choice).toContainText('more than 200,000,000 bytes. Some servers refuse that')
  await expect(split).toBeHidden()
  await expectAccessible(page, 'a file close to the limit')
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expect(page).toHaveURL(/\/batches\/(?!new$)[^/]+$/, { timeout: 120_000 })
  const inputs = (await api.files()).filter(({ purpose }) => purpose === 'batch')
  expect(inputs.map(({ bytes }) => bytes)).toEqual([file.bytes])
  await file.remove()
})

test('a server that refuses the file whole is sent two files after all', async ({
  page,
  api,
  controls,
  problems,
}) => {
  test.slow()
  problems.expect(/status of 413/)
  await controls.setRate(0)
  await controls.disturb({
    method: 'POST',
    path: '/files',
    times: 1,
    effect: { kind: 'status', status: 413 },
  })
  const file = await writeLargeFile(201, 100_000)
  await page.goto('/batches/new')
  await page.locator('input[type=file]').setInputFiles(file.path)
  const choice = page.getByRole('group', { name: 'How is this file sent?' })
  await choice.getByRole('radio', { name: /^As one file/ }).check({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expect(page.getByRole('alert')).toContainText('Too large for this server', { timeout: 120_000 })

  await choice.getByRole('radio', { name: /^As two files/ }).check()
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expect(page).toHaveURL(/\/jobs\//, { timeout: 120_000 })
  await expect(page.getByRole('row', { name: /Part 2 of 2/ })).toBeVisible()
  // The page of the job opens with the first batch, while the second file is still being sent.
  const sizes = async () =>
    (await api.files()).filter(({ purpose }) => purpose === 'batch').map(({ bytes }) => bytes)
  await expect.poll(async () => (await sizes()).length, { timeout: 120_000 }).toBe(2)
  expect((await sizes()).reduce((sum, bytes) => sum + bytes, 0)).toBe(file.bytes)
  await file.remove()
})
