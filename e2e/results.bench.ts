import { openAsBlob } from 'node:fs'
import { writeLargeFile } from './support/large-file.ts'
import { gapWords, idleGaps, megabytes, watchMainThread } from './support/measure.ts'
import { settings } from './support/settings.ts'
import { expect, test } from './support/story.ts'

/** Source: the product's plan. Each byte of output crosses the network once while nothing is disturbed. */
const WIRE_RATIO = 1.02

test(`the results of a ${settings.benchMegabytes} MB batch are read once, and the page stays free`, async ({
  page,
  context,
  api,
  controls,
}) => {
  await controls.setRate(1_000_000)
  const file = await writeLargeFile(settings.benchMegabytes)
  try {
    const batch = await api.startBatch('large.jsonl', await openAsBlob(file.path))
    const { output_file_id: outputId } = await api.until(batch.id, 'completed')
    if (outputId === null) throw new Error('The batch has no output file.')
    const outputBytes = Buffer.byteLength(await api.content(outputId))

    await page.goto(`/batches/${batch.id}`)
    await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible()
    const idle = await idleGaps(page)
    const answers: Promise<number>[] = []
    context.on('requestfinished', (request) => {
      if (!request.url().includes(outputId)) return
      answers.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
    })

    const reading = await watchMainThread(page)
    const startedAt = Date.now()
    await page.getByRole('navigation', { name: 'Batch' }).getByRole('link', { name: 'Results' }).click()
    await expect(page.getByText(`All ${file.requests.toLocaleString('en')} rows are here.`)).toBeVisible({
      timeout: 120_000,
    })
    const seconds = (Date.now() - startedAt) / 1000
    const gaps = await reading.stop()
    const sizes = await Promise.all(answers)
    const wireBytes = sizes.reduce((sum, size) => sum + size, 0)

    console.log(
      [
        '',
        `Results of ${file.requests.toLocaleString('en')} rows, ${megabytes(outputBytes)} of output beside ${megabytes(file.bytes)} of requests`,
        `  all rows read after ${seconds.toFixed(1)} s; main thread: ${gapWords(gaps)}`,
        `  idle page           main thread: ${gapWords(idle)} (the budget for each gap is 50 ms)`,
        `  on the wire         ${megabytes(wireBytes)} of output in ${sizes.length} requests`,
        '',
      ].join('\n'),
    )
    expect(sizes.length).toBeGreaterThan(0)
    expect(wireBytes / outputBytes).toBeLessThanOrEqual(WIRE_RATIO)
  } finally {
    await file.remove()
  }
})
