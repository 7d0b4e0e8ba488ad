import type { BrowserContext, Locator, Page } from '@playwright/test'
import { startConsoleServer } from '../scripts/server.ts'
import { createApiClient } from './support/api-client.ts'
import { expectAccessible } from './support/axe.ts'
import { createControls } from './support/controls.ts'
import { textOfLocalFiles } from './support/local-files.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { serversOf, settings } from './support/settings.ts'
import { connect, expect, test } from './support/story.ts'

test.use({ connected: false, codeAhead: true })

/** Everything that the console asks for, as paths. */
function watchCode(context: BrowserContext): Set<string> {
  const seen = new Set<string>()
  context.on('requestfinished', (request) => seen.add(new URL(request.url()).pathname.slice(1)))
  return seen
}

/** Waits until all the code is there that the build says is fetched ahead. */
async function codeIsThere(page: Page, seen: ReadonlySet<string>): Promise<void> {
  const answer = await page.request.get('/code-ahead.json')
  const { modules, workers }: Record<string, string[]> = await answer.json()
  const all = [...(modules ?? []), ...(workers ?? [])]
  expect(all.length).toBeGreaterThan(50)
  await expect.poll(() => all.filter((path) => !seen.has(path))).toEqual([])
}

/** A console of the story's own, whose server it can stop. */
const withServer = test.extend<{ server: Awaited<ReturnType<typeof startConsoleServer>> }>({
  server: async ({}, provide) => {
    const server = await startConsoleServer({ STORE: settings.store })
    await provide(server)
    await server.stop()
  },
  baseURL: async ({ server }, provide) => {
    await provide(server.origin)
  },
})

/** Where something stands once nothing around it moves any more. */
async function restingPlace(locator: Locator): Promise<string> {
  let last = ''
  await expect
    .poll(async () => {
      const before = last
      last = JSON.stringify(await locator.boundingBox())
      return last === before
    })
    .toBe(true)
  return last
}

withServer(
  'what was read before opens after the server has stopped, from the list to the export',
  async ({ page, context, server, workspaceKey, problems }) => {
    problems.expect(/ERR_|net::/)
    await connect(context, workspaceKey, { ...serversOf(server), console: server.origin })
    const api = createApiClient(server.origin, workspaceKey)
    await createControls(server.origin, workspaceKey).setRate(1_000_000)
    const batch = await api.startBatch(
      'kept.jsonl',
      `${chatFile(30)}${chatLine('lake', 'Tell of a lake.')}`,
      {
        metadata: { batch_description: 'Rivers' },
      },
    )
    await api.until(batch.id, 'completed')
    await page.goto(`/batches/${batch.id}/results`)
    await expect(page.getByText('All 31 rows are here.')).toBeVisible()

    const other = await api.startBatch('lakes.jsonl', chatFile(3))
    await api.until(other.id, 'completed')
    await page.goto(`/batches/${other.id}/results`)
    await expect(page.getByText('All 3 rows are here.')).toBeVisible()
    await expect.poll(() => textOfLocalFiles(page)).toContain('"title":"lakes.jsonl"')

    const seen = watchCode(context)
    await page.goto('/settings')
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
    const local = page.getByRole('table', { name: 'Batches whose rows are kept in this browser' })
    await expect(local.getByRole('link', { name: 'lakes.jsonl', exact: true })).toBeVisible()
    await codeIsThere(page, seen)
    await server.stop()

    await page.keyboard.press('Control+k')
    await expect(page.getByRole('combobox', { name: 'Search and commands' })).toBeVisible()
    await page.getByRole('option', { name: /^Batches/ }).click()
    await expect(
      page.getByText('2 batches are kept on this device and open without the server.'),
    ).toBeVisible()
    await expectAccessible(page, 'the batches that are kept')
    await page.getByRole('link', { name: 'lakes.jsonl', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'lakes.jsonl' })).toBeVisible()
    await page.goBack()
    await page.getByRole('link', { name: 'Rivers', exact: true }).click()
    const line = page.getByRole('status').filter({ hasText: 'Kept on this device, as of' })
    await expect(line).toContainText('Server not reached.')
    await expect(page.getByText('Could not load this batch')).toHaveCount(0)
    await expectAccessible(page, 'a batch that is kept')
    await line.getByRole('button', { name: 'Details' }).press('Enter')
    await expect(line.getByText('No answer from the server.')).toBeVisible()
    await expect(line.getByRole('link', { name: 'Open settings' })).toBeVisible()
    await line.getByRole('button', { name: 'Details' }).press('Enter')
    await line.getByRole('button', { name: 'Try again now' }).press('Enter')
    await expect(line).toBeVisible()
    await page.getByRole('link', { name: 'Results', exact: true }).click()
    await expect(page.getByText('All 31 rows are here.')).toBeVisible()
    await page.getByRole('grid').getByRole('link', { name: 'Row 2', exact: true }).click()
    await expect(page.getByRole('region', { name: 'Request' })).toContainText('Name a river')
    await page.getByRole('searchbox', { name: 'Search in requests, answers and ids' }).fill('of a lake')
    await expect(page.getByRole('main').getByText('1 of 31 rows')).toBeVisible()
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await expect(page.getByRole('dialog', { name: 'Export rows' }).getByText('Columns, in')).toBeVisible()
    await page.keyboard.press('Escape')

    // What nobody fetched ahead says so, and leaves the rest alone.
    await page.getByRole('link', { name: 'Usage' }).first().click()
    await expect(page.getByRole('heading', { name: 'This page could not be loaded' })).toBeVisible()
    await page.goBack()
    await expect(page.getByRole('main').getByText('1 of 31 rows')).toBeVisible()
  },
)

test.describe('a connection that is lost for a while', () => {
  test.use({ connected: true })

  test('says since when, and moves nothing of what is being read', async ({
    page,
    context,
    api,
    controls,
    problems,
  }) => {
    test.skip(settings.personality === 'openai', 'this server hands out no answers before the end')
    problems.expect(/ERR_|net::/)
    await controls.setRate(0)
    const batch = await api.startBatch('half.jsonl', chatFile(60))
    await api.until(batch.id, 'in_progress')
    await controls.work(20, 1)
    const { completed } = (await api.batch(batch.id)).request_counts
    await page.goto(`/batches/${batch.id}/results?row=2`)
    await expect(page.getByText(`${completed} of 60 read; the batch is still running;`)).toBeVisible()
    const request = page.getByRole('region', { name: 'Request' })
    await expect(request).toContainText('Name a river')
    const place = await restingPlace(request)

    await context.route('**/v1/**', (route) => route.abort('connectionrefused'))
    await page.getByRole('button', { name: 'Refresh' }).click()
    const line = page.getByRole('status').filter({ hasText: 'Could not refresh this batch' })
    await expect(line).toContainText(/What you see is from \d\d:\d\d:\d\d/)
    await expect(
      page.getByText(
        new RegExp(
          `^${completed} of 60 read\\. Reading is paused: the server has not answered since \\d\\d:\\d\\d:\\d\\d\\. It goes on by itself\\.$`,
        ),
      ),
    ).toBeVisible()
    await expect(page.getByText(/^Running at \d\d:\d\d:\d\d$/)).toBeVisible()
    await expect(page.getByText('the batch is still running;')).toHaveCount(0)
    expect(await restingPlace(request)).toBe(place)
    await expectAccessible(page, 'a lost connection')

    const details = line.getByRole('button', { name: 'Details' })
    await details.press('Enter')
    await expect(details).toHaveAttribute('aria-expanded', 'true')
    const words = line.getByText('No answer from the server.')
    await expect(words).toBeVisible()
    await expect(line.getByText('CORS')).toHaveCount(settings.crossOrigin ? 1 : 0)
    expect(await restingPlace(request)).toBe(place)
    await expectAccessible(page, 'the details of a lost connection')

    await line.getByRole('button', { name: 'Try again now' }).press('Enter')
    await expect(line).toBeVisible()
    await context.unroute('**/v1/**')
    // It is asked again by itself.
    await expect(line).toBeHidden()
    await expect(page.getByText(`${completed} of 60 read; the batch is still running;`)).toBeVisible()
    expect(await restingPlace(request)).toBe(place)
  })
})
