import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startConsoleServer } from '../scripts/server.ts'
import { chatFile } from './support/requests.ts'
import { chooseFile, customIdsOf, download, expectHeading, expectProgress } from './support/steps.ts'
import { expect, test } from './support/story.ts'

/** Stories with a server of their own, as `npm start` runs it. */
test.use({ connected: false, codeAhead: true })

test('a server that is killed in the middle of a batch goes on where it was, each row once', async ({
  page,
  problems,
}) => {
  problems.expect(/net::ERR_/)
  const dataDirectory = await mkdtemp(join(tmpdir(), 'batch-console-killed-'))
  const settings = { PORT: String(await freePort()), DATA_DIR: dataDirectory, TEST_CONTROLS: '0' }
  const server = await startConsoleServer({ ...settings, SIM_RATE: '10' })
  await page.goto(`${server.origin}/batches/new`)
  await chooseFile(page, 'Choose a .jsonl file', 'steadfast.jsonl', chatFile(400))
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  await expectHeading(page, 'steadfast.jsonl')
  await expect(page.getByRole('progressbar', { name: 'Progress' })).toHaveAttribute('aria-valuenow', /^[1-9]/)
  // What draws the charts has been fetched by then.
  await expect(page.getByRole('figure', { name: 'Cost', exact: true }).getByRole('application')).toBeVisible()

  await server.kill()
  await expect(page.getByText('Could not refresh this batch')).toBeVisible()
  const restarted = await startConsoleServer({ ...settings, SIM_RATE: '5000' })
  try {
    await expectProgress(page, '400 completed')
    await expect(page.getByText('Could not refresh this batch')).toBeHidden()
    const saved = await download(page, page.getByRole('button', { name: 'Download answers' }).first())
    const expected = Array.from({ length: 400 }, (_, index) => `row-${index + 1}`).toSorted()
    expect(customIdsOf(saved.text)).toEqual(expected)
  } finally {
    await restarted.stop()
    await rm(dataDirectory, { recursive: true, force: true })
  }
})

test('a server with a key lets the console in once the key is entered', async ({ page, problems }) => {
  // A page goes on fetching code ahead until its server is gone.
  problems.expect(/status of 401|net::ERR_/)
  const server = await startConsoleServer({ API_KEY: 'a-secret-of-this-machine', TEST_CONTROLS: '0' })
  try {
    await page.goto(`${server.origin}/batches`)
    await expect(page.getByText('Could not load the batches')).toBeVisible()
    await page.getByRole('main').getByRole('link', { name: 'Open settings' }).click()
    await page.getByLabel('API key').fill('a-secret-of-this-machine')
    await page.getByRole('button', { name: 'Save and use' }).click()
    await expect(page.getByText('The connection works')).toBeVisible()

    await page.getByRole('link', { name: 'Batches', exact: true }).first().click()
    await expect(page.getByRole('heading', { name: /No batches yet/ })).toBeVisible()
    await expect(page.getByRole('link', { name: /Connected/ })).toBeVisible()
  } finally {
    await server.stop()
  }
})
