import type { Page } from '@playwright/test'
import { gapWords, idleGaps, megabytes, untilSaid, watchMainThread } from './support/measure.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { settings } from './support/settings.ts'
import { expect, test } from './support/story.ts'

const isSmall = settings.benchMegabytes < 100
const BATCHES = isSmall ? 300 : 2_000
/** What an hour of polling may leave behind, in bytes: far less than one more copy of 2,000 batches. */
const MOST_GROWTH = 4_000_000
/** Longer than the longest pause between two looks; a clock that jumps further lets the page look only once as well. */
const LOOK_MILLISECONDS = isSmall ? 120_000 : 32_000
const LOOKS_AN_HOUR = Math.ceil(3_600_000 / LOOK_MILLISECONDS)

/** Bytes of live objects of the page. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}

/**
 * Chooses in a list of choices, in the page itself.
 *
 * @returns milliseconds from the choice until the words stand on the page
 */
async function timeToChoose(page: Page, label: string, value: string, words: string): Promise<number> {
  return page.evaluate(
    async ([filter, choice, text]) => {
      const select = [...document.querySelectorAll('select')].find(({ labels }) =>
        [...(labels ?? [])].some(({ textContent }) => textContent === filter),
      )
      if (!select) throw new Error(`There is no filter "${filter}".`)
      const shown = new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!document.body.textContent.includes(text)) return
          observer.disconnect()
          resolve(performance.now())
        })
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      })
      const from = performance.now()
      select.value = choice
      select.dispatchEvent(new Event('change', { bubbles: true }))
      return (await shown) - from
    },
    [label, value, words] as const,
  )
}

test(`${BATCHES.toLocaleString('en')} batches: how soon the list is there and filtered, and what an hour of polling costs`, async ({
  page,
  api,
  controls,
}) => {
  const file = await api.uploadFile('seed.jsonl', chatLine('a', 'b', { model: 'openai/gpt-oss-20b' }))
  await controls.seedBatches(file.id, BATCHES, 600)
  await controls.setRate(0)
  await api.startBatch('run.jsonl', chatFile(4))
  const all = `${(BATCHES + 1).toLocaleString('en')} batches`
  const row = page.getByRole('row', { name: /run\.jsonl/ })

  await page.goto('/settings')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const idle = await idleGaps(page)
  const opening = await watchMainThread(page)
  const startedAt = Date.now()
  await page.getByRole('link', { name: 'Batches', exact: true }).first().click()
  await untilSaid(page, '4 to go')
  const opened = Date.now() - startedAt
  await timeToChoose(page, 'Order', 'cost', `${all} · `)
  const ordered = Date.now() - startedAt
  const gaps = await opening.stop()
  const filtered = await timeToChoose(page, 'Outcome', 'some_failed', `${BATCHES / 10} of ${all}`)

  await page.clock.install()
  await page.goto('/batches')
  await expect(row).toContainText('4 to go')
  await page.waitForLoadState('networkidle')
  const asked: string[] = []
  const answered: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  page.on('requestfinished', (request) => answered.push(request.url()))
  await page.clock.pauseAt(Date.now() + LOOK_MILLISECONDS)
  /** Lets so much time pass that the page looks once. */
  const look = async () => {
    const before = asked.length
    await expect(async () => {
      await page.clock.fastForward(LOOK_MILLISECONDS)
      await expect.poll(() => asked.length, { timeout: 5_000, intervals: [5] }).toBeGreaterThan(before)
    }).toPass()
    await expect.poll(() => answered.length, { intervals: [5] }).toBe(asked.length)
    expect(asked.length - before, 'requests of one look').toBe(1)
  }
  await look()
  const before = await heapOf(page)
  const askedBefore = asked.length
  const hourAt = Date.now()
  for (let looks = 0; looks < LOOKS_AN_HOUR; looks += 1) await look()
  const hour = (Date.now() - hourAt) / 1000
  const growth = (await heapOf(page)) - before
  console.log(
    [
      '',
      `A list of ${all}`,
      `  opened           ${opened} ms; all read, dearest first: ${ordered} ms`,
      `  main thread      ${gapWords(gaps)}; idle page ${gapWords(idle)} (the budget for each gap is 50 ms)`,
      `  filtered         ${Math.round(filtered)} ms`,
      `  hour of polling  ${asked.length - askedBefore} requests in ${LOOKS_AN_HOUR} looks, ${megabytes(growth)} more of ${megabytes(before)} (budget ${megabytes(MOST_GROWTH)}); took ${hour.toFixed(1)} s`,
      '',
    ].join('\n'),
  )
  expect(growth).toBeLessThan(MOST_GROWTH)
  expect(new Set(asked)).toEqual(new Set(['/v1/batches']))
})
