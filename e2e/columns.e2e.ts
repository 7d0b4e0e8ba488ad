import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { expect, test } from './support/story.ts'

const TEXT = { type: 'string' }
const SCHEMA = {
  type: 'object',
  properties: {
    mood: { enum: ['good', 'bad'] },
    score: { type: 'integer', minimum: 1, maximum: 9 },
    tags: { type: 'array', items: TEXT, minItems: 2, maxItems: 2 },
    from: { type: 'object', properties: { name: TEXT, town: TEXT }, required: ['name', 'town'] },
  },
  required: ['mood', 'score', 'tags', 'from'],
  additionalProperties: false,
}
const FORMAT = { response_format: { type: 'json_schema', json_schema: { name: 'review', schema: SCHEMA } } }

const gridOf = (page: Page) => page.getByRole('grid', { name: 'Rows of the batch' })
const headingsOf = (page: Page) => gridOf(page).getByRole('columnheader')

/** The texts of a column from top to bottom, as far as rows are drawn. */
async function column(page: Page, heading: string): Promise<string[]> {
  const headings = await headingsOf(page).allInnerTexts()
  const at = headings.findIndex((text) => text.trim() === heading)
  return gridOf(page)
    .locator(`[role=gridcell][aria-colindex="${at + 1}"]`)
    .allInnerTexts()
}

test('structured answers stand in columns, which are chosen, moved, sized and sorted by', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const lines = Array.from({ length: 12 }, (_, index) =>
    chatLine(
      `review-${index + 1}${index === 4 ? '~bad-request' : ''}`,
      `Read ${'so '.repeat(index)}much.`,
      FORMAT,
    ),
  )
  const batch = await api.startBatch('reviews.jsonl', lines.join('\n'))
  await api.until(batch.id, 'completed')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`/batches/${batch.id}/results`)
  const grid = gridOf(page)
  const usual = ['Row', 'custom_id', 'Outcome', 'Request', 'mood', 'score', 'tags', 'from.name', 'Cost']
  await expect(headingsOf(page)).toHaveText(usual)
  await expect(grid).toHaveAttribute('aria-colcount', '9')
  await expect.poll(() => column(page, 'mood')).toContain('good')
  expect(await column(page, 'score')).toEqual(Array(11).fill(expect.stringMatching(/^[1-9]$/)))
  expect((await column(page, 'tags'))[0]).toMatch(/\w, \w/)
  expect((await column(page, 'Cost'))[0]).toMatch(/^\$0\.0\d+$/)
  // What has no fields is written over their columns, and nothing is beside the screen.
  const failed = grid.getByRole('row').filter({ hasText: 'review-5' })
  await expect(failed.locator('[aria-colspan="4"]')).toHaveText(/rejected/)
  expect(await grid.evaluate((list) => list.scrollWidth <= list.clientWidth)).toBe(true)
  const alignment = (heading: string) =>
    headingsOf(page)
      .filter({ hasText: heading })
      .evaluate((element) => getComputedStyle(element).justifyContent)
  expect([await alignment('score'), await alignment('mood')]).toEqual(['flex-end', 'normal'])
  await expectAccessible(page, 'structured answers in columns')

  await test.step('sort', async () => {
    const sortBy = (name: string) => headingsOf(page).getByRole('button', { name, exact: true })
    await sortBy('Cost').click()
    await expect(page).toHaveURL(/sort=cost/)
    await expect(headingsOf(page).filter({ hasText: 'Cost' })).toHaveAttribute('aria-sort', 'ascending')
    await expect(headingsOf(page).filter({ hasText: 'Row' })).toHaveAttribute('aria-sort', 'none')
    await sortBy('Cost').click()
    await expect(headingsOf(page).filter({ hasText: 'Cost' })).toHaveAttribute('aria-sort', 'descending')
    const dollars = async () => (await column(page, 'Cost')).map((text) => Number(text.slice(1)))
    await expect
      .poll(async () => {
        const [first, ...others] = await dollars()
        return first !== undefined && others.length === 11 && first === Math.max(first, ...others)
      })
      .toBe(true)
    // What has no cost comes last.
    expect((await column(page, 'Outcome')).at(-1)).toBe('Failed')
    await sortBy('Cost').click()
    await expect(page).toHaveURL(/\/results$/)
    await sortBy('score').click()
    await expect(page).toHaveURL(/sort=field%3Ascore/)
    const scores = async () => (await column(page, 'score')).filter((text) => text !== '').map(Number)
    await expect.poll(async () => (await scores()).length).toBe(11)
    await expect.poll(scores).toEqual((await scores()).toSorted((left, right) => left - right))
    await sortBy('score').click()
    await sortBy('score').click()
    await expect(page).toHaveURL(/\/results$/)
  })

  await test.step('choose and move by keyboard', async () => {
    await page.getByRole('button', { name: 'Columns' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Columns' })
    await dialog.getByRole('checkbox', { name: /^from.town/ }).check()
    await dialog.getByRole('checkbox', { name: /^Request/ }).uncheck()
    const up = dialog.getByRole('button', { name: /^Move “from.town .* up/ })
    await up.press('Enter')
    await expect(up).toBeFocused()
    const down = dialog.getByRole('button', { name: /^Move “mood .* down/ })
    await down.press('Enter')
    await expect(down).toBeFocused()
    await expectAccessible(page, 'the choice of columns')
    await dialog.getByRole('button', { name: 'Done' }).press('Enter')
    await expect(page.getByRole('button', { name: 'Columns' })).toBeFocused()
  })
  const chosen = ['Row', 'custom_id', 'Outcome', 'score', 'mood', 'tags', 'from.town', 'from.name', 'Cost']
  await expect(headingsOf(page)).toHaveText(chosen)

  await test.step('size by keyboard and by hand', async () => {
    const edge = grid.getByRole('separator', { name: 'Width of tags' })
    const heading = headingsOf(page).filter({ hasText: 'tags' })
    const width = async () => Math.round((await heading.boundingBox())?.width ?? 0)
    await edge.press('Home')
    await expect(edge).toHaveAttribute('aria-valuenow', '48')
    for (let times = 0; times < 4; times += 1) await edge.press('Shift+ArrowRight')
    await edge.press('ArrowLeft')
    await expect(edge).toHaveAttribute('aria-valuetext', '352 pixels')
    await expect.poll(width).toBe(352)
    await edge.dblclick()
    await expect(edge).toHaveAttribute('aria-valuetext', 'Usual width')
    const box = await edge.boundingBox()
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 10]
    const before = await width()
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 300, y, { steps: 3 })
    await page.mouse.up()
    await expect.poll(width).toBe(before + 300)
    await expect(edge).toHaveAttribute('aria-valuenow', String(before + 300))
  })

  await test.step('a reload keeps it, and only the list scrolls to the side', async () => {
    const edge = grid.getByRole('separator', { name: 'Width of tags' })
    const now = await edge.getAttribute('aria-valuenow')
    await page.reload()
    await expect(headingsOf(page)).toHaveText(chosen)
    await expect(edge).toHaveAttribute('aria-valuenow', now ?? '')
    await page.setViewportSize({ width: 1100, height: 900 })
    await grid.getByRole('link', { name: 'Row 12' }).focus()
    await grid.evaluate((list) => list.scrollTo({ left: 10_000 }))
    await expect(headingsOf(page).filter({ hasText: 'Cost' })).toBeInViewport()
    await expect(grid.getByText('$0.0').first()).toBeInViewport()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    // What tells rows apart stays, and the whole row still opens.
    const startOf = async (name: string) =>
      (await headingsOf(page).filter({ hasText: name }).boundingBox())?.x ?? 0
    const left = (await grid.boundingBox())?.x ?? 0
    expect([(await startOf('Row')) - left, (await startOf('custom_id')) - left]).toEqual([8, 76])
    await expectAccessible(page, 'a list scrolled to the side')
    const cost = await grid.getByText('$0.0').first().boundingBox()
    await page.mouse.click((cost?.x ?? 0) + 5, (cost?.y ?? 0) + 5)
    await expect(page).toHaveURL(/row=1$/)
    await page.goBack()
    await page.setViewportSize({ width: 390, height: 844 })
    await expect(grid.getByRole('row').nth(1)).toContainText(/score: \d · mood: \w+/)
    await expect(page.getByRole('button', { name: 'Columns' })).toBeHidden()
  })
})

test('columns chosen for one batch hold for the next, and the usual ones come back', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1_000_000)
  const text = `${chatFile(300)}${chatLine('dear', 'Name a hill.', { model: 'nobody/knows' })}`
  const batch = await api.startBatch('rivers.jsonl', text)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results`)
  const usual = ['Row', 'custom_id', 'Outcome', 'Request', 'Answer', 'Tokens in', 'Tokens out', 'Cost']
  await expect(headingsOf(page)).toHaveText(usual)
  await page.getByRole('button', { name: 'Columns' }).click()
  const dialog = page.getByRole('dialog', { name: 'Columns' })
  for (const name of [/^Model/, /^When/, /cached$/]) await dialog.getByRole('checkbox', { name }).check()
  await dialog.getByRole('checkbox', { name: 'Row number' }).uncheck()
  await dialog.getByRole('button', { name: 'Done' }).click()
  const grid = gridOf(page)
  await expect(grid).toHaveAttribute('aria-colcount', '10')
  await expect.poll(() => column(page, 'Model')).toContain('Qwen/Qwen3-VL-30B-A3B-Instruct-FP8')
  expect((await column(page, 'Answered'))[0]).toMatch(/\d+ \w+ \d{4}, \d\d:\d\d:\d\d/)
  expect(await grid.getByRole('row').count()).toBeLessThanOrEqual(100)

  // The row still opens, although its number is not shown, and from the keyboard.
  await grid.getByRole('link', { name: 'Row 1', exact: true }).press('End')
  await expect(grid.getByRole('link', { name: 'Row 301' })).toBeFocused()
  await expect(grid.getByRole('row').last()).toContainText('No price of nobody/knows is known')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Result', exact: true })).toContainText('hill')
  await page.keyboard.press('Escape')

  const next = await api.startBatch('lakes.jsonl', chatFile(3))
  await api.until(next.id, 'completed')
  await page.goto(`/batches/${next.id}/results`)
  await expect(headingsOf(page).filter({ hasText: 'Model' })).toBeVisible()
  await page.getByRole('button', { name: 'Columns' }).click()
  await dialog.getByRole('button', { name: 'Use the usual columns' }).click()
  await expect(dialog.getByRole('checkbox', { name: 'Row number' })).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(headingsOf(page)).toHaveText(usual)
})

test('an answer left out beside its fields is there where a batch has none', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const asked = Array.from({ length: 4 }, (_, index) => chatLine(`review-${index}`, 'Read it.', FORMAT))
  const structured = await api.startBatch('reviews.jsonl', asked.join('\n'))
  await api.until(structured.id, 'completed')
  await page.goto(`/batches/${structured.id}/results`)
  const answer = headingsOf(page).filter({ hasText: 'Answer' })
  const dialog = page.getByRole('dialog', { name: 'Columns' })
  const box = dialog.getByRole('checkbox', { name: /^Answer/ })
  await page.getByRole('button', { name: 'Columns' }).click()
  await box.check()
  await expect(answer).toBeAttached()
  await box.uncheck()
  await expect(answer).toHaveCount(0)

  // One request of six asks for fields: they are no columns, before and after the rows are there.
  await controls.setRate(0)
  const words = Array.from({ length: 5 }, (_, index) => chatLine(`words-${index}`, 'Name a hill.'))
  const mixed = await api.startBatch('mixed.jsonl', [asked[0], ...words].join('\n'))
  await page.goto(`/batches/${mixed.id}/results`)
  const usual = ['Row', 'custom_id', 'Outcome', 'Request', 'Answer', 'Tokens in', 'Tokens out', 'Cost']
  await expect(gridOf(page).getByText('Pending')).toHaveCount(6)
  await expect(headingsOf(page)).toHaveText(usual)
  await controls.setRate(1000)
  await expect(gridOf(page).getByText('Succeeded')).toHaveCount(6)
  await expect(headingsOf(page)).toHaveText(usual)
  await page.getByRole('button', { name: 'Columns' }).click()
  await expect(box).toBeDisabled()
  await expect(dialog.getByText('always there where no fields are')).toBeVisible()
  await dialog.getByRole('checkbox', { name: /^mood/ }).check()
  await expect(headingsOf(page).filter({ hasText: 'mood' })).toBeAttached()
  await expect(answer).toBeAttached()
  await expectAccessible(page, 'the choice of columns with one that must stay')
})
