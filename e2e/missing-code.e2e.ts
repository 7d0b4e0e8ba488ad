import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { expect, test } from './support/story.ts'

/**
 * Takes pieces of the console's code away, as a server does that was updated.
 * @returns brings them back
 */
async function takeAway(page: Page, names: string): Promise<() => void> {
  let isGone = true
  await page.route(new RegExp(`/assets/(?:${names})-[^/]*\\.js$`), (route) =>
    isGone ? route.fulfill({ status: 404, body: 'Not found' }) : route.continue(),
  )
  return () => {
    isGone = false
  }
}

const rowsOf = (page: Page) =>
  page.getByRole('grid', { name: 'Rows of the batch' }).getByRole('link', { name: /^Row [\d,]+$/ })
const tryAgain = (page: Page) => page.getByRole('button', { name: 'Try again' })

test.beforeEach(async ({ controls, problems }) => {
  await controls.setRate(1000)
  problems.expect(/status of 404/)
})

test('a search whose code is gone says so, and finds as soon as the code is back', async ({ page, api }) => {
  const batch = await api.startBatch('gone.jsonl', `${chatFile(4)}${chatLine('lake', 'Tell of a lake.')}`)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results?row=2`)
  await expect(page.getByText('All 5 rows are here.')).toBeVisible()
  const search = page.getByRole('searchbox', { name: 'Search in requests, answers and ids' })
  const told = page.getByRole('status').filter({ hasText: 'The search could not be loaded.' })

  const bringFinder = await takeAway(page, 'finder')
  const bringScan = await takeAway(page, 'content-scan')
  await search.fill('of a lake')
  await expect(told).toContainText('Nothing of what has been read is lost.')
  await told.getByText('Details').click()
  await expect(told.getByText(/\/assets\/finder-/)).toBeVisible()
  await expect(page.getByText('Searching …')).toHaveCount(0)
  await expectAccessible(page, 'a search that could not be loaded')
  bringFinder()
  const scanAsked = page.waitForResponse(/content-scan/)
  await tryAgain(page).click()
  await scanAsked
  await expect(told).toBeVisible()
  bringScan()
  await tryAgain(page).click()
  await expect(rowsOf(page)).toHaveText(['5'])
  await expect(told).toHaveCount(0)
  await expect(page.getByText('This row is not among the rows found.')).toBeVisible()
})

test('the errors, the filters, the columns and the export come back after their code was gone', async ({
  page,
  api,
}) => {
  const lines = [
    chatLine('late~timeout', 'Think for a long time.'),
    chatLine('thing', 'Describe a thing.', {
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'thing',
          schema: { type: 'object', properties: { colour: { enum: ['red'] } }, required: ['colour'] },
        },
      },
    }),
  ]
  const batch = await api.startBatch('gone.jsonl', lines.join('\n'))
  await api.until(batch.id, 'completed')
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))

  let bringBack = await takeAway(page, 'row-texts')
  await page.goto(`/batches/${batch.id}/errors`)
  await expect(page.getByText('The reasons could not be loaded.')).toBeVisible()
  await page.getByRole('link', { name: 'Results', exact: true }).click()
  await expect(page.getByText('The fields of the answers could not be loaded.')).toBeVisible()
  await expect(rowsOf(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'Filters' }).click()
  await expect(page.getByText('The lists to choose from could not be loaded.')).toBeVisible()
  await expectAccessible(page, 'filters whose choices could not be loaded')
  bringBack()
  const fields = page.getByRole('group', { name: 'Filters' })
  await fields.getByRole('button', { name: 'Try again' }).click()
  await expect(fields.getByRole('button', { name: 'Try again' })).toHaveCount(0)
  await expect(page.getByRole('option', { name: /^Timed out.* \(1\)$/ })).toBeAttached()
  await tryAgain(page).click()
  await expect(page.getByRole('columnheader', { name: /colour/ })).toBeVisible()
  await expect(tryAgain(page)).toHaveCount(0)
  await page.getByRole('link', { name: 'Errors', exact: true }).click()
  await expect(page.getByText('1 row failed, for 1 reason.')).toBeVisible()

  bringBack = await takeAway(page, 'export-dialog|columns-dialog')
  await page.getByRole('link', { name: 'Results', exact: true }).click()
  await page.getByRole('button', { name: 'Columns' }).click()
  const columns = page.getByRole('dialog', { name: 'Columns' })
  await expect(columns.getByText('The choice of columns could not be loaded.')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Export' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export rows' })
  await expect(dialog.getByText('The export could not be loaded.')).toBeVisible()
  await expectAccessible(page, 'an export that could not be loaded')
  bringBack()
  await tryAgain(page).click()

  bringBack = await takeAway(page, 'export\\.worker')
  const write = dialog.getByRole('button', { name: 'Export 2 rows' })
  await write.click()
  await expect(dialog.getByText('The file could not be written.')).toBeVisible()
  await expect(dialog.getByText(/A part of the console could not be fetched/)).toBeVisible()
  bringBack()
  const saving = page.waitForEvent('download')
  await write.click()
  await saving
  await expect(dialog.getByText(/^2 rows written/)).toBeVisible()
})

test('an overview is there without a piece of it', async ({ page, api }) => {
  const batch = await api.startBatch(
    'odd.jsonl',
    `${chatFile(2)}${chatLine('odd~refused', 'Tell a secret.')}`,
  )
  await api.until(batch.id, 'completed')
  const bringBack = await takeAway(page, 'needs-a-look')
  await page.goto(`/batches/${batch.id}`)
  await expect(page.getByText('What needs a look could not be loaded.')).toBeVisible()
  await expect(page.getByText('3 completed').first()).toBeVisible()
  bringBack()
  await tryAgain(page).click()
  await expect(page.getByText('What needs a look could not be loaded.')).toHaveCount(0)
  await expect(page.getByRole('link', { name: /1 refused/i })).toBeVisible()
})

test('tabs, questions and the tools of a request come back after their code was gone', async ({
  page,
  api,
}) => {
  const tool = {
    type: 'function',
    function: { name: 'weather', parameters: { type: 'object', properties: {} } },
  }
  const batch = await api.startBatch('tools.jsonl', chatLine('one', 'How warm is it?', { tools: [tool] }))
  await api.until(batch.id, 'completed')
  let bringBack = await takeAway(page, 'code-tab|request-shapes|delete-batch-dialog')
  await page.goto(`/batches/${batch.id}/code`)
  await expect(page.getByText('This tab could not be loaded.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'tools.jsonl', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete batch' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete batch' })
  await expect(dialog.getByText('The question that comes first could not be loaded.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  bringBack()
  await tryAgain(page).click()
  await expect(page.getByText('This tab could not be loaded.')).toHaveCount(0)
  await expect(tryAgain(page)).toHaveCount(0)

  bringBack = await takeAway(page, 'request-shapes')
  await page.getByRole('link', { name: 'Results', exact: true }).click()
  await rowsOf(page).first().click()
  await expect(page.getByText('The list of tools could not be loaded.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('How warm is it?')
  bringBack()
  await tryAgain(page).click()
  await expect(page.getByText('It takes no parameters.')).toBeVisible()
})

test('rows and a comparison whose code is gone say so, and go on when it is back', async ({
  page,
  api,
  controls,
}) => {
  const first = await api.startBatch('first.jsonl', chatFile(3))
  await api.until(first.id, 'completed')
  await controls.advance(60)
  const second = await api.startBatch('second.jsonl', chatFile(3))
  await api.until(second.id, 'completed')

  let bringBack = await takeAway(page, 'results\\.worker')
  await page.goto(`/batches/${first.id}/results`)
  const died = page.getByRole('alert').filter({ hasText: 'Reading the results stopped unexpectedly.' })
  await expect(died).toContainText('A part of the console could not be fetched.')
  await expect(died).toContainText('the server still holds every row')
  await expectAccessible(page, 'rows whose reader could not be loaded')
  bringBack()
  await page.getByRole('button', { name: 'Read again' }).click()
  await expect(rowsOf(page)).toHaveCount(3)

  bringBack = await takeAway(page, 'row-digests')
  await page.goto(`/compare?left=${first.id}&right=${second.id}`)
  const stopped = page.getByRole('alert').filter({ hasText: 'Comparing stopped unexpectedly.' })
  await expect(stopped).toContainText('A part of the console could not be fetched.')
  await stopped.getByText('Details').click()
  await expect(stopped.getByText(/\/assets\/row-digests-/)).toBeVisible()
  bringBack()
  await page.getByRole('button', { name: 'Compare again' }).click()
  await expect(
    page.getByRole('navigation', { name: 'Rows by comparison' }).getByRole('link').first(),
  ).toHaveText('All3')
})

test('a page and what lies over it say that their code is gone, and open once it is back', async ({
  page,
}) => {
  await page.goto('/settings')
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  const bringBack = await takeAway(page, 'usage\\.page|command-palette')
  await page.keyboard.press('Control+k')
  const missing = page.getByRole('dialog', { name: 'This could not be opened' })
  await expect(missing).toContainText('A part of the console could not be fetched.')
  await missing.getByText('Details').click()
  await expect(missing.getByText(/\/assets\/command-palette-/)).toBeVisible()
  await expectAccessible(page, 'commands that could not be loaded')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Usage' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'This page could not be loaded' })).toBeVisible()
  await expectAccessible(page, 'a page that could not be loaded')
  await page.getByText('Details').click()
  await expect(page.getByText(/\/assets\/usage\.page-/)).toBeVisible()
  bringBack()
  await tryAgain(page).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Usage' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search and commands' })).toBeVisible()
})

test('a page is there without the parts of its frame, which come with a later page', async ({
  page,
  api,
}) => {
  const batch = await api.startBatch('watched.jsonl', chatFile(2))
  await api.until(batch.id, 'completed')
  const bringBack = await takeAway(page, 'done-watch')
  const asked = page.waitForResponse(/done-watch/)
  await page.goto('/batches')
  expect((await asked).status()).toBe(404)
  await expect(page.getByRole('link', { name: 'watched.jsonl', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Settings' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  bringBack()
  const askedAgain = page.waitForResponse((response) => /done-watch/.test(response.url()) && response.ok())
  await page.getByRole('link', { name: 'Batches' }).first().click()
  await askedAgain
  await expect(page.getByRole('link', { name: 'watched.jsonl', exact: true })).toBeVisible()
})

test('what is done with selected batches says that its code is gone, and comes back', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(0)
  const batch = await api.startBatch('long.jsonl', chatFile(2))
  await api.until(batch.id, 'in_progress')
  const bringBack = await takeAway(page, 'bulk-bar|cancel-batch-dialog|clone-flow')
  await page.goto('/batches')
  await page.getByLabel('Select long.jsonl').check()
  await expect(page.getByText('What can be done with them could not be loaded.')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel long.jsonl' }).click()
  const question = page.getByRole('dialog', { name: 'Cancel batch' })
  await expect(question.getByText('The question that comes first could not be loaded.')).toBeVisible()
  await expectAccessible(page, 'a question that could not be loaded')
  await page.keyboard.press('Escape')
  await page.goto(`/batches/new?clone=${batch.id}`)
  await expect(page.getByText('The batch could not be loaded.')).toBeVisible()
  bringBack()
  await tryAgain(page).click()
  await expect(page.getByText('The batch could not be loaded.')).toHaveCount(0)
  await expect(tryAgain(page)).toHaveCount(0)
  await page.goto('/batches')
  await page.getByRole('button', { name: 'Cancel long.jsonl' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the batch' }).click()
  await api.until(batch.id, 'cancelled')
})
