import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chooseFile, expectHeading } from './support/steps.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { expect, test } from './support/story.ts'
import { settings } from './support/settings.ts'
import { fillWorkspace } from './support/worlds.ts'

/** What is wider than the page, as selectors with their right edge; nothing when the page does not scroll sideways. */
function overflowOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement
    if (root.scrollWidth <= root.clientWidth) return []
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 0.5,
    )
    return [
      `page: ${root.scrollWidth} px`,
      ...wide.slice(0, 5).map((element) => `${element.tagName} “${element.textContent?.slice(0, 40)}”`),
    ]
  })
}

const WIDTHS = [320, 390]

test.describe('on a phone', () => {
  test.use({ viewport: { width: 320, height: 700 }, hasTouch: true, isMobile: true })

  test('no page scrolls sideways, and axe finds nothing', async ({ page, api, controls }) => {
    const { mixed, running, rejected } = await fillWorkspace(api, controls)
    const metadata = { job_id: 'a-job-of-three-batches', job_part: '1/3', job_requests: '9' }
    await api.startBatch('products.part-1-of-3.1a2b3c4d.jsonl', chatFile(3), { metadata })
    const kindsOfPage = [
      '/batches',
      '/files',
      '/models',
      '/usage',
      '/batches/new',
      `/batches/${mixed.id}`,
      `/batches/${mixed.id}/results`,
    ]
    const paths = [
      ...kindsOfPage,
      '/batches?search=nothing-fits-this',
      `/batches/new?file=${mixed.input_file_id}`,
      `/batches/${mixed.id}/results?row=1`,
      `/batches/${mixed.id}/code`,
      `/batches/${running.id}`,
      `/batches/${rejected.id}`,
      `/compare?left=${mixed.id}&right=${running.id}`,
      `/compare?left=${mixed.id}&right=${running.id}&row=1`,
      '/jobs/a-job-of-three-batches',
      `/files/${mixed.input_file_id}`,
      `/files/${mixed.output_file_id}?line=1&search=river`,
      '/settings',
      '/no-such-page',
    ]
    const overflowing: Record<string, string[]> = {}
    for (const path of paths) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.waitForLoadState('networkidle')
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 700 })
        const overflow = await overflowOf(page)
        if (overflow.length > 0) overflowing[`${path} at ${width} px`] = overflow
      }
      if (kindsOfPage.includes(path)) await expectAccessible(page, `${path} on a phone`)
    }
    expect(overflowing).toEqual({})
  })

  test('a batch is started, found and opened with the thumb', async ({ page, controls }) => {
    await controls.setRate(1000)
    await page.goto('/batches')
    const bar = page.getByRole('navigation', { name: 'Main' })
    await bar.getByRole('link', { name: 'New batch' }).tap()
    await chooseFile(page, 'Choose a .jsonl file', 'phone.jsonl', chatFile(3))
    await page.getByRole('button', { name: 'Upload and start batch' }).tap()
    await expectHeading(page, 'phone.jsonl')

    await bar.getByRole('link', { name: 'Batches' }).tap()
    await page.getByRole('link', { name: 'phone.jsonl', exact: true }).tap()
    await expectHeading(page, 'phone.jsonl')
  })

  test('outcomes that have no room are led to by the one selected, and by the keys', async ({
    page,
    api,
    controls,
  }) => {
    await controls.setRate(1000)
    const kinds = ['', '~bad-request', '~truncated', '~refused', '~empty', '~broken-json']
    const lines = kinds.map((kind, index) =>
      chatLine(`row-${index + 1}${kind}`, 'Name a river.', { response_format: { type: 'json_object' } }),
    )
    const batch = await api.startBatch('outcomes.jsonl', lines.join('\n'))
    await api.until(batch.id, 'completed')
    await page.goto(`/batches/${batch.id}/results?outcome=empty`)
    const strip = page.getByRole('navigation', { name: 'Rows by outcome' })
    /** Whether a link stands clear of the ends that fade. */
    const isClear = (name: string | RegExp) =>
      strip.getByRole('link', { name }).evaluate((link) => {
        const { left, right } = link.getBoundingClientRect()
        return left >= 16 && right <= innerWidth - 40
      })
    await expect.poll(() => isClear(/^Empty 1/)).toBe(true)
    expect(await isClear(/^All 6/)).toBe(false)
    await strip.getByRole('link', { name: /^Empty/ }).press('End')
    const last = strip.getByRole('link').last()
    await expect(last).toBeFocused()
    await expect
      .poll(() => last.evaluate((link) => link.getBoundingClientRect().right <= innerWidth - 40))
      .toBe(true)
    await page.keyboard.press('Home')
    await expect.poll(() => isClear(/^All 6/)).toBe(true)
    // Where the window has the height beside an open row, all of them are there at once.
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`/batches/${batch.id}/results?row=1`)
    await expect(page.getByRole('region', { name: 'Row 1' })).toBeVisible()
    await expect
      .poll(() => strip.evaluate((element) => element.scrollWidth <= element.clientWidth))
      .toBe(true)
    await expect(last).toBeInViewport({ ratio: 1 })
  })

  test('outcomes that a finger has moved stay where they are when another one occurs behind them', async ({
    page,
    api,
    controls,
  }) => {
    test.skip(settings.personality === 'openai', 'this server hands out no answers before the end')
    await controls.setRate(0)
    const kinds = ['', '~bad-request', '~truncated', '~refused', ...Array.from({ length: 20 }, () => '')]
    const first = kinds.map((kind, index) => chatLine(`row-${index + 1}${kind}`, 'Name a river.'))
    const others = Array.from({ length: 4 }, (_, index) => chatLine(`late-${index}~empty`, 'Say nothing.'))
    const batch = await api.startBatch('live.jsonl', [...first, ...others].join('\n'))
    await api.until(batch.id, 'in_progress')
    await controls.work(4, 1)
    await page.goto(`/batches/${batch.id}/results`)
    const strip = page.getByRole('navigation', { name: 'Rows by outcome' })
    await expect(strip.getByRole('link')).toHaveText([
      /^All/,
      /^Succeeded/,
      /^Failed/,
      /^Cut off/,
      /^Refused/,
      /^Pending/,
    ])
    await strip.evaluate((element) => {
      element.scrollLeft = 90
    })
    await controls.setRate(1000)
    await controls.advance(10)
    await expect(strip.getByRole('link', { name: /^Empty/ })).toBeVisible()
    await expect(page.getByText('All 28 rows are here.')).toBeVisible()
    expect(await strip.evaluate((element) => element.scrollLeft)).toBe(90)
  })
})
