import { heldBytes } from './support/heap.ts'
import { fileWithLongAnswers } from './support/large-file.ts'
import { gapWords, idleGaps, megabytes, watchMainThread } from './support/measure.ts'
import { settings } from './support/settings.ts'
import { expect, test } from './support/story.ts'

test(`two batches with ${settings.benchMegabytes} MB of answers each are compared, and the page stays free`, async ({
  page,
  api,
  controls,
}) => {
  test.skip(settings.benchMegabytes < 100, 'measured at full size only')
  await controls.setRate(1_000_000)
  const { text, requests } = fileWithLongAnswers(settings.benchMegabytes)
  const first = await api.startBatch('large.jsonl', text)
  const second = await api.createBatch({ input_file_id: first.input_file_id ?? '' })
  for (const { id } of [first, second]) await api.until(id, 'completed')
  await page.goto('/batches')
  await expect(page.getByRole('link', { name: 'large.jsonl', exact: true }).first()).toBeVisible()
  const idle = await idleGaps(page)
  // Found by its tag: looking for roles again and again would hold up the page that is being watched.
  const same = page.locator('nav a', { hasText: `Same${requests.toLocaleString('en')}` })

  const comparing = await watchMainThread(page)
  const startedAt = Date.now()
  for (const box of await page.getByLabel('Select large.jsonl').all()) await box.check()
  await page.getByRole('link', { name: 'Compare' }).click()
  await expect(same).toBeVisible({ timeout: 240_000 })
  const seconds = (Date.now() - startedAt) / 1000
  const gaps = await comparing.stop()
  const held = await heldBytes(page)

  const againAt = Date.now()
  await page.reload()
  await expect(same).toBeVisible({ timeout: 240_000 })
  const again = Date.now() - againAt

  console.log(
    [
      '',
      `Comparison of two batches of ${requests.toLocaleString('en')} rows`,
      `  read and compared   after ${seconds.toFixed(1)} s; after a reload ${again} ms`,
      `  main thread         ${gapWords(gaps)}; idle page ${gapWords(idle)} (the budget for each gap is 50 ms)`,
      `  page and workers    ${megabytes(held)} after garbage`,
      '',
    ].join('\n'),
  )
})
