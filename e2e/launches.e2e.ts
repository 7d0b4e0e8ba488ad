import { expectAccessible } from './support/axe.ts'
import { chatFile } from './support/requests.ts'
import { chooseFile, expectHeading, expectProgress, slowDown } from './support/steps.ts'
import { expect, test } from './support/story.ts'

test('whoever leaves after the click finds the batch started all the same', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(0)
  const slow = await slowDown(page, 100_000)
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'patient.jsonl', chatFile(2000))
  await page.getByRole('textbox', { name: 'Title' }).fill('Rivers')
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await page.getByRole('link', { name: 'Settings' }).first().click()
  const tray = page.getByRole('complementary', { name: 'Uploads' })
  await expect(tray).toContainText('Rivers')
  await slow.detach()
  await expect(tray).toContainText('The batch has started.')
  await expectAccessible(page, 'a launch in the tray')
  expect(await api.batches()).toHaveLength(1)

  await tray.getByRole('link', { name: 'Open the batch' }).click()
  await expectHeading(page, 'Rivers')
  await expect(tray).toBeHidden()
})

test('a launch that is cancelled starts nothing', async ({ page, api }) => {
  const slow = await slowDown(page, 50_000)
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'never.jsonl', chatFile(5000))
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await page.getByRole('link', { name: 'Batches' }).first().click()
  const tray = page.getByRole('complementary', { name: 'Uploads' })
  await tray.getByRole('button', { name: 'Cancel upload' }).click()
  await expect(tray).toContainText('Nothing was kept on the server, and no batch was started.')
  await slow.detach()
  expect(await api.files()).toEqual([])
  expect(await api.batches()).toEqual([])

  await tray.getByRole('button', { name: 'Try again' }).click()
  await expect(tray).toContainText('The batch has started.')
  await tray.getByRole('button', { name: 'Dismiss' }).click()
  await expect(tray).toBeHidden()
  expect(await api.batches()).toHaveLength(1)
})

test('a batch whose start had no answer is looked for and not started twice', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/ERR_|net::|status of 503/)
  await controls.setRate(1000)
  const start = { method: 'POST', path: '/batches', times: 1 }
  await controls.disturb({ ...start, effect: { kind: 'status', status: 503, retryAfterSeconds: 600 } })
  await controls.disturb({ ...start, effect: { kind: 'cut', afterBytes: 5 } })
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'once.jsonl', chatFile(2))
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expect(page.getByText('The file is there, the batch did not start yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Try now' }).click()

  await expectHeading(page, 'once.jsonl')
  await expectProgress(page, '2 completed')
  expect(await api.batches()).toHaveLength(1)
  expect((await api.files()).filter(({ purpose }) => purpose === 'batch')).toHaveLength(1)
})

test('a start that is refused keeps the uploaded file for the next try, also with other choices', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 402/)
  await controls.setRate(1000)
  await controls.disturb({
    method: 'POST',
    path: '/batches',
    times: 2,
    effect: { kind: 'status', status: 402 },
  })
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'credit.jsonl', chatFile(2))
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expect(page.getByRole('alert')).toContainText('The file is uploaded, but the batch did not start')
  const again = page.getByRole('button', { name: 'Start batch', exact: true })
  await again.click()
  await expect(again).not.toHaveAttribute('aria-busy')
  await page.getByRole('radio', { name: /Within 1 hour/ }).check()
  await again.click()
  await expectHeading(page, 'credit.jsonl')
  expect(await api.batches()).toMatchObject([{ completion_window: '1h' }])
  expect((await api.files()).filter(({ purpose }) => purpose === 'batch')).toHaveLength(1)
})
