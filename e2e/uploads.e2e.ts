import { expectAccessible } from './support/axe.ts'
import { chatFile, filePayload } from './support/requests.ts'
import { chooseFile, slowDown } from './support/steps.ts'
import { expect, test } from './support/story.ts'

test('a busy server is sent the file again after its pause, or at once when told', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of (?:503|429)/)
  const busy = (status: number, retryAfterSeconds: number) =>
    controls.disturb({
      method: 'POST',
      path: '/files',
      times: 1,
      effect: { kind: 'status', status, retryAfterSeconds },
    })
  await busy(503, 1)
  await busy(429, 600)
  await page.goto('/files')
  await chooseFile(page, 'Upload files', 'patient.jsonl', chatFile(2))
  await expect(page.getByText('The server is busy or the rate limit is reached.')).toBeVisible()
  await expect(page.getByText(/Trying again in (?:10 min|9 min \d+ s)/)).toBeVisible()
  await expectAccessible(page, 'an upload that waits')

  await page.getByRole('button', { name: 'Try now' }).click()
  await expect(page.getByText(/patient\.jsonl is uploaded/)).toBeVisible()
  expect(await api.files()).toHaveLength(1)
})

test('a file whose answer is lost is found on the server and not sent twice', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/ERR_|net::/)
  await controls.disturb({
    method: 'POST',
    path: '/files',
    times: 1,
    // Where not even a header arrives, the browser itself sends the request once more.
    effect: { kind: 'cut', afterBytes: 5 },
  })
  await page.goto('/files')
  await chooseFile(page, 'Upload files', 'once.jsonl', chatFile(3))
  await expect(page.getByText(/once\.jsonl is uploaded/)).toBeVisible()
  expect(await api.files()).toHaveLength(1)
})

test('a connection that breaks is tried again until the file is there', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/ERR_|net::/)
  await controls.disturb({ method: 'POST', path: '/files', effect: { kind: 'drop' } })
  await page.goto('/files')
  await chooseFile(page, 'Upload files', 'broken.jsonl', chatFile(3))
  await expect(page.getByText(/No answer from the server\./)).toBeVisible()
  await controls.calm()
  await expect(page.getByText(/broken\.jsonl is uploaded/)).toBeVisible()
  expect(await api.files()).toHaveLength(1)
})

test('three files go two at a time; one that waits can be called off', async ({ page, api }) => {
  const slow = await slowDown(page, 40_000)
  await page.goto('/files')
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Upload files' }).click()
  await (
    await choosing
  ).setFiles(['one', 'two', 'three'].map((name) => filePayload(`${name}.jsonl`, chatFile(3000))))
  await expect(page.getByText(/Waits for its turn/)).toHaveCount(1)
  await expect(page.getByRole('progressbar')).toHaveCount(2)
  await expectAccessible(page, 'uploads, one of them queued')

  const waiting = page.getByRole('listitem').filter({ hasText: 'Waits for its turn' })
  await expect(waiting).toContainText('three.jsonl')
  await waiting.getByRole('button', { name: 'Cancel upload' }).click()
  await expect(page.getByText(/Upload of three\.jsonl cancelled/)).toBeVisible()
  await slow.detach()
  await expect(page.getByText(/(?:one|two)\.jsonl is uploaded/)).toHaveCount(2)
  const names = (await api.files()).map(({ filename }) => filename)
  expect(names.toSorted()).toEqual(['one.jsonl', 'two.jsonl'])
})
