import { chatFile } from './support/requests.ts'
import { settings } from './support/settings.ts'
import { customIdsOf, download, expectHeading, expectProgress } from './support/steps.ts'
import { expect, test } from './support/story.ts'

test('a refused key leads to the settings, and a good one brings the list back', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 401/)
  await api.uploadFile('kept.jsonl', chatFile(1))
  await controls.disturb({ effect: { kind: 'status', status: 401 } })
  await page.goto('/files')
  const trouble = page.getByRole('status').filter({ hasText: 'Could not load the files' })
  await expect(trouble).toContainText('The server asks for a valid API key.')
  await expect(trouble.getByRole('link', { name: 'Open settings' })).toBeVisible()

  await controls.calm()
  await trouble.getByRole('button', { name: 'Try again now' }).click()
  await expect(page.getByText('kept.jsonl', { exact: true })).toBeVisible()
  await expect(trouble).toBeHidden()
})

test('a batch that is gone says so and offers the way back @matrix', async ({ page, problems }) => {
  problems.expect(/status of 404/)
  await page.goto('/batches/00000000-0000-4000-8000-000000000000')
  await expect(
    page.getByText('It is not there: it was deleted, or it belongs to another account.'),
  ).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Go to batches' }).click()
  await expectHeading(page, 'Batches')
})

test('an address without a page says so', async ({ page }) => {
  await page.goto('/no/such/page')
  await expectHeading(page, 'There is no page here')
  await page.getByRole('link', { name: 'Go to batches' }).click()
  await expectHeading(page, 'Batches')
})

test('a busy server is asked again after the pause it asks for', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 429/)
  await api.uploadFile('patience.jsonl', chatFile(1))
  await controls.disturb({
    path: '/files',
    times: 2,
    effect: { kind: 'status', status: 429, retryAfterSeconds: 1 },
  })
  await page.goto('/files')
  const trouble = page.getByRole('status').filter({ hasText: 'Could not load the files' })
  await expect(trouble).toContainText('The server is busy or the rate limit is reached.')
  await expect(trouble).toContainText('Trying again by itself.')
  await expect(page.getByText('patience.jsonl', { exact: true })).toBeVisible()
  await expect(trouble).toBeHidden()
})

test('a server that fails for a while keeps what is on screen, and the batch goes on by itself @matrix', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 50[023]|ERR_EMPTY_RESPONSE|ERR_CONNECTION|ERR_FAILED|CORS policy/)
  await controls.setRate(0)
  const batch = await api.startBatch('steady.jsonl', chatFile(4))
  await api.until(batch.id, 'in_progress')
  await page.goto(`/batches/${batch.id}`)
  await expectProgress(page, '0 completed, 4 to go')

  const trouble = page.getByRole('status').filter({ hasText: 'Could not refresh this batch' })
  await controls.disturb({ effect: { kind: 'status', status: 503 } })
  await expect(trouble).toContainText('The server has a problem of its own.')
  await expect(trouble).toContainText('What you see is from')
  await controls.calm()
  await controls.disturb({ effect: { kind: 'drop' } })
  await expect(trouble).toContainText('No answer from the server.')
  await expectProgress(page, '0 completed, 4 to go')

  await controls.setRate(1000)
  await controls.calm()
  await expectProgress(page, '4 completed')
  await expect(trouble).toBeHidden()
})

test('a download that is cut goes on where it broke and loses nothing @matrix', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION|ERR_FAILED|ERR_CONTENT_LENGTH_MISMATCH/)
  await controls.setRate(1000)
  const batch = await api.startBatch('cut.jsonl', chatFile(60))
  const { output_file_id: outputId } = await api.until(batch.id, 'completed')
  if (outputId === null) throw new Error('The batch has no output file.')
  const whole = await api.content(outputId)
  await page.goto(`/batches/${batch.id}`)
  await expectProgress(page, '60 completed')

  for (const afterBytes of [1_000, 7_777]) {
    await controls.disturb({ path: outputId, times: 1, effect: { kind: 'cut', afterBytes } })
  }
  const saved = await download(page, page.getByRole('button', { name: 'Download answers' }).first())
  expect(customIdsOf(saved.text)).toEqual(customIdsOf(whole))
  if (settings.personality !== 'openai') expect(saved.text).toBe(whole)
})

test('a batch that does not start keeps its uploaded file and says why', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 402/)
  const file = await api.uploadFile('ready.jsonl', chatFile(2))
  await controls.setRate(1000)
  await controls.disturb({
    method: 'POST',
    path: '/batches',
    times: 1,
    effect: { kind: 'status', status: 402 },
  })
  await page.goto(`/batches/new?file=${file.id}`)
  await page.getByRole('button', { name: 'Start batch' }).click()
  await expect(page.getByRole('alert')).toContainText('The batch did not start')
  await expect(page.getByRole('alert')).toContainText('out of credit')

  await page.getByRole('button', { name: 'Start batch' }).click()
  await expectProgress(page, '2 completed')
  expect(await api.batches()).toHaveLength(1)
})

test('an answer that is no JSON is called what it is', async ({ page, controls }) => {
  await controls.disturb({
    path: '/files',
    effect: {
      kind: 'status',
      status: 200,
      body: '<html>A proxy’s login page</html>',
      contentType: 'text/html',
    },
  })
  await page.goto('/files')
  await expect(page.getByText('The answer is not what a Batch API sends.')).toBeVisible()
})
