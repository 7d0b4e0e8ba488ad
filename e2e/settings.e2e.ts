import type { Page } from '@playwright/test'
import { freePort } from '../scripts/server.ts'
import { chatFile } from './support/requests.ts'
import { runningServers } from './support/settings.ts'
import { expect, test } from './support/story.ts'

async function typeConnection(page: Page, address: string, key: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Base URL' }).fill(address)
  await page.getByLabel('API key').fill(key)
}

const report = (page: Page) => page.getByRole('status').filter({ hasText: 'The connection' })

test.describe('a first visit', () => {
  test.use({ connected: false })

  test('needs no settings: the API behind the page is there', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('link', { name: /Connected/ })).toBeVisible()
    await page.goto('/settings')
    await expect(page.getByRole('textbox', { name: 'Base URL' })).toHaveValue('/v1')
  })

  test('a key stays in its tab unless it is to be remembered on the device', async ({
    page,
    context,
    api,
    workspaceKey,
  }) => {
    // A notice says that it has finished, and leads to it too.
    const mineIn = (tab: Page) =>
      tab.getByRole('main').getByRole('link', { name: 'Only with my key', exact: true })
    await api.startBatch('mine.jsonl', chatFile(1), { metadata: { batch_description: 'Only with my key' } })
    const address = `${runningServers().api}/v1`
    await page.goto('/settings')
    await typeConnection(page, address, workspaceKey)
    await page.getByRole('button', { name: 'Save and use' }).click()
    await expect(page.getByText('In use in this tab.')).toBeVisible()
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(workspaceKey)

    await page.getByRole('link', { name: 'Batches' }).first().click()
    await expect(mineIn(page)).toBeVisible()
    await page.reload()
    await expect(mineIn(page)).toBeVisible()
    const otherTab = await context.newPage()
    await otherTab.goto('/settings')
    await expect(otherTab.getByLabel('API key')).toHaveValue('')

    await page.goto('/settings')
    await page.getByRole('checkbox', { name: 'Remember on this device' }).check()
    await page.getByRole('button', { name: 'Save and use' }).click()
    await expect(page.getByText('remembered on this device')).toBeVisible()
    const laterTab = await context.newPage()
    await laterTab.goto('/batches')
    await expect(mineIn(laterTab)).toBeVisible()

    await page.getByRole('button', { name: 'Forget this connection' }).click()
    expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toContain(
      workspaceKey,
    )
  })
})

test('the connection test says what works @matrix', async ({ page }) => {
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(report(page)).toContainText('The connection works')
  await expect(report(page)).toContainText('Speaks the Batch API.')
})

test('the connection test names a refused key, and the frame shows it', async ({
  page,
  controls,
  problems,
}) => {
  problems.expect(/status of 401/)
  await controls.disturb({ effect: { kind: 'status', status: 401 } })
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(report(page)).toContainText('The connection does not work')
  await expect(report(page)).toContainText('The server does not take this key.')
  await page.getByRole('link', { name: 'Batches' }).first().click()
  await expect(page.getByRole('link', { name: /Key refused/ })).toBeVisible()
})

test('the connection test tells a server that is not there from one that does not allow this page', async ({
  page,
  workspaceKey,
  problems,
}) => {
  problems.expect(/ERR_CONNECTION_REFUSED|ERR_FAILED|blocked by CORS policy|status of 40[34]/)
  const closed = `http://127.0.0.1:${await freePort()}`
  await page.goto('/settings')
  await typeConnection(page, closed, workspaceKey)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(report(page)).toContainText(`Nothing answers at ${closed}.`)

  // The same server by another name is another origin, and not one that it allows.
  await typeConnection(page, runningServers().console.replace('127.0.0.1', 'localhost'), workspaceKey)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(report(page)).toContainText('does not let pages from')
  await expect(report(page)).toContainText('(CORS)')
})

test('the connection test recognises an address without a Batch API, and a bad address is refused', async ({
  page,
  workspaceKey,
  problems,
}) => {
  problems.expect(/status of 404/)
  await page.goto('/settings')
  await typeConnection(page, `${runningServers().console}/v2`, workspaceKey)
  await page.getByRole('button', { name: 'Test connection' }).click()
  await expect(report(page)).toContainText('there is no Batch API at this address')

  await page.getByRole('textbox', { name: 'Base URL' }).fill('ftp://files.example')
  await page.getByRole('button', { name: 'Save and use' }).click()
  await expect(page.getByRole('textbox', { name: 'Base URL' })).toHaveAccessibleDescription(
    /Enter an address such as/,
  )
})

test('theme and time zone hold at once and on later visits', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('times.jsonl', chatFile(1))
  await api.until(batch.id, 'completed')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/settings')
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await background()

  await page.getByRole('radio', { name: 'Dark' }).click()
  await expect.poll(background).not.toBe(light)
  const dark = await background()
  await page.getByRole('radio', { name: 'UTC' }).click()

  await page.goto(`/batches/${batch.id}`)
  expect(await background()).toBe(dark)
  await expect(page.getByRole('listitem').filter({ hasText: 'Created' })).toContainText('UTC')

  await page.goto('/settings')
  await page.getByRole('radio', { name: 'System' }).click()
  await expect.poll(background).toBe(light)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(background).toBe(dark)
})
