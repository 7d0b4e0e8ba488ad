import type { Page } from '@playwright/test'
import { chatFile, chatLine } from './support/requests.ts'
import { expect, test } from './support/story.ts'

/** What an hour of polling may leave behind, in bytes: far less than one more copy of 2,000 batches. */
const MOST_GROWTH = 4_000_000

/** Bytes of live objects of the page. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}

test('2,000 batches: how soon the list is there and filtered, and what an hour of polling costs', async ({
  page,
  api,
  controls,
}) => {
  const file = await api.uploadFile('seed.jsonl', chatLine('a', 'b', { model: 'openai/gpt-oss-20b' }))
  await controls.seedBatches(file.id, 2000, 600)
  await controls.setRate(0)
  await api.startBatch('run.jsonl', chatFile(4))
  await page.clock.install()
  const startedAt = Date.now()
  await page.goto('/batches?sort=oldest')
  await page.goto('/batches')
  const row = page.getByRole('row', { name: /run\.jsonl/ })
  await expect(row).toContainText('4 to go')
  const opened = Date.now() - startedAt
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Dearest first')
  await expect(page.getByText(/^2,001 batches · /)).toBeVisible()
  const filtered = await page.evaluate(async () => {
    const select = [...document.querySelectorAll('select')].find(({ labels }) =>
      [...(labels ?? [])].some(({ textContent }) => textContent === 'Outcome'),
    )
    if (!select) throw new Error('There is no filter of outcomes.')
    const shown = new Promise<number>((resolve) => {
      new MutationObserver(() => {
        if (document.body.textContent.includes('200 of 2,001 batches')) resolve(performance.now())
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    const from = performance.now()
    select.value = 'some_failed'
    select.dispatchEvent(new Event('change', { bubbles: true }))
    return (await shown) - from
  })
  await page.goto('/batches')
  await expect(row).toContainText('4 to go')
  await page.waitForLoadState('networkidle')

  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const hour = async () => {
    for (let minute = 0; minute < 60; minute += 1) {
      const before = asked.length
      await page.clock.runFor(60_000)
      await expect.poll(() => asked.length).toBeGreaterThan(before)
    }
  }
  await page.clock.runFor(60_000)
  const before = await heapOf(page)
  await hour()
  const growth = (await heapOf(page)) - before
  console.log(
    `\n2,000 batches: opened twice in ${opened} ms, filtered in ${Math.round(filtered)} ms by a stopped clock; ` +
      `an hour of polling: ${asked.length} requests, ${(growth / 1e6).toFixed(2)} MB more of ${(before / 1e6).toFixed(1)} MB\n`,
  )
  expect(growth).toBeLessThan(MOST_GROWTH)
  expect(asked.filter((path) => path !== '/v1/batches')).toEqual([])
})
