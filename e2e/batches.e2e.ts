import { chatFile, chatLine } from './support/requests.ts'
import { setHidden, watchRequests } from './support/steps.ts'
import { expect, test } from './support/story.ts'

const titled = (batch_description: string, more: Record<string, string> = {}) => ({
  metadata: { batch_description, ...more },
})

test('each batch says honestly how it stands @matrix', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  await api.startBatch('good.jsonl', chatFile(3), titled('All is well'))
  const oneBad = `${chatFile(2)}${chatLine('row-3~bad-request', 'Describe this image.')}`
  await api.startBatch('mixed.jsonl', oneBad, titled('One in three failed'))
  await api.startBatch('bad.jsonl', chatFile(3), titled('Nothing worked', { simulate: 'none-succeed' }))
  await api.startBatch('wrong.jsonl', 'not JSON at all\n', titled('Not a batch file'))
  await api.startBatch('late.jsonl', chatFile(4), titled('Out of time', { simulate: 'expire' }))
  await api.startBatch('stalled.jsonl', chatFile(3), titled('Waiting', { simulate: 'stall' }))
  await controls.advance(60)

  await page.goto('/batches')

  const rows = page.getByRole('table', { name: 'Batches' }).getByRole('row')
  const row = (title: string) => rows.filter({ has: page.getByRole('link', { name: title, exact: true }) })
  await expect(row('All is well')).toContainText('Completed')
  await expect(row('All is well')).toContainText('3 completed')
  await expect(row('One in three failed')).toContainText('Completed, 1 of 3 failed')
  await expect(row('Nothing worked')).toContainText('Completed, none succeeded')
  await expect(row('Not a batch file')).toContainText('Rejected at validation')
  await expect(row('Out of time')).toContainText('Expired')
  await expect(row('Waiting')).toContainText('Queued')
})

test('a running batch moves on its own, and a page where all has ended asks for nothing', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(0)
  await api.startBatch('cities.jsonl', chatFile(4))
  const traffic = watchRequests(page)
  await page.clock.install()
  await page.goto('/batches')
  await expect(page.getByRole('row', { name: /cities\.jsonl/ })).toContainText('4 to go')

  await controls.setRate(1000)
  await controls.advance(10)
  await page.clock.runFor(5_000)
  await expect(page.getByRole('row', { name: /cities\.jsonl/ })).toContainText('4 completed')

  await traffic.untilQuiet()
  const asked: string[] = []
  page.on('request', (request) => {
    // Code for later pages may still be on its way.
    if (new URL(request.url()).pathname.startsWith('/v1/')) asked.push(request.url())
  })
  await page.clock.runFor(10 * 60_000)
  // Another day has begun.
  await page.clock.fastForward(24 * 3_600_000)
  await page.clock.runFor(60_000)
  expect(asked).toEqual([])
})

test('a tab that is not looked at asks for nothing', async ({ page, api, controls }) => {
  await controls.setRate(0)
  await api.startBatch('cities.jsonl', chatFile(4))
  const traffic = watchRequests(page)
  await page.clock.install()
  await page.goto('/batches')
  await expect(page.getByRole('row', { name: /cities\.jsonl/ })).toContainText('4 to go')
  await setHidden(page, true)
  await traffic.untilQuiet()
  const asked: string[] = []
  page.on('request', (request) => {
    // Code for later pages may still be on its way.
    if (new URL(request.url()).pathname.startsWith('/v1/')) asked.push(request.url())
  })
  await page.clock.runFor(10 * 60_000)
  expect(asked).toEqual([])

  await setHidden(page, false)
  await expect.poll(() => asked.length).toBeGreaterThan(0)
})

test('a batch past its deadline is overdue while it runs', async ({ page, api, controls }) => {
  await controls.setRate(0)
  const batch = await api.startBatch('slow.jsonl', chatFile(4), titled('Too slow', { simulate: 'late' }))
  await api.until(batch.id, 'in_progress')
  await controls.advance(60)
  await page.clock.install({ time: Date.now() + 60_000 })
  await page.goto('/batches')
  const row = page.getByRole('row', { name: /Too slow/ })
  await expect(row).toContainText('Overdue')
  await expect(row).toContainText(/overdue by \d+ s/)
})

test('search and status are in the address, so a link shows what the sender saw @matrix', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  await api.startBatch('a.jsonl', chatFile(1), titled('Product tags, spring'))
  await api.startBatch(
    'b.jsonl',
    chatFile(1),
    titled('Product tags, autumn', { simulate: 'fail-validation' }),
  )
  await api.startBatch('c.jsonl', chatFile(1), titled('Support letters'))
  await controls.advance(10)
  await page.goto('/batches')
  await expect(page.getByRole('link', { name: 'Support letters', exact: true })).toBeVisible()

  await page.getByRole('searchbox', { name: 'Search batches' }).fill('product tags')
  await expect(page.getByRole('link', { name: 'Support letters', exact: true })).toBeHidden()
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Completed')

  await expect(page.getByRole('link', { name: 'Product tags, autumn', exact: true })).toBeHidden()
  await expect(page.getByRole('link', { name: 'Product tags, spring', exact: true })).toBeVisible()
  await expect(page).toHaveURL(/search=product\+tags.*status=completed/)

  await page.reload()
  await expect(page.getByRole('searchbox', { name: 'Search batches' })).toHaveValue('product tags')
  await expect(page.getByRole('link', { name: 'Product tags, spring', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Support letters', exact: true })).toBeHidden()

  await page.getByRole('searchbox', { name: 'Search batches' }).fill('nothing is called this')
  await expect(page.getByRole('heading', { name: 'No batch fits' })).toBeVisible()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(page.getByRole('link', { name: 'Support letters', exact: true })).toBeVisible()
})

test('older batches are a link away and Back returns', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const file = await api.uploadFile('many.jsonl', chatFile(1))
  for (let index = 1; index <= 27; index += 1) {
    await api.createBatch({ input_file_id: file.id, ...titled(`Number ${index}`) })
  }
  await controls.advance(10)
  await page.goto('/batches')
  const links = page.getByRole('table', { name: 'Batches' }).getByRole('link', { name: /^Number \d+$/ })
  await expect(links).toHaveCount(25)

  await page.getByRole('link', { name: 'Older' }).click()
  await expect(links).toHaveText(['Number 2', 'Number 1'])

  await page.goBack()
  await expect(links.first()).toHaveText('Number 27')
})

test('a batch is cancelled from the list, after one question', async ({ page, api, controls }) => {
  await controls.setRate(0)
  const batch = await api.startBatch('long.jsonl', chatFile(5), titled('Too long'))
  await api.until(batch.id, 'in_progress')
  await page.goto('/batches')
  await page.getByRole('button', { name: 'Cancel Too long' }).click()

  const dialog = page.getByRole('dialog', { name: 'Cancel “Too long”?' })
  await expect(dialog).toContainText('5 rows will not run and cost nothing')
  await dialog.getByRole('button', { name: 'Cancel the batch' }).click()

  await expect(dialog).toBeHidden()
  await expect(page.getByRole('row', { name: /Too long/ })).toContainText(/Cancell(?:ing|ed)/)
  await api.until(batch.id, 'cancelled')
})

test('statuses and fields that nobody knows yet break nothing', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('future.jsonl', chatFile(2), titled('From the future'))
  await api.until(batch.id, 'completed')
  await page.route('**/v1/batches**', async (route) => {
    const response = await route.fetch()
    const text = (await response.text()).replaceAll(
      '"status":"completed"',
      '"status":"paused_by_operator","mood":{"a":[1]}',
    )
    await route.fulfill({ response, body: text })
  })

  await page.goto('/batches')
  await expect(page.getByRole('row', { name: /From the future/ })).toContainText('paused by operator')
  await page.getByRole('link', { name: 'From the future', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'From the future', level: 1 })).toBeVisible()
  await expect(page.getByText('paused by operator')).toBeVisible()
  // An unknown status counts as still going on, so a look may be under way.
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})
