import type { Page } from '@playwright/test'
import { gapWords, idleGaps, watchMainThread } from './support/measure.ts'
import { chatFile } from './support/requests.ts'
import { settings } from './support/settings.ts'
import { expect, test } from './support/story.ts'

const ROWS = 10_000
const ROWS_PER_SECOND = 500

/** Records every number that the count of succeeded rows shows from now on, in the page, so that none is missed. */
async function recordSucceeded(page: Page): Promise<{ readonly seen: () => Promise<number[]> }> {
  const record = await page.evaluateHandle(() => {
    const seen: number[] = []
    const note = () => {
      const links = [...document.querySelectorAll('nav[aria-label="Rows by outcome"] a')]
      const link = links.find(({ textContent }) => textContent.startsWith('Succeeded'))
      const count = link === undefined ? null : Number(link.textContent.replaceAll(/\D/g, ''))
      if (count !== null && count !== seen.at(-1)) seen.push(count)
    }
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true })
    return { seen }
  })
  return { seen: () => record.evaluate(({ seen }) => seen) }
}

test(`while ${ROWS.toLocaleString('en')} rows arrive at ${ROWS_PER_SECOND} a second, list and counts are live, and then they are here to stay`, async ({
  page,
  context,
  api,
  controls,
}) => {
  test.skip(settings.personality === 'openai', 'this server hands out no answers before the end')
  await controls.setRate(0)
  const batch = await api.startBatch('live.jsonl', chatFile(ROWS))
  await api.until(batch.id, 'in_progress')
  await page.goto(`/batches/${batch.id}/results`)
  const list = page.getByRole('grid')
  const outcomes = page.getByRole('navigation', { name: 'Rows by outcome' })
  await expect(outcomes.getByRole('link', { name: /^Pending/ })).toHaveText(
    `Pending${ROWS.toLocaleString('en')}`,
  )
  const idle = await idleGaps(page)

  const succeeded = await recordSucceeded(page)
  const running = await watchMainThread(page)
  const startedAt = Date.now()
  await controls.setRate(ROWS_PER_SECOND)
  await expect(outcomes.getByRole('link', { name: /^Succeeded/ })).toBeVisible()
  await expect(list.getByRole('link', { name: 'Row 1', exact: true })).toBeVisible()
  // The numbers of the page never run ahead of the server's, and follow them.
  const shown = (await succeeded.seen()).at(-1) ?? 0
  expect(shown).toBeLessThanOrEqual((await api.batch(batch.id)).request_counts.completed)
  await outcomes.getByRole('link', { name: /^Succeeded/ }).click()
  await expect(list.getByRole('row').filter({ hasText: 'Succeeded' }).first()).toBeVisible()
  await expect.poll(async () => ((await succeeded.seen()).at(-1) ?? 0) > shown).toBe(true)
  await outcomes.getByRole('link', { name: /^All/ }).click()
  await expect(page.getByText(`All ${ROWS.toLocaleString('en')} rows are here.`)).toBeVisible({
    timeout: 120_000,
  })
  const seconds = (Date.now() - startedAt) / 1000
  const gaps = await running.stop()

  const seen = await succeeded.seen()
  expect(seen).toEqual(seen.toSorted((left, right) => left - right))
  const { completed, failed } = (await api.batch(batch.id)).request_counts
  expect([seen.at(-1), failed]).toEqual([completed, 0])

  const contents: string[] = []
  context.on('request', (sent) => {
    if (/\/content(?:\?|$)/.test(sent.url())) contents.push(sent.url())
  })
  const reloadedAt = Date.now()
  await page.reload()
  await expect(page.getByText(`All ${ROWS.toLocaleString('en')} rows are here.`)).toBeVisible()
  await expect(list.getByRole('link', { name: 'Row 1', exact: true })).toBeVisible()
  const reloaded = Date.now() - reloadedAt
  expect(contents).toEqual([])

  console.log(
    [
      '',
      `${ROWS.toLocaleString('en')} rows that arrive at ${ROWS_PER_SECOND} a second`,
      `  all here     after ${seconds.toFixed(1)} s; the page showed ${seen.length} counts on the way`,
      `  main thread  ${gapWords(gaps)}; idle page ${gapWords(idle)} (the budget for each gap is 50 ms)`,
      `  reload       all rows after ${reloaded} ms, without a request for content`,
      '',
    ].join('\n'),
  )
})
