import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine, GUIDE_FILE } from './support/requests.ts'
import { settings } from './support/settings.ts'
import { expect, test } from './support/story.ts'

/** The numbers in the first column, as they stand. */
const ROW_NUMBERS = { name: /^Row \d+$/ } as const

test('rows stand in input order, and one is read whole beside its request @matrix', async ({
  page,
  api,
  controls,
  context,
}) => {
  const asked: string[] = []
  context.on('request', (sent) => asked.push(sent.url()))
  await controls.setRate(1000)
  const batch = await api.startBatch('guide.jsonl', GUIDE_FILE)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 4 rows are here.')).toBeVisible()
  const grid = page.getByRole('grid', { name: 'Rows of the batch' })
  await expect(grid.getByRole('link', ROW_NUMBERS)).toHaveText(['1', '2', '3', '4'])
  await expect(grid.getByRole('row').nth(1)).toContainText('colorado')
  await expect(grid.getByRole('row').nth(4)).toContainText('blue-square')

  await grid.getByRole('link', { name: 'Row 3' }).click()
  const request = page.getByRole('region', { name: 'Request' })
  const result = page.getByRole('region', { name: 'Result', exact: true })
  await expect(request).toContainText('Write a Python function')
  await expect(result).toContainText('def ')
  await expect(page).toHaveURL(/row=3/)

  await page.keyboard.press('k')
  await expect(request).toContainText('What is in this image?')
  await expect(request.getByRole('button', { name: 'Load the image' })).toBeVisible()
  await page.keyboard.press('k')
  await expect(request).toContainText('What is the capital of Colorado?')
  await page.getByRole('button', { name: 'Next row (j)' }).click()
  await expect(request).toContainText('What is in this image?')
  expect(asked.filter((url) => url.includes('images.example'))).toEqual([])

  await page.getByRole('radio', { name: 'Raw' }).click()
  await expect(request).toContainText('"custom_id": "image-boardwalk"')
  await page.reload()
  await expect(request).toContainText('"custom_id": "image-boardwalk"')
  await page.keyboard.press('Escape')
  await expect(request).toBeHidden()
})

test('outcomes are told apart, counted and filtered @matrix', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const input = [
    chatLine('fine', 'Name a river.'),
    chatLine('cut~truncated', 'Tell a long story.'),
    chatLine('no~refused', 'Tell a secret.'),
    chatLine('none~empty', 'Say nothing.'),
    chatLine('bad~error-status', 'Describe this image.'),
    chatLine('late~timeout', 'Think for a long time.'),
    chatLine('json~broken-json', 'Answer in JSON.', { response_format: { type: 'json_object' } }),
  ].join('\n')
  const batch = await api.startBatch('outcomes.jsonl', input)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results`)
  const filter = page.getByRole('navigation', { name: 'Rows by outcome' })
  await expect(filter.getByRole('link')).toHaveText([
    'All7',
    'Succeeded1',
    'Failed2',
    'Cut off1',
    'Refused1',
    'Empty1',
    'Invalid JSON1',
  ])

  await filter.getByRole('link', { name: /^Failed/ }).click()
  const grid = page.getByRole('grid', { name: 'Rows of the batch' })
  await expect(grid.getByRole('link', ROW_NUMBERS)).toHaveText(['5', '6'])
  await expect(page).toHaveURL(/outcome=failed/)
  await grid.getByRole('link', { name: 'Row 6' }).click()
  await expect(page.getByRole('region', { name: 'Result', exact: true })).toContainText(/time/i)
  await page.keyboard.press('k')
  await expect(page).toHaveURL(/row=5/)
  await expect(page.getByRole('region', { name: 'Result', exact: true })).toContainText('HTTP 400')

  await page.reload()
  await expect(grid.getByRole('link', ROW_NUMBERS)).toHaveText(['5', '6'])

  await filter.getByRole('link', { name: /^Invalid JSON/ }).click()
  await grid.getByRole('link', { name: 'Row 7' }).click()
  const result = page.getByRole('region', { name: 'Result', exact: true })
  await expect(result).toContainText(
    'Not JSON, from line 1, character 69: It ends before its last bracket or quote.',
  )
  await expect(result.locator('mark')).toHaveText('the end')
  await expectAccessible(page, 'an answer that is no JSON')

  // The server counts an answer that is an error as completed; the page says one number wherever it says one.
  await page.getByRole('link', { name: 'Overview' }).click()
  await expect(page.getByRole('link', { name: 'Show 2 failed rows' })).toBeVisible()
  await expect(page.getByText('Completed, 2 of 7 failed')).toBeVisible()
  await expect(page.getByText('5 completed and 2 failed')).toBeVisible()
})

test('a stream that is cut in the middle loses no row and repeats none @matrix', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION|ERR_FAILED|ERR_CONTENT_LENGTH_MISMATCH/)
  await controls.setRate(1000)
  const batch = await api.startBatch('cut.jsonl', chatFile(50))
  const { output_file_id: outputId } = await api.until(batch.id, 'completed')
  if (outputId === null) throw new Error('The batch has no output file.')
  for (const afterBytes of [901, 5_003, 12_345]) {
    await controls.disturb({ path: outputId, times: 1, effect: { kind: 'cut', afterBytes } })
  }
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 50 rows are here.')).toBeVisible()
  await expect(page.getByRole('link', { name: /^Succeeded/ })).toHaveText('Succeeded50')
})

test('answers come while the batch runs, and pending rows keep their places', async ({
  page,
  api,
  controls,
}) => {
  test.skip(settings.personality === 'openai', 'this server hands out no answers before the end')
  await controls.setRate(0)
  const batch = await api.startBatch('live.jsonl', chatFile(30))
  await api.until(batch.id, 'in_progress')
  await page.goto(`/batches/${batch.id}/results`)
  const filter = page.getByRole('navigation', { name: 'Rows by outcome' })
  await expect(filter.getByRole('link', { name: /^Pending/ })).toHaveText('Pending30')

  await controls.work(10, 1)
  const { completed } = (await api.batch(batch.id)).request_counts
  await expect(filter.getByRole('link', { name: /^Succeeded/ })).toHaveText(`Succeeded${completed}`)
  await expect(filter.getByRole('link', { name: /^Pending/ })).toHaveText(`Pending${30 - completed}`)
  await expect(page.getByText(`${completed} of 30 read; the batch is still running;`)).toBeVisible()

  await controls.setRate(1000)
  await controls.advance(10)
  await expect(page.getByText('All 30 rows are here.')).toBeVisible()
})

test('rows that are run again move from failed to succeeded in place', async ({ page, api, controls }) => {
  test.skip(settings.personality === 'openai', 'this server cannot retry')
  await controls.setRate(1000)
  const batch = await api.startBatch('again.jsonl', `${chatFile(3)}${chatLine('late~once', 'Name a lake.')}`)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results`)
  const filter = page.getByRole('navigation', { name: 'Rows by outcome' })
  await expect(filter.getByRole('link', { name: /^Failed/ })).toHaveText('Failed1')

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Retry failed rows' }).click()
  await page.getByRole('button', { name: 'Run again' }).click()
  await expect(filter.getByRole('link', { name: /^Succeeded/ })).toHaveText('Succeeded4')
  await expect(page.getByText('All 4 rows are here.')).toBeVisible()
})

test('without the input file rows stand in order of arrival, and the page says so', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 404/)
  await controls.setRate(1000)
  const batch = await api.startBatch('gone.jsonl', chatFile(5))
  await api.until(batch.id, 'completed')
  await api.deleteFile(batch.input_file_id ?? '')
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText(/rows stand in order of arrival/)).toBeVisible()
  await expect(
    page.getByRole('grid', { name: 'Rows of the batch' }).getByRole('link', ROW_NUMBERS),
  ).toHaveCount(5)
})

test('two thousand rows scroll like fifty', async ({ page, api, controls }) => {
  await controls.setRate(1_000_000)
  const batch = await api.startBatch('many.jsonl', chatFile(2_000))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 2,000 rows are here.')).toBeVisible()
  const grid = page.getByRole('grid', { name: 'Rows of the batch' })
  await expect(grid).toHaveAttribute('aria-rowcount', '2001')
  await grid.getByRole('link', { name: 'Row 1', exact: true }).focus()
  await page.keyboard.press('End')
  await expect(grid.getByRole('link', { name: 'Row 2,000' })).toBeVisible()
  expect(await grid.getByRole('row').count()).toBeLessThanOrEqual(100)
  await page.goto(`/batches/${batch.id}/results?row=1207`)
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('Name a river')
  await expect(grid.getByRole('link', { name: 'Row 1,207' })).toBeVisible()
})

test('a link to a row beyond the last one says how many rows there are', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('short.jsonl', chatFile(4))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results?row=999999`)
  await expect(page.getByText('All 4 rows are here.')).toBeVisible()
  const row = page.getByRole('region', { name: 'Row 999,999' })
  await expect(row.getByText('This batch has 4 rows.')).toBeVisible()
  await row.getByRole('button', { name: 'Previous row (k)' }).click()
  await expect(page).toHaveURL(/row=4$/)

  await page.goto(`/batches/${batch.id}/results?row=999999`)
  await row.getByRole('button', { name: 'Open row 1' }).click()
  await expect(page).toHaveURL(/row=1$/)
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('Name a river')
})

test('rows that an answer left out are read later, although the counts stay the same', async ({
  page,
  api,
  controls,
}) => {
  test.skip(settings.personality === 'openai', 'this server hands out no answers before the end')
  await controls.setRate(0)
  const batch = await api.startBatch('gap.jsonl', chatFile(40))
  const { output_file_id: outputId } = await api.until(batch.id, 'in_progress')
  await controls.work(10, 1)
  const { completed } = (await api.batch(batch.id)).request_counts
  expect(completed).toBeGreaterThan(3)
  await page.route(
    `**/v1/files/${outputId}/content*`,
    async (route) => {
      const response = await route.fetch()
      const lines = (await response.text()).split('\n').slice(0, 3)
      await route.fulfill({ response, body: `${lines.join('\n')}\n` })
    },
    { times: 1 },
  )
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText(`${completed} of 40 read; the batch is still running;`)).toBeVisible()
})
