import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { settings } from './support/settings.ts'
import { customIdsOf, expectHeading, expectProgress, parseLines } from './support/steps.ts'
import { expect, test } from './support/story.ts'

const OTHER_MODEL = 'openai/gpt-oss-20b'

/** Opens a dialog that changes all requests, by keyboard. */
async function openChange(page: Page, button: string) {
  await page.getByRole('button', { name: button }).press('Enter')
  return page.getByRole('dialog')
}

async function apply(page: Page): Promise<void> {
  const button = page.getByRole('dialog').getByRole('button', { name: 'Apply' })
  await expect(button).not.toHaveAttribute('aria-disabled')
  await button.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
}

test('a batch is cloned whole, as it was or with another model and window, by keyboard', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/ERR_|net::/)
  await controls.setRate(1000)
  const metadata = { batch_description: 'Rivers', team: 'north', created_by_email: 'a@example.com' }
  const batch = await api.startBatch('rivers.jsonl', chatFile(3), { metadata, completion_window: '1h' })
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}`)
  await page.getByRole('link', { name: 'Clone', exact: true }).press('Enter')
  await expectHeading(page, 'New batch')
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Rivers (copy)')
  await expect(page.getByRole('radio', { name: /Within 1 hour/ })).toBeChecked()
  await expectAccessible(page, 'a clone of all rows')
  // The first answer is lost: the batch is looked for among those that ran the file since, not started twice.
  await controls.disturb({
    method: 'POST',
    path: '/batches',
    times: 1,
    effect: { kind: 'cut', afterBytes: 5 },
  })
  await page.getByRole('button', { name: 'Start batch', exact: true }).press('Enter')
  await expectHeading(page, 'Rivers (copy)')
  const [copy, ...others] = await api.batches()
  expect(others.map(({ id }) => id)).toEqual([batch.id])
  expect(copy).toMatchObject({
    input_file_id: batch.input_file_id,
    metadata: { batch_description: 'Rivers (copy)', team: 'north' },
  })
  expect(copy?.metadata).not.toHaveProperty('created_by_email')

  await page.getByRole('link', { name: 'Clone', exact: true }).press('Enter')
  await page.getByRole('textbox', { name: 'Title' }).fill('Rivers, other model')
  await page.getByRole('button', { name: 'Change the requests' }).press('Enter')
  const dialog = await openChange(page, 'Set the model')
  await dialog.getByLabel('Model').selectOption(OTHER_MODEL)
  await apply(page)
  await page.getByRole('radio', { name: /Within 24 hours/ }).press('Space')
  await page.getByRole('button', { name: 'Upload and start batch' }).press('Enter')
  await expectHeading(page, 'Rivers, other model')
  const [changed] = await api.batches()
  expect(changed?.completion_window).toBe('24h')
  const lines = parseLines(await api.content(changed?.input_file_id ?? ''))
  expect(lines).toMatchObject(Array.from({ length: 3 }, () => ({ body: { model: OTHER_MODEL } })))
})

test('the rows that a cancelled batch left run as a new one @matrix', async ({ page, api, controls }) => {
  await controls.setRate(0)
  const batch = await api.startBatch('half.jsonl', chatFile(12))
  await api.until(batch.id, 'in_progress')
  await controls.work(5, 1)
  await page.goto(`/batches/${batch.id}`)
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the batch' }).click()
  const { request_counts } = await api.until(batch.id, 'cancelled')
  const left = request_counts.total - request_counts.completed
  await controls.setRate(1000)

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'New batch with rows not completed' }).click()
  await expect(page.getByText(`${left} rows taken over.`)).toBeVisible()
  await expectAccessible(page, 'a clone of some rows')
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expectHeading(page, 'half remaining rows.jsonl')
  await expectProgress(page, `${left} completed`)
  const [rest] = await api.batches()
  expect(rest?.metadata).toMatchObject({ retry_of: batch.id })
  const ids = customIdsOf(await api.content(rest?.input_file_id ?? ''))
  expect(ids).toHaveLength(left)
})

test('the rows of one cause run again where they are, or changed in a new batch @matrix', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 40[45]/)
  await controls.setRate(1000)
  const input = [
    chatLine('fine', 'Name a river.'),
    chatLine('slow~timeout', 'Think for a long time.'),
    chatLine('wrong~bad-request', 'Describe this image.'),
    chatLine('also~bad-request', 'Describe that image.'),
  ].join('\n')
  const batch = await api.startBatch('causes.jsonl', input)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/errors`)
  const causes = page.getByRole('region', { name: 'Errors' }).getByRole('listitem')
  await causes.filter({ hasText: 'Timed out' }).getByRole('button', { name: 'Retry this row' }).click()
  await page
    .getByRole('dialog', { name: 'Run 1 row again?' })
    .getByRole('button', { name: 'Run again' })
    .click()
  if (settings.personality === 'openai') {
    await expect(page.getByText('1 row taken over.')).toBeVisible()
    await page.goBack()
  } else {
    await expect(page.getByRole('dialog')).toBeHidden()
    await api.until(batch.id, 'completed')
  }

  await causes
    .filter({ hasText: 'Request not accepted' })
    .getByRole('link', { name: 'New batch with these rows' })
    .click()
  await expect(page.getByText('2 rows taken over.')).toBeVisible()
  await expect(page.getByText('These rows failed: request not accepted')).toBeVisible()
  await expect(page.getByText('Only those of one reason: request not accepted.')).toBeVisible()
  const dialog = await openChange(page, 'Set a parameter')
  await dialog.getByLabel('Parameter').fill('max_tokens')
  await dialog.getByLabel('Value').fill('900')
  await apply(page)
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expectHeading(page, 'causes failed rows.jsonl')
  const [changed] = await api.batches()
  expect(parseLines(await api.content(changed?.input_file_id ?? ''))).toMatchObject([
    { custom_id: 'wrong~bad-request', body: { max_tokens: 900 } },
    { custom_id: 'also~bad-request', body: { max_tokens: 900 } },
  ])
})

test('one row that failed runs again from where it is read, or changed in a new batch', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 40[45]/)
  await controls.setRate(1000)
  const input = [
    chatLine('fine', 'Name a river.'),
    chatLine('slow~timeout', 'Think for a long time.'),
    chatLine('late~timeout', 'Think for a longer time.'),
  ].join('\n')
  const batch = await api.startBatch('one.jsonl', input)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results?row=1`)
  const result = page.getByRole('region', { name: 'Result', exact: true })
  await expect(result).not.toBeEmpty()
  await expect(result.getByRole('button', { name: 'Retry this row' })).toHaveCount(0)

  await page.goto(`/batches/${batch.id}/results?row=3`)
  await expect(result.getByRole('button', { name: 'Retry this row' })).toBeVisible()
  await expectAccessible(page, 'a row that failed, with what can be done')
  await result.getByRole('link', { name: 'New batch with this row' }).click()
  await expect(page.getByText('1 row taken over.')).toBeVisible()
  await expect(page.getByRole('radio', { name: /^Row 3/ })).toBeChecked()

  await page.goBack()
  await result.getByRole('button', { name: 'Retry this row' }).click()
  const dialog = page.getByRole('dialog', { name: 'Run row 3 again?' })
  await expect(dialog).toContainText('It failed: timed out. It runs once more in this batch, unchanged')
  const sent = page.waitForRequest('**/retry-requests')
  await dialog.getByRole('button', { name: 'Run again' }).click()
  expect((await sent).postDataJSON()).toEqual({ request_ids: [expect.any(String)] })
  if (settings.personality === 'openai') {
    await expect(page.getByText('1 row taken over.')).toBeVisible()
    return
  }
  await expect(dialog).toBeHidden()
  await api.until(batch.id, 'completed')
})

test('rows with an answer that cannot be used run again from where they are read, changed first', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const input = [
    chatLine('fine', 'Name a river.'),
    chatLine('long', 'Tell a story.', { max_tokens: 2 }),
    chatLine('longer', 'Tell another story.', { max_tokens: 2 }),
    chatLine('no~refused', 'Tell a secret.'),
    chatLine('nothing~empty', 'Say nothing.'),
    chatLine('broken~broken-json', 'Give JSON.', { response_format: { type: 'json_object' } }),
  ].join('\n')
  const metadata = { batch_description: 'Stories' }
  const batch = await api.startBatch('stories.jsonl', input, { metadata })
  await api.until(batch.id, 'completed')

  await page.goto(`/batches/${batch.id}/results`)
  const filter = page.getByRole('navigation', { name: 'Rows by outcome' })
  await expect(filter.getByRole('link', { name: 'Invalid JSON 1' })).toBeVisible()
  await expect(page.getByRole('link', { name: /^Run th/ })).toHaveCount(0)
  await filter.getByRole('link', { name: 'Refused 1' }).click()
  await expect(page.getByRole('link', { name: 'Run this row again' })).toBeVisible()
  await filter.getByRole('link', { name: 'Cut off 2' }).click()
  const again = page.getByRole('link', { name: 'Run these 2 rows again' })
  await expect(again).toBeVisible()
  await expectAccessible(page, 'rows that were cut off')
  // A search leaves rows out, which a new batch with all that were cut off would not.
  await page.getByRole('searchbox').fill('another')
  await expect(page.getByRole('region', { name: 'Results' })).toContainText('1 of 6 rows matches.')
  await expect(page.getByRole('link', { name: /^Run th/ })).toHaveCount(0)
  await page.getByRole('searchbox').fill('')

  await page.goto(`/batches/${batch.id}/results?row=6`)
  const result = page.getByRole('region', { name: 'Result', exact: true })
  await expect(result).toContainText('The answer may be no JSON again.')
  await expectAccessible(page, 'a row with an answer that is not JSON')
  await result.getByRole('link', { name: 'New batch with this row' }).click()
  await expect(page.getByText('1 row taken over.')).toBeVisible()
  await expect(
    page.getByRole('radio', { name: /^Row 6.*Only this one, whose answer is not JSON/ }),
  ).toBeChecked()
  await expectAccessible(page, 'the choice of rows')
  for (const name of [/^All rows.*6/, /were cut off.*2/, /were refused.*1/, /an empty answer.*1/])
    await expect(page.getByRole('radio', { name })).toBeVisible()
  await expect(page.getByRole('radio', { name: /^Failed rows/ })).toHaveCount(0)

  await page.goto(`/batches/${batch.id}/results?outcome=truncated`)
  await again.press('Enter')
  await expect(page.getByText('2 rows taken over.')).toBeVisible()
  await expect(page.getByText('Raise the token limit first')).toBeVisible()
  const dialog = await openChange(page, 'Set a parameter')
  await dialog.getByLabel('Parameter').fill('max_tokens')
  await dialog.getByLabel('Value').fill('900')
  await apply(page)
  await page.getByRole('button', { name: 'Upload and start batch' }).press('Enter')
  await expectHeading(page, 'Stories (again)')
  await expectProgress(page, '2 completed')
  await page.getByRole('link', { name: 'Stories', exact: true }).press('Enter')
  // The later answers count.
  await expect(page.getByRole('region', { name: 'Tried again' })).toContainText(
    'Of 5 rows without a usable answer, 2 succeeded when tried again and 3 were not tried again.',
  )
})

test('a clone offers rows with an answer that cannot be used once the results are read', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const input = [chatLine('fine', 'Name a river.'), chatLine('no~refused', 'Tell a secret.')].join('\n')
  const batch = await api.startBatch('secret.jsonl', input)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/new?clone=${batch.id}`)
  const look = page.getByRole('button', { name: 'Read them now' })
  await expect(look).toBeVisible()
  await expect(page.getByRole('radio', { name: /were refused/ })).toHaveCount(0)
  await expectAccessible(page, 'a clone before the results are read')
  await look.press('Enter')
  await page.getByRole('radio', { name: /were refused.*1/ }).press('Space')
  await expect(page.getByText('1 row taken over.')).toBeVisible()
  await expect(look).toHaveCount(0)
  await expect(page.getByRole('radio', { name: /were cut off|an empty answer|invalid JSON/ })).toHaveCount(0)
})
