import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { expect, test } from './support/story.ts'

const gridOf = (page: Page) => page.getByRole('grid', { name: 'Rows of the batch' })
const linkOf = (page: Page, row: number) =>
  gridOf(page).getByRole('link', { name: `Row ${row}`, exact: true })

/** Where the line of a row begins on the screen, in pixels. */
async function topOf(page: Page, row: number): Promise<number> {
  return linkOf(page, row).evaluate((link) => link.closest('[role=row]')?.getBoundingClientRect().top ?? NaN)
}

/** Scrolls until a row stands some rows below the top of the list. */
async function bringIntoView(page: Page, row: number): Promise<void> {
  await gridOf(page).evaluate(
    (grid, top) => {
      grid.scrollTop = top
    },
    (row - 6) * 38,
  )
  await expect(linkOf(page, row)).toBeInViewport()
}

test('a row that is opened and closed stays where it was, and has the focus again', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('places.jsonl', chatFile(400))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 400 rows are here.')).toBeVisible()
  const closings = {
    30: () => page.keyboard.press('Escape'),
    100: () => page.getByRole('button', { name: 'Close the row' }).click(),
    380: () => page.goBack(),
  }
  for (const [number, close] of Object.entries(closings)) {
    const row = Number(number)
    const panel = page.getByRole('region', { name: `Row ${row}`, exact: true })
    await bringIntoView(page, row)
    const before = await topOf(page, row)
    await linkOf(page, row).click()
    await expect(panel.getByText(`row-${row}`, { exact: true })).toBeVisible()
    await expect(linkOf(page, row)).toBeFocused()
    expect(Math.abs((await topOf(page, row)) - before)).toBeLessThan(2)
    await close()
    await expect(panel).toBeHidden()
    await expect(linkOf(page, row)).toBeFocused()
    await expect(linkOf(page, row)).toBeInViewport()
    expect(Math.abs((await topOf(page, row)) - before)).toBeLessThan(2)
  }
})

test('whoever closes a row goes on from it, also after a reload and further rows', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('going-on.jsonl', chatFile(120))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results?row=90`)
  const panelOf = (row: number) => page.getByRole('region', { name: `Row ${row}`, exact: true })
  await expect(panelOf(90).getByText('row-90', { exact: true })).toBeVisible()
  // The row itself may be read before the list of all rows is.
  await expect(linkOf(page, 90)).toBeInViewport()
  await page.keyboard.press('Escape')
  await expect(panelOf(90)).toBeHidden()
  await expect(linkOf(page, 90)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(panelOf(91).getByText('row-91', { exact: true })).toBeVisible()
  await page.keyboard.press('j')
  await expect(panelOf(92).getByText('row-92', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(linkOf(page, 92)).toBeFocused()
  await expect(linkOf(page, 92)).toBeInViewport()
})

test('arrows begin at the row that is open, and the focus goes along from row to row', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('arrows.jsonl', chatFile(120))
  await api.until(batch.id, 'completed')
  const panelOf = (row: number) => page.getByRole('region', { name: `Row ${row}`, exact: true })
  await page.goto(`/batches/${batch.id}/results?row=35`)
  await expect(linkOf(page, 35)).toBeInViewport()
  await page.keyboard.press('ArrowDown')
  await expect(linkOf(page, 35)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(linkOf(page, 36)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(panelOf(36).getByText('row-36', { exact: true })).toBeVisible()

  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(panelOf(38).getByText('row-38', { exact: true })).toBeVisible()
  await expect(linkOf(page, 38)).toBeFocused()
  // Whoever has gone to another row stays there.
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(linkOf(page, 40)).toBeFocused()
  await page.keyboard.press('k')
  await expect(panelOf(37).getByText('row-37', { exact: true })).toBeVisible()
  await expect(linkOf(page, 40)).toBeFocused()

  // Where the row that is open has been scrolled away they begin with the first one in view.
  await page.goto(`/batches/${batch.id}/results?row=5`)
  await expect(panelOf(5).getByText('row-5', { exact: true })).toBeVisible()
  await expect(linkOf(page, 5)).toBeInViewport()
  await gridOf(page).evaluate((grid) => {
    grid.scrollTop = 60 * 60
  })
  await expect(linkOf(page, 61)).toBeInViewport()
  await page.keyboard.press('ArrowDown')
  await expect(linkOf(page, 61)).toBeFocused()
  await expect(linkOf(page, 61)).toBeInViewport({ ratio: 1 })
})

test('a row in use at the end of a low window is still in view when rows become higher', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('turned.jsonl', chatFile(120))
  await api.until(batch.id, 'completed')
  await page.setViewportSize({ width: 1200, height: 420 })
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 120 rows are here.')).toBeVisible()
  await linkOf(page, 1).focus()
  for (let press = 0; press < 12; press += 1) await page.keyboard.press('ArrowDown')
  await expect(linkOf(page, 13)).toBeFocused()
  const rowOf = (row: number) =>
    gridOf(page)
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: `Row ${row}`, exact: true }) })
  await page.setViewportSize({ width: 390, height: 420 })
  await expect.poll(async () => (await rowOf(13).boundingBox())?.height).toBe(60)
  await expect(linkOf(page, 13)).toBeFocused()
  await expect(rowOf(13)).toBeInViewport({ ratio: 1 })
})

test('another order and another choice of rows are shown from their top', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('orders.jsonl', chatFile(400))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 400 rows are here.')).toBeVisible()
  const isAtTop = () => expect.poll(() => gridOf(page).evaluate((grid) => grid.scrollTop)).toBe(0)

  await bringIntoView(page, 200)
  await gridOf(page).getByRole('button', { name: 'Row' }).click()
  await expect(linkOf(page, 400)).toBeInViewport()
  await isAtTop()

  await bringIntoView(page, 200)
  await page.getByRole('link', { name: /^Succeeded/ }).click()
  await expect(page).toHaveURL(/outcome=succeeded/)
  await isAtTop()

  await bringIntoView(page, 200)
  await page.getByRole('searchbox').fill('simulated')
  await expect(page.getByText('400 of 400 rows match.').first()).toBeVisible()
  await isAtTop()
})

test('sorting and searching leave the table where it is', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('still.jsonl', chatFile(40))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 40 rows are here.')).toBeVisible()
  const grid = gridOf(page)
  const before = await grid.boundingBox()
  const heading = grid.getByRole('columnheader', { name: 'Outcome' })
  const box = await heading.getByRole('button').boundingBox()
  if (box === null) throw new Error('The heading is not drawn.')
  for (const order of ['ascending', 'descending', 'none']) {
    // Without another look at where the heading is.
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await expect(heading).toHaveAttribute('aria-sort', order)
    expect(await grid.boundingBox()).toEqual(before)
  }
  await expect(page).not.toHaveURL(/outcome=/)
  await page.getByRole('searchbox').fill('letter')
  await expect(page.getByText('40 of 40 rows match.').first()).toBeVisible()
  expect(await grid.boundingBox()).toEqual(before)
})

test('the keys lead from the search to the rows, and none that is pressed is lost', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('keys.jsonl', chatFile(120))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 120 rows are here.')).toBeVisible()
  const panelOf = (row: number) => page.getByRole('region', { name: `Row ${row}`, exact: true })

  await page.keyboard.press('/')
  await page.keyboard.type('letter number 3.')
  await page.keyboard.press('Enter')
  await expect(linkOf(page, 3)).toBeFocused()
  await page.keyboard.press('/')
  await page.keyboard.press('ArrowDown')
  await expect(linkOf(page, 3)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(panelOf(3)).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox').fill('nothing like it')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main').getByText(/^No row matches/)).toBeVisible()
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.press('Escape')

  await expect(linkOf(page, 1)).toBeVisible()
  await bringIntoView(page, 60)
  await page.getByRole('heading', { level: 1 }).focus()
  // The first whole row in view is row 55: the first press opens it, and four go on.
  for (let press = 0; press < 5; press += 1) await page.keyboard.down('j')
  await expect(panelOf(59).getByText('row-59', { exact: true })).toBeVisible()
  for (let press = 0; press < 3; press += 1) await page.keyboard.down('k')
  await expect(panelOf(56).getByText('row-56', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: /^All/ }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('link', { name: /^Succeeded/ })).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('Tab')
  const heading = gridOf(page).getByRole('columnheader', { name: 'Row' })
  await expect(heading.getByRole('button')).toBeFocused()
  const width = async () => (await heading.boundingBox())?.width ?? 0
  const usual = await width()
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(width).toBe(usual + 16)
  await page.keyboard.press('Tab')
  await expect(
    gridOf(page).getByRole('columnheader', { name: 'custom_id' }).getByRole('button'),
  ).toBeFocused()
})

test('a row is read beside its request in all the height there is, and its answer is in view on a phone too', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const long = 'Read what follows and keep to the rules of the house. '.repeat(60)
  const batch = await api.startBatch('long.jsonl', `${chatLine('long', long)}\n${chatFile(60)}`)
  await api.until(batch.id, 'completed')
  const request = page.getByRole('region', { name: 'Request' })
  const result = page.getByRole('region', { name: 'Result', exact: true })
  const whole = page.getByRole('button', { name: 'Show all of the request' })
  const pageScrollsBy = () =>
    page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight)
  for (const [width, height] of [
    [1280, 720],
    [1440, 900],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.goto(`/batches/${batch.id}/results?row=1`)
    await expect(result.getByText('Simulated answer')).toBeInViewport()
    const [left, right] = [await request.boundingBox(), await result.boundingBox()]
    expect(right?.y).toBe(left?.y)
    expect(right?.x).toBeGreaterThan((left?.x ?? 0) + (left?.width ?? 0))
    await expect(whole).toBeHidden()
    await expect.poll(pageScrollsBy).toBe(0)
    const pane = await page.getByRole('region', { name: 'Row 1', exact: true }).boundingBox()
    expect((pane?.y ?? 0) + (pane?.height ?? 0)).toBe(height - 16)
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('dialog', { name: 'Row 1' })).toBeVisible()
  await expect(result.getByText('Simulated answer')).toBeInViewport()
  await whole.click()
  await expect(whole).toBeHidden()
  await expect(result.getByRole('heading', { name: 'Result' })).not.toBeInViewport()
})

test('the list beside an open row is as wide as a person makes it, by hand or by key, also later', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('wide.jsonl', chatFile(20))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results?row=3`)
  const edge = page.getByRole('separator', { name: 'Width of the list' })
  const pane = page.getByRole('region', { name: 'Row 3', exact: true })
  const startOf = async () => Math.round((await pane.boundingBox())?.x ?? 0)
  await expect(edge).toHaveAttribute('aria-valuetext', 'Usual width')
  const usual = await startOf()

  const box = await edge.boundingBox()
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 200]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 120, y, { steps: 3 })
  await page.mouse.up()
  await expect.poll(startOf).toBe(usual + 120)

  await edge.press('Shift+ArrowLeft')
  await expect.poll(startOf).toBe(usual + 40)
  await page.reload()
  await expect.poll(startOf).toBe(usual + 40)

  // However wide, the row keeps room, and nothing scrolls to the side.
  await edge.press('End')
  await expect.poll(async () => Math.round((await pane.boundingBox())?.width ?? 0)).toBe(448)
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await edge.press('Shift+ArrowLeft')
  await expect.poll(async () => Math.round((await pane.boundingBox())?.width ?? 0)).toBe(528)
  await edge.press('Home')
  await expect(linkOf(page, 3)).toBeInViewport()
  await expectAccessible(page, 'the list beside a row')

  await edge.press('Enter')
  await expect.poll(startOf).toBe(usual)
  await page.reload()
  await expect(edge).toHaveAttribute('aria-valuetext', 'Usual width')
  await page.keyboard.press('Escape')
  await expect(edge).toBeHidden()
})

/** How many of the rows in the list show what was searched for, not cut off. */
function rowsWithMarks(page: Page): Promise<number> {
  return gridOf(page).evaluate(() => {
    const rows = new Set<Element | null>()
    CSS.highlights.get('found-in-list')?.forEach((range) => {
      const element = range.startContainer.parentElement
      const cell = element?.closest('[role=gridcell]')?.getBoundingClientRect()
      if (!(range instanceof Range) || cell === undefined) return
      const mark = range.getBoundingClientRect()
      if (mark.left >= cell.left && mark.right <= cell.right) rows.add(element?.closest('[role=row]') ?? null)
    })
    return rows.size
  })
}

test('every row that is found shows what was found, in wide rows, narrow ones and on a phone', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const tickets = ['harbours', 'lighthouses'].flatMap((thing) =>
    [1, 2, 3].map((number) =>
      chatLine(
        `${thing[0]}-${number}~empty`,
        `Summarise ticket ${number} on the rules for ships that wait too long outside of the ${thing} in winter.`,
      ),
    ),
  )
  const batch = await api.startBatch('tickets.jsonl', tickets.join('\n'))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results?search=harbours`)
  await expect(page.getByText('3 of 6 rows match.').first()).toBeVisible()
  await expect.poll(() => rowsWithMarks(page)).toBe(3)
  await linkOf(page, 2).click()
  await expect(page.getByRole('region', { name: 'Row 2', exact: true })).toBeVisible()
  await expect.poll(() => rowsWithMarks(page)).toBe(3)
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 390, height: 844 })
  await expect.poll(() => rowsWithMarks(page)).toBe(3)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('the first rows are in view, and an open row begins near the top and speaks of no keys', async ({
    page,
    api,
    controls,
  }) => {
    await controls.setRate(1000)
    const rows = `${chatLine('broken~bad-request', 'Name a lake.')}\n${chatFile(20)}`
    const batch = await api.startBatch('rivers.jsonl', rows)
    await api.until(batch.id, 'completed')
    for (const name of ['First', 'Second']) {
      const metadata = { retry_of: batch.id, batch_description: name }
      const again = await api.startBatch('again.jsonl', chatLine('broken~bad-request', 'Name a lake.'), {
        metadata,
      })
      await api.until(again.id, 'completed')
    }
    await page.goto(`/batches/${batch.id}/results`)
    await expect(page.getByText('Tried again in 2 batches')).toBeVisible()
    await expect(page.getByText('All 21 rows are here.')).toBeVisible()
    // The bar with the pages covers the foot of the screen.
    const foot = (await page.getByRole('navigation', { name: 'Main' }).boundingBox())?.y ?? 0
    await expect.poll(async () => (await linkOf(page, 4).boundingBox())?.y).toBeLessThan(foot - 40)
    await expect(page.getByText('/', { exact: true })).toBeHidden()

    await linkOf(page, 2).tap()
    const panel = page.getByRole('dialog', { name: 'Row 2' })
    await expect(panel.getByRole('button', { name: 'Next row', exact: true })).toBeVisible()
    const request = await panel.getByRole('heading', { name: 'Request' }).boundingBox()
    expect(request?.y).toBeLessThan(285)

    // A row that a link opens has others below it, not only above.
    await page.goto(`/batches/${batch.id}/results?row=10`)
    await page.getByRole('dialog', { name: 'Row 10' }).getByRole('button', { name: 'Close' }).tap()
    await expect.poll(async () => (await linkOf(page, 11).boundingBox())?.y).toBeLessThan(foot - 40)
    await expect(linkOf(page, 9)).toBeInViewport()

    // What a search means is asked once there is one.
    const regex = page.getByRole('button', { name: 'Regex' })
    await expect(regex).toBeHidden()
    await page.getByRole('searchbox', { name: /^Search in/ }).fill('river')
    await regex.tap()
    await expect(page).toHaveURL(/regex=yes/)
    await page.getByRole('searchbox', { name: /^Search in/ }).fill('')
    await expect(regex).toBeVisible()
    await expectAccessible(page, 'results on a phone')
  })
})
