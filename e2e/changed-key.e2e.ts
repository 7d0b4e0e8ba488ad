import type { BrowserContext, Page } from '@playwright/test'
import { chatFile } from './support/requests.ts'
import { settings } from './support/settings.ts'
import { expect, test } from './support/story.ts'

/** A server that accepts one key at a time, each for the same workspace; the first is the story's own. */
async function keysOf(context: BrowserContext, workspaceKey: string) {
  let accepted = workspaceKey
  const contents: string[] = []
  await context.route('**/v1/**', async (route) => {
    const sent = route.request()
    const headers = sent.headers()
    const isAccepted = headers['authorization'] === `Bearer ${accepted}`
    const [, file, offset] = /\/files\/([^/]+)\/content(?:\?offset=(\d+))?/.exec(sent.url()) ?? []
    if (file !== undefined) contents.push(isAccepted ? `${file} ${offset ?? 0}` : `${file} refused`)
    if (isAccepted) {
      return route.continue({ headers: { ...headers, authorization: `Bearer ${workspaceKey}` } })
    }
    const error = {
      message: 'Incorrect API key provided.',
      type: 'invalid_request_error',
      code: 'invalid_api_key',
    }
    return route.fulfill({ status: 401, json: { error } })
  })
  return { contents, accept: (key: string) => (accepted = key) }
}

async function enterKey(page: Page, key: string): Promise<void> {
  await page.getByLabel('API key').fill(key)
  await page.getByRole('button', { name: 'Save and use' }).click()
  await expect(page.getByText('In use in this tab.')).toBeVisible()
}

test('a key that is refused in the middle is changed, in this tab or another, and no row is read twice', async ({
  page,
  context,
  api,
  controls,
  problems,
  workspaceKey,
}) => {
  test.skip(settings.personality === 'openai', 'this server hands out no answers before the end')
  problems.expect(/status of 401/)
  const keys = await keysOf(context, workspaceKey)
  await controls.setRate(0)
  const batch = await api.startBatch('keys.jsonl', chatFile(60))
  const { output_file_id: output } = await api.until(batch.id, 'in_progress')
  const work = async () => {
    await controls.work(20, 1)
    return (await api.batch(batch.id)).request_counts.completed
  }
  const read = (of: Page, rows: number) =>
    expect(of.getByText(`${rows} of 60 read; the batch is still running;`)).toBeVisible()
  const first = await work()
  await page.goto(`/batches/${batch.id}/results`)
  await read(page, first)

  keys.accept('key-2')
  const second = await work()
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText('Could not refresh this batch')).toBeVisible()
  await read(page, first)
  await page.getByRole('main').getByRole('link', { name: 'Open settings' }).click()
  await enterKey(page, 'key-2')
  await page.goBack()
  await read(page, second)

  keys.accept('key-3')
  await controls.setRate(1_000_000)
  await controls.advance(60)
  const other = await context.newPage()
  await other.goto('/settings')
  await enterKey(other, 'key-3')
  await other.goto(`/batches/${batch.id}/results`)
  for (const tab of [other, page]) await expect(tab.getByText('All 60 rows are here.')).toBeVisible()
  const accepted = keys.contents.filter(
    (asked) => asked.startsWith(output ?? '') && !asked.endsWith('refused'),
  )
  expect(accepted).toEqual([`${output} 0`, `${output} ${first}`, `${output} ${second}`])
})
