import type { Page } from '@playwright/test'
import { writeLargeFile } from './support/large-file.ts'
import {
  bytesBelow,
  canReadMemory,
  type Gaps,
  gapWords,
  idleGaps,
  largestLead,
  megabytes,
  memoryOf,
  recordProgress,
  sampleEvery20Ms,
  untilSaid,
  watchMainThread,
} from './support/measure.ts'
import { settings } from './support/settings.ts'
import { expectHeading } from './support/steps.ts'
import { expect, test } from './support/story.ts'

/** Source: the product's plan. The server streams an upload to disk, however large it is. */
const SERVER_MEMORY_BYTES = 300_000_000
/** Bytes that may be on their way between the page and the server's disk: buffers of sockets and streams. */
const IN_FLIGHT_BYTES = 16_000_000

const BARE_PAGE_PATH = '/bare-upload.html'

/**
 * How long the main thread of a page is away that does nothing but send the same file: what of the gaps is the
 * browser's, and the machine's, on which the server takes the file at the same time.
 *
 * @param key bearer key
 */
async function gapsOfBareUpload(page: Page, path: string, key: string): Promise<Gaps> {
  await page.route(`**${BARE_PAGE_PATH}`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<input type=file>' }),
  )
  await page.goto(BARE_PAGE_PATH)
  await page.locator('input').setInputFiles(path)
  const sending = await watchMainThread(page)
  await page.evaluate(async (apiKey) => {
    const form = new FormData()
    form.append('purpose', 'batch')
    const file = document.querySelector('input')?.files?.[0]
    if (file) form.append('file', file)
    const xhr = new XMLHttpRequest()
    const sent = new Promise((resolve, reject) => {
      xhr.addEventListener('load', resolve)
      xhr.addEventListener('error', () => reject(new Error('The bare upload failed.')))
    })
    xhr.upload.addEventListener('progress', ({ loaded }) => (document.title = String(loaded)))
    xhr.open('POST', '/v1/files')
    xhr.setRequestHeader('Authorization', `Bearer ${apiKey}`)
    xhr.send(form)
    await sent
    if (xhr.status !== 200) throw new Error(`The bare upload was refused: ${xhr.responseText}`)
  }, key)
  return sending.stop()
}

// The most memory a server ever held tells of this upload only where the server has done nothing else.
test.use({ ownServers: true })

test(`a file of ${settings.benchMegabytes} MB goes up with a true progress, a free page and a small server`, async ({
  page,
  api,
  controls,
  servers,
  workspaceKey,
}) => {
  const { apiPid, apiData } = servers
  await controls.setRate(0)
  const file = await writeLargeFile(settings.benchMegabytes)
  try {
    await page.goto('/batches/new')
    await expect(page.getByRole('button', { name: 'Choose a .jsonl file' })).toBeVisible()
    const idle = await idleGaps(page)

    const looking = await watchMainThread(page)
    const lookStartedAt = Date.now()
    await page.locator('input[type=file]').setInputFiles(file.path)
    await untilSaid(page, `${file.requests.toLocaleString('en')} requests`)
    const lookSeconds = (Date.now() - lookStartedAt) / 1000
    const lookGaps = await looking.stop()

    const bytesBefore = bytesBelow(apiData)
    const server = sampleEvery20Ms(() => bytesBelow(apiData) - bytesBefore)
    const uploading = await watchMainThread(page)
    const progress = await recordProgress(page, file.bytes)
    const uploadStartedAt = Date.now()
    await page.getByRole('button', { name: 'Upload and start batch' }).click()
    await expectHeading(page, /^large-/, 60_000)
    const uploadSeconds = (Date.now() - uploadStartedAt) / 1000
    const uploadGaps = await uploading.stop()
    const told = await progress.samples()
    const lead = largestLead(told, server.stop())

    const stored = (await api.files()).find(({ purpose }) => purpose === 'batch')
    const [batch] = await api.batches()
    if (stored === undefined || batch === undefined) throw new Error('The upload left no file or no batch.')
    await api.until(batch.id, 'in_progress')
    const memory = canReadMemory ? memoryOf(apiPid) : null
    const bareGaps = await gapsOfBareUpload(page, file.path, workspaceKey)

    console.log(
      [
        '',
        `Upload of ${megabytes(file.bytes)}, ${file.requests.toLocaleString('en')} requests`,
        `  first look    ${lookSeconds.toFixed(1)} s; main thread: ${gapWords(lookGaps)}`,
        `  upload        ${uploadSeconds.toFixed(1)} s; main thread: ${gapWords(uploadGaps)}`,
        `  bare page     main thread: ${gapWords(bareGaps)} while it sends the same file and does nothing else`,
        `  idle page     main thread: ${gapWords(idle)} (the budget for each gap is 50 ms)`,
        `  progress      ${told.length} values, at most ${megabytes(lead)} ahead of the server’s disk`,
        `  server memory ${memory === null ? 'not readable here' : `${megabytes(memory.peak)} at most, ${megabytes(memory.resident)} now`}`,
        '',
      ].join('\n'),
    )
    expect(stored.bytes).toBe(file.bytes)
    const values = told.map(({ value }) => value)
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    // The browser tells of it every 50 ms at most, and 20 MB are sent in little more.
    expect(values.length).toBeGreaterThan(settings.benchMegabytes >= 200 ? 2 : 1)
    expect(lead).toBeLessThanOrEqual(IN_FLIGHT_BYTES)
    if (memory !== null) expect(memory.peak).toBeLessThan(SERVER_MEMORY_BYTES)
  } finally {
    await file.remove()
  }
})
