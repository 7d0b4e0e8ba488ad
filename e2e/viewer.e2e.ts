import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine, GUIDE_FILE } from './support/requests.ts'
import { chooseFile, expectHeading } from './support/steps.ts'
import { expect, test } from './support/story.ts'

/** 20 MB in 50,000 lines, and one line more that is blank, so that editors and servers count differently. */
function largeFile(): string {
  const lines = Array.from({ length: 50_000 }, (_, index) =>
    chatLine(`row-${index + 1}`, `Summarise report ${index + 1}. ${'Figures '.repeat(30)}`),
  )
  lines.splice(10, 0, '')
  return lines.join('\n')
}

test('any line of a large file is one jump away', async ({ page, api }) => {
  const file = await api.uploadFile('large.jsonl', largeFile())
  expect(file.bytes).toBeGreaterThan(18_000_000)
  await page.goto(`/files/${file.id}`)
  const grid = page.getByRole('grid', { name: 'Lines of the file' })
  await expect(page.getByText(/50,000 requests, .* 1 blank line left out/)).toBeVisible()
  await expect(grid).toHaveAttribute('aria-rowcount', '50001')

  await page.getByRole('textbox', { name: 'Line number or custom_id' }).fill('49,999')
  await page.keyboard.press('Enter')
  const request = page.getByRole('region', { name: 'Request' })
  await expect(request).toContainText('Summarise report 49998.')
  await expect(page.getByText('number 49,998 as servers count')).toBeVisible()
  await expect(grid.getByRole('link', { name: 'Line 49,999' })).toBeInViewport()
  await expect(page).toHaveURL(/line=49999/)
  expect(await grid.getByRole('row').count()).toBeLessThanOrEqual(100)

  await page.getByRole('textbox', { name: 'Line number or custom_id' }).fill('row-31207')
  await page.getByRole('button', { name: 'Go to' }).click()
  await expect(request).toContainText('Summarise report 31207.')
  await page.getByRole('textbox', { name: 'Line number or custom_id' }).fill('row-of-another-file')
  await page.getByRole('button', { name: 'Go to' }).click()
  await expect(page.getByText('No line has this id.')).toBeVisible()

  await page.goto(`/files/${file.id}?line=11`)
  await expect(page.getByText('This line is blank. Servers leave it out.')).toBeVisible()
  await page.getByRole('button', { name: 'Open line 12' }).click()
  await expect(request).toContainText('Summarise report 11.')
  await page.goto(`/files/${file.id}?line=999999`)
  await expect(page.getByText('The last line of this file is line 50,001.')).toBeVisible()
})

test('a file is read with the keyboard alone @matrix', async ({ page, api }) => {
  const file = await api.uploadFile('guide.jsonl', GUIDE_FILE)
  await page.goto('/files')
  await page.getByRole('link', { name: 'guide.jsonl', exact: true }).click()
  await expectHeading(page, 'guide.jsonl')
  await expect(page).toHaveURL(new RegExp(`/files/${file.id}$`))
  const grid = page.getByRole('grid', { name: 'Lines of the file' })
  await grid.getByRole('link', { name: 'Line 1' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const request = page.getByRole('region', { name: 'Request' })
  await expect(request).toContainText('Write a Python function')

  await page.keyboard.press('j')
  await expect(request).toContainText('What colour is this image?')
  await expect(request.getByRole('button', { name: 'Load the image' })).toBeVisible()
  await page.keyboard.press('k')
  await expect(request).toContainText('Write a Python function')
  await page.getByRole('radio', { name: 'Raw' }).click()
  await expect(request).toContainText('"custom_id": "python-code"')
  await expect(page).toHaveURL(/line=3&view=raw/)
  await page.reload()
  await expect(request).toContainText('"custom_id": "python-code"')
  await page.keyboard.press('Escape')
  await expect(request).toBeHidden()
})

test('all lines are searched, and the hits lead from one to the next @matrix', async ({ page, api }) => {
  const text = `${chatFile(500)}${chatLine('special', 'Where does the "Größe Donau" end?')}\n${chatLine('last', 'And the DONAU?')}\n`
  const file = await api.uploadFile('rivers.jsonl', text)
  await page.goto(`/files/${file.id}`)
  // Screen readers are told the same elsewhere on the page.
  const lines = page.getByRole('region', { name: 'Lines' })
  const search = page.getByRole('searchbox', { name: 'Search in all lines' })
  await page.getByRole('heading', { level: 1 }).click()
  await expect(search).toBeVisible()
  await page.keyboard.press('/')
  await expect(search).toBeFocused()
  await search.fill('donau')
  await expect(lines.getByText('2 lines', { exact: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/line=501/)
  await expect(lines.getByText('1 of 2', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Next hit (Enter)' }).click()
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('And the DONAU?')
  await page.getByRole('button', { name: 'Next hit (Enter)' }).click()
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('Größe Donau')

  await search.fill('"größe d')
  await expect(lines.getByText('1 of 1', { exact: true })).toBeVisible()
  await search.fill('no river has this name')
  await expect(lines.getByText('No line has this')).toBeVisible()
  await page.reload()
  await expect(lines.getByText('No line has this')).toBeVisible()
})

test('answers and failures are read in their own files @matrix', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const input = `${chatFile(2)}${chatLine('late~timeout', 'Think for a long time.')}\n${chatLine('no~refused', 'Tell a secret.')}`
  const { id } = await api.startBatch('mixed.jsonl', input)
  const batch = await api.until(id, 'completed')
  await page.goto(`/files/${batch.output_file_id}`)
  await expect(page.getByText(/^3 rows, /)).toBeVisible()
  await expect(page.getByRole('link', { name: 'mixed.jsonl' }).or(page.getByText('written by'))).toBeVisible()
  const grid = page.getByRole('grid', { name: 'Lines of the file' })
  await expect(grid).toContainText('Refused')
  await page.getByRole('textbox', { name: 'Line number or custom_id' }).fill('row-2')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('imulated answer')
  await expect(page.getByText(/tokens in, \d+ out/)).toBeVisible()

  await page.goto(`/files/${batch.error_file_id}?line=1`)
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('Timed out')
  await expect(page.getByText('late~timeout').first()).toBeVisible()
})

test('the answers of a running batch are read again as they grow', async ({ page, api, controls }) => {
  await controls.setRate(0)
  const { id } = await api.startBatch('growing.jsonl', chatFile(30))
  await api.until(id, 'in_progress')
  await controls.work(10, 1)
  const { output_file_id: outputId, request_counts: before } = await api.batch(id)
  test.skip(outputId === null, 'this server hands out no answers before the end')
  expect(before.completed).toBeLessThan(30)
  await page.goto(`/files/${outputId}`)
  await expect(page.getByText(new RegExp(`^${before.completed} rows?, `))).toBeVisible()
  await controls.setRate(1000)
  await controls.advance(10)
  await api.until(id, 'completed')
  await page.getByRole('button', { name: 'Read again' }).click()
  await expect(page.getByText(/^30 rows, /)).toBeVisible()
})

test('a line that is no JSON is shown with its fault', async ({ page, api }) => {
  const file = await api.uploadFile('broken.jsonl', `${chatFile(2)}{"custom_id": "a", "body": {},}\n`)
  await page.goto(`/files/${file.id}?line=3`)
  await expect(page.getByText('Comma too many', { exact: true })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Line', exact: true }).locator('mark')).toHaveText(',')
  await expectAccessible(page, 'a line that is no JSON')
})

test('a small stored file is checked by all rules and priced unasked, and the check leads to the lines', async ({
  page,
  api,
}) => {
  const wrong = chatLine('cold', 'Too hot?', { temperature: 9 })
  const file = await api.uploadFile(
    'doubtful.jsonl',
    `${chatFile(40)}{"custom_id": "a", "body": {},}\n${wrong}\n`,
  )
  await page.goto(`/files/${file.id}`)
  const check = page.getByRole('region', { name: 'Check', exact: true })
  await expect(check.getByText('This file cannot run as it is')).toBeVisible()
  await expect(check.getByText('{"custom_id": "a", "body": {},}').first()).toBeVisible()
  const estimate = page.getByRole('region', { name: 'Estimate' })
  await expect(estimate.getByText(/^about \$/)).toHaveCount(2)
  await expectAccessible(page, 'a checked file with errors')
  await check.getByText('Comma too many').click()
  await check.getByRole('button', { name: /^Line 41 / }).click()
  await expect(page.getByRole('region', { name: 'Line', exact: true }).locator('mark')).toHaveText(',')
  await expect(page.getByRole('region', { name: 'Lines' })).toBeInViewport()
  await expect(page).toHaveURL(/line=41/)
  await check
    .getByText(/Warning:/)
    .first()
    .click()
  await check
    .getByRole('button', { name: /^Line 42/ })
    .first()
    .click()
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('Too hot?')

  const good = await api.uploadFile('good.jsonl', chatFile(3))
  await page.goto(`/files/${good.id}`)
  await expect(page.getByText('All 3 requests are in order.')).toBeVisible()
  await expectAccessible(page, 'a checked file without errors')
})

test('a large stored file is checked when it is asked for, and once', async ({ page, api }) => {
  const file = await api.uploadFile('large.jsonl', largeFile())
  let reads = 0
  page.on('request', (request) => {
    if (request.url().includes(`${file.id}/content`)) reads += 1
  })
  await page.goto(`/files/${file.id}`)
  await expect(page.getByText(/^50,000 requests, /)).toBeVisible()
  await page.getByRole('link', { name: 'Files' }).first().click()
  await expect(
    page.getByRole('row', { name: /large\.jsonl/ }).getByRole('cell', { name: '50,000' }),
  ).toBeVisible()
  await page.getByRole('link', { name: 'large.jsonl', exact: true }).click()
  expect(reads).toBe(1)
  await page.getByRole('button', { name: /^Check and estimate: reads [\d.]+ MB$/ }).click()
  await expect(page.getByText('All 50,000 requests are in order.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Estimate' }).getByText(/^about \$/)).toHaveCount(2)

  await page.getByRole('link', { name: 'Files' }).first().click()
  await expect(
    page.getByRole('row', { name: /large\.jsonl/ }).getByRole('cell', { name: '50,000' }),
  ).toBeVisible()
  await page.getByRole('link', { name: 'large.jsonl', exact: true }).click()
  await expect(page.getByText('All 50,000 requests are in order.')).toBeVisible()
  await page.getByRole('link', { name: 'Start a batch' }).click()
  await expect(page.getByText('All 50,000 requests are in order.')).toBeVisible()
  expect(reads).toBe(2)
})

test('files that a batch wrote are neither checked nor priced', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const { id } = await api.startBatch('asked.jsonl', chatFile(2))
  const { output_file_id: outputId } = await api.until(id, 'completed')
  await page.goto(`/files/${outputId}`)
  await expect(page.getByText(/^2 rows, /)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Check', exact: true })).toBeHidden()
  await expect(page.getByRole('region', { name: 'Estimate' })).toBeHidden()
})

test('a reading that breaks off goes on by itself; one that fails says why and can be repeated', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(
    /ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION|ERR_FAILED|ERR_CONTENT_LENGTH_MISMATCH|status of 401/,
  )
  // Too large to be checked unasked: the content is read once.
  const file = await api.uploadFile('cut.jsonl', chatFile(30_000))
  expect(file.bytes).toBeGreaterThan(5_000_000)
  await controls.disturb({
    path: `${file.id}/content`,
    times: 1,
    effect: { kind: 'cut', afterBytes: 9_001 },
  })
  await page.goto(`/files/${file.id}`)
  await expect(page.getByText(/^30,000 requests, /)).toBeVisible()
  await page.getByRole('textbox', { name: 'Line number or custom_id' }).fill('200')
  await page.keyboard.press('Enter')
  await expect(page.getByText('row-200').first()).toBeVisible()

  await controls.disturb({ path: '/content', times: 1, effect: { kind: 'status', status: 401 } })
  await page.reload()
  await expect(page.getByText('The server does not let this key read the file')).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText(/^30,000 requests, /)).toBeVisible()
})

test('a file that is not there is said to be gone', async ({ page, problems }) => {
  problems.expect(/status of 404/)
  await page.goto('/files/00000000-0000-4000-8000-000000000000')
  await expect(page.getByText('Could not load this file')).toBeVisible()
  await expect(
    page.getByText('It is not there: it was deleted, or it belongs to another account.'),
  ).toBeVisible()
})

test('a file is deleted from its own page', async ({ page, api }) => {
  const file = await api.uploadFile('spare.jsonl', chatFile(1))
  await page.goto(`/files/${file.id}`)
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete the file' }).click()
  await expect(page.getByText('No files yet')).toBeVisible()
  await expect(page).toHaveURL(/\/files$/)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true })

  test('a line opens over the list', async ({ page, api }) => {
    const file = await api.uploadFile('phone.jsonl', chatFile(40))
    await page.goto(`/files/${file.id}`)
    await page.getByRole('link', { name: 'Line 2', exact: true }).tap()
    const sheet = page.getByRole('dialog', { name: 'Line 2' })
    await expect(sheet.getByRole('region', { name: 'Request' })).toContainText('letter number 2.')
    await expectAccessible(page, 'a line on a phone')
    await sheet.getByRole('button', { name: 'Next line' }).tap()
    await expect(page.getByRole('dialog', { name: 'Line 3' })).toContainText('letter number 3.')
    await page.getByRole('button', { name: 'Close' }).tap()
    await expect(page.getByRole('dialog')).toBeHidden()
  })
})

test('the requests of a file are looked at before it is uploaded', async ({ page, api }) => {
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'mine.jsonl', chatFile(60))
  await page.getByRole('button', { name: 'Preview the requests' }).click()
  const dialog = page.getByRole('dialog', { name: 'mine.jsonl' })
  await expect(dialog.getByText(/^60 requests, /)).toBeVisible()
  await expectAccessible(page, 'the lines of a chosen file')
  const grid = dialog.getByRole('grid', { name: 'Lines of the file' })
  await grid.getByRole('button', { name: 'Line 1', exact: true }).focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  const request = dialog.getByRole('region', { name: 'Request' })
  await expect(request).toContainText('letter number 8.')
  await page.keyboard.press('k')
  await expect(request).toContainText('letter number 7.')
  await expectAccessible(page, 'a line of a chosen file')
  await dialog.getByRole('searchbox', { name: 'Search in all lines' }).fill('row-17')
  await expect(dialog.getByText('1 line', { exact: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(request).toContainText('letter number 17.')

  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Preview the requests' })).toBeFocused()
  expect(await api.files()).toEqual([])
})

test('the requests of a batch stand in its Input tab, and a deleted input file is said to be gone', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 404/)
  await controls.setRate(1000)
  const { id } = await api.startBatch('tabbed.jsonl', chatFile(4))
  const batch = await api.until(id, 'completed')
  await page.goto(`/batches/${id}`)
  await page.getByRole('navigation', { name: 'Batch' }).getByRole('link', { name: 'Input' }).click()
  await page.getByRole('link', { name: 'Line 3', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('letter number 3.')
  await expect(page).toHaveURL(new RegExp(`/batches/${id}/input\\?line=3$`))
  await expectAccessible(page, 'the input of a batch')

  await api.deleteFile(batch.input_file_id ?? '')
  await page.reload()
  await expect(page.getByText('The input file was deleted')).toBeVisible()
  await expectAccessible(page, 'a batch without its input')
})
