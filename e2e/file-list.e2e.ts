import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { chooseFile } from './support/steps.ts'
import { expect, test } from './support/story.ts'

test('all files are counted and searched, not only those of the page in view @matrix', async ({
  page,
  api,
  controls,
}) => {
  await api.uploadFile('the-oldest-needle.jsonl', chatFile(1))
  for (let number = 1; number <= 129; number += 1) await api.uploadFile(`hay-${number}.jsonl`, chatFile(1))
  // The second page of the server's list does not come: what is known so far is said to be that.
  await controls.disturb({
    method: 'GET',
    path: '/files',
    times: 1,
    skip: 1,
    effect: { kind: 'delay', milliseconds: 60_000 },
  })
  await page.goto('/files')
  await expect(page.getByText(/^100 files read so far · .* · still counting older ones$/)).toBeVisible()
  await expect(page.getByText(/ so far$/).first()).toBeVisible()

  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByRole('link', { name: 'Show 130 files of every kind' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Show 130 files of the kind Input' })).toBeVisible()
  await expect(page.getByText(/^130 files · [\d.]+ KB$/)).toBeVisible()
  await expect(page.getByText(/^25 files, .* on this page$/)).toBeVisible()

  await page.getByRole('searchbox', { name: 'Search files by name' }).fill('NEEDLE')
  await expect(page.getByRole('row', { name: /the-oldest-needle\.jsonl/ })).toBeVisible()
  await expect(page.getByText(/^1 of 130 files · /)).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search files by name' }).fill('')
  await page.getByRole('link', { name: 'Older' }).click()
  await expect(page).toHaveURL(/page=2/)
  await expect(page.getByRole('row', { name: /hay-104\.jsonl/ })).toBeVisible()
  await page.goto('/files?page=99')
  await expect(page.getByText('You are past the last page.')).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(page.getByRole('row', { name: /hay-129\.jsonl/ })).toBeVisible()
})

test('the requests of a file are told by its batches, by its upload, or counted when it is asked for', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const { id } = await api.startBatch(
    'ran.jsonl',
    `${chatFile(4)}${chatLine('no~refused', 'Tell a secret.')}`,
  )
  await api.until(id, 'completed')
  await api.uploadFile('waiting.jsonl', chatFile(1234))
  await page.goto('/files')
  await expect(
    page.getByRole('row', { name: /ran\.jsonl/ }).getByRole('cell', { name: '5', exact: true }),
  ).toBeVisible()

  const waiting = page.getByRole('row', { name: /waiting\.jsonl/ })
  await expectAccessible(page, 'files, one not counted')
  await waiting
    .getByRole('button', { name: /^Count the requests of waiting\.jsonl: reads [\d.]+ KB$/ })
    .click()
  await expect(waiting.getByRole('cell', { name: '1,234' })).toBeVisible()
  await page.reload()
  await expect(waiting.getByRole('cell', { name: '1,234' })).toBeVisible()

  await chooseFile(page, 'Upload files', 'mine.jsonl', chatFile(77))
  await expect(
    page.getByRole('row', { name: /mine\.jsonl/ }).getByRole('cell', { name: '77', exact: true }),
  ).toBeVisible()
})

test('a count that fails says why and can be repeated', async ({ page, api, controls, problems }) => {
  problems.expect(/status of 401/)
  const file = await api.uploadFile('locked.jsonl', chatFile(3))
  await page.goto('/files')
  const row = page.getByRole('row', { name: /locked\.jsonl/ })
  await controls.disturb({ path: file.id, times: 1, effect: { kind: 'status', status: 401 } })
  await row.getByRole('button', { name: /^Count the requests/ }).click()
  await expect(row.getByRole('alert')).not.toBeEmpty()
  await expectAccessible(page, 'a count that failed')
  await row.getByRole('button', { name: /^Count the requests/ }).click()
  await expect(row.getByRole('cell', { name: '3', exact: true })).toBeVisible()
})
