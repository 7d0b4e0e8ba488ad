import { expectAccessible } from './support/axe.ts'
import { chatLine } from './support/requests.ts'
import { customIdsOf, download, expectHeading } from './support/steps.ts'
import { expect, test } from './support/story.ts'

test('failed rows stand under their causes, and go into another batch', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const input = [
    chatLine('fine', 'Name a river.'),
    chatLine('one~timeout', 'Think for a long time.'),
    chatLine('two~timeout', 'Think for a long time again.'),
    chatLine('three~bad-request', 'Describe this image.'),
  ].join('\n')
  const batch = await api.startBatch('causes.jsonl', input)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}`)
  await page.getByRole('navigation', { name: 'Batch' }).getByRole('link', { name: 'Errors' }).click()
  const causes = page.getByRole('region', { name: 'Errors' }).getByRole('listitem')
  await expect(page.getByText('3 rows failed, for 2 reasons.')).toBeVisible()
  await expect(causes).toHaveCount(2)
  await expect(causes.nth(0)).toContainText(/^Timed out.*2 rows/)
  await expect(causes.nth(1)).toContainText(/^Request not acceptedHTTP 400.*1 row/)
  await expectAccessible(page, 'the causes of errors')

  await causes.nth(1).getByRole('link', { name: 'View this row' }).click()
  await expect(page.getByRole('region', { name: 'Result', exact: true })).toContainText('HTTP 400')
  await page.goBack()
  await causes
    .nth(0)
    .getByRole('button', { name: /^Download these rows/ })
    .click()
  const requests = await download(page, page.getByRole('menuitem', { name: 'Requests' }))
  expect(customIdsOf(requests.text)).toEqual(['one~timeout', 'two~timeout'])
  await causes
    .nth(0)
    .getByRole('button', { name: /^Download these rows/ })
    .click()
  const errors = await download(page, page.getByRole('menuitem', { name: 'Errors as served' }))
  expect(customIdsOf(errors.text)).toEqual(['one~timeout', 'two~timeout'])
  const warning = 'most likely fail again unchanged: request not accepted'
  await causes.nth(1).getByRole('button', { name: 'Retry this row' }).click()
  await expect(page.getByRole('dialog')).toContainText(`It will ${warning}`)
  await page.keyboard.press('Escape')
  await causes.nth(0).getByRole('button', { name: 'Retry these rows' }).click()
  await expect(page.getByRole('dialog')).toContainText('They failed: timed out.')
  await expect(page.getByRole('dialog')).not.toContainText('fail again')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Retry all failed rows' }).click()
  await expect(page.getByRole('dialog')).toContainText(`1 of them will ${warning}`)
  await expectAccessible(page, 'the question before failed rows run again')
  await page.keyboard.press('Escape')
  await causes.nth(0).getByRole('link', { name: 'New batch with these rows' }).click()
  await expectHeading(page, 'New batch')
  await expect(page.getByText('2 rows taken over.')).toBeVisible()
})

test('a batch without failures says so', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('fine.jsonl', chatLine('fine', 'Name a river.'))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/errors`)
  await expect(page.getByText('No row failed.')).toBeVisible()
})
