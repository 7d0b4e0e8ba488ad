import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { settings } from './support/settings.ts'
import { expect, test } from './support/story.ts'

const THING = {
  type: 'object',
  properties: { colour: { enum: ['red', 'blue'] }, size: { type: 'integer', minimum: 1, maximum: 9 } },
  required: ['colour', 'size'],
  additionalProperties: false,
}
const FORMAT = {
  response_format: { type: 'json_schema', json_schema: { name: 'thing', schema: THING } },
}

const rowsOf = (page: Page) =>
  page.getByRole('grid', { name: 'Rows of the batch' }).getByRole('link', { name: /^Row [\d,]+$/ })
const searchIn = (page: Page) => page.getByRole('searchbox', { name: 'Search in requests, answers and ids' })

/** What is said of a search. Screen readers are told the same elsewhere on the page. */
const toldIn = (page: Page, words: string | RegExp) =>
  page.getByRole('region', { name: 'Results' }).getByText(words)

/** The different words that stand marked. */
function wordsMarked(page: Page, name: string): Promise<string[]> {
  return page.evaluate((of) => {
    const words = new Set<string>()
    CSS.highlights.get(of)?.forEach((range) => words.add(String(range)))
    return [...words]
  }, name)
}

test('rows are found by what stands in requests and answers, by ids and by expressions @matrix', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const escaped = chatLine('four', 'Crème brûlée 😀').replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  const input = [
    chatLine('one', 'Name a river in “Größenwahn”.'),
    chatLine('two', 'First line\nsecond "quoted" line'),
    chatLine('three~refused', 'Tell a secret about a lake.'),
    escaped.replaceAll(/\\u(d83d)\\u(de00)/g, '\\u$1\\u$2'),
    chatLine('river-5', 'Say nothing.'),
  ].join('\n')
  const batch = await api.startBatch('words.jsonl', input)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 5 rows are here.')).toBeVisible()
  const finds = async (words: string, numbers: string[]) => {
    await searchIn(page).fill(words)
    await expect(toldIn(page, new RegExp(`^${numbers.length} of 5 rows match`))).toBeVisible()
    await expect(rowsOf(page)).toHaveText(numbers)
  }

  await page.keyboard.press('/')
  await expect(searchIn(page)).toBeFocused()
  await finds('GRÖSSENWAHN'.replace('SS', 'ß'), ['1'])
  await finds('line\nsecond'.replace('\n', ' '), [])
  await finds('"quoted"', ['2'])
  await finds('brûlée 😀', ['4'])
  await finds('river', ['1', '5'])
  await expect(page).toHaveURL(/search=river/)
  await expect.poll(() => wordsMarked(page, 'found-in-list')).toEqual(['river'])
  await rowsOf(page).first().click()
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('Name a river in')
  await expect.poll(() => wordsMarked(page, 'found-in-open')).toContain('river')
  await page.keyboard.press('Escape')
  // Words of JSON itself are nobody's words.
  await finds('finish_reason', [])
  await expect(toldIn(page, 'No row matches “finish_reason”.')).toBeVisible()

  await page.getByRole('button', { name: 'Regex' }).click()
  await finds('^(first|name) ', ['1', '2'])
  await page.getByRole('link', { name: /^All/ }).click()
  await searchIn(page).fill('^(first')
  await expect(page.getByRole('alert')).toContainText('This is no regular expression: ')
  await expect(rowsOf(page)).toHaveCount(5)
  await expectAccessible(page, 'an expression that cannot be read')
  await finds('\\p{Extended_Pictographic}', ['4'])
  await page.reload()
  await expect(rowsOf(page)).toHaveText(['4'])
  await expect(page.getByRole('button', { name: 'Regex' })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('/')
  await page.keyboard.press('Escape')
  await expect(rowsOf(page)).toHaveCount(5)
})

test('rows are filtered by model, fields, tokens and cost, sorted, and taken home as they stand', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const input = [
    ...Array.from({ length: 12 }, (_, index) =>
      chatLine(`thing-${index + 1}`, `Describe thing ${index}.`, FORMAT),
    ),
    chatLine('long', 'Tell a long story about a lake. '.repeat(40)),
    chatLine('late~timeout', 'Think for a long time.'),
    chatLine('bad~bad-request', 'Describe this image.'),
  ].join('\n')
  const batch = await api.startBatch('things.jsonl', input)
  const { output_file_id: outputId } = await api.until(batch.id, 'completed')
  const answers = (await api.content(outputId ?? ''))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ custom_id: id, response: { body } }) => ({
      id,
      usage: body.usage,
      text: body.choices[0].message.content,
    }))
  const things = answers
    .filter(({ id }) => id.startsWith('thing'))
    .map(({ id, text }) => ({ row: id.replace('thing-', ''), ...JSON.parse(text) }))
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await page.goto(`/batches/${batch.id}/results`)
  await expect(page.getByText('All 15 rows are here.')).toBeVisible()
  await page.getByRole('button', { name: 'Filters' }).click()
  await expectAccessible(page, 'filters of the results')

  await page.getByRole('combobox', { name: 'Field of the answer' }).fill('colour')
  await page.getByRole('textbox', { name: 'Value' }).fill('blue')
  const blue = things.filter(({ colour }) => colour === 'blue').map(({ row }) => row)
  await expect(toldIn(page, new RegExp(`^${blue.length} of 15 rows match`))).toBeVisible()
  await page.getByRole('button', { name: 'Take out: colour is “blue”' }).click()
  await page.getByRole('combobox', { name: 'Order by' }).selectOption('field:size')
  await page.getByRole('combobox', { name: 'Direction' }).selectOption('down')
  const bySize = things.toSorted(
    (left, right) => right.size - left.size || Number(left.row) - Number(right.row),
  )
  await expect(rowsOf(page)).toHaveText([...bySize.map(({ row }) => row), '13', '14', '15'])

  await page.getByRole('textbox', { name: 'Tokens from' }).fill('1o')
  await expect(page.getByText('Enter a whole number.')).toBeVisible()
  const most = Math.max(...answers.map(({ usage }) => usage.total_tokens))
  await page.getByRole('textbox', { name: 'Tokens from' }).fill(String(most))
  await expect(rowsOf(page)).toHaveText(['13'])
  await page.getByRole('textbox', { name: 'Tokens from' }).fill('')
  await page.getByRole('textbox', { name: 'Cost in $ to' }).fill('0.000000000000001')
  await expect(toldIn(page, 'No row matches the cost.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear all' }).click()
  await expect(rowsOf(page)).toHaveCount(15)

  const reasons = page.getByRole('combobox', { name: 'Why it failed' })
  const timedOut = reasons.getByRole('option', { name: /^Timed out.* \(1\)$/ })
  await reasons.selectOption(await timedOut.getAttribute('value'))
  await expect(rowsOf(page)).toHaveText(['14'])
  await page.goto(
    `/batches/${batch.id}/results?search=thing&tokens_from=1&sort=custom_id&direction=down&row=13`,
  )
  const order = things
    .map(({ row }) => `thing-${row}`)
    .sort()
    .toReversed()
  await expect(rowsOf(page)).toHaveText(order.map((id) => id.replace('thing-', '')))
  await expect(page.getByText('This row is not among the rows found.')).toBeVisible()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Export rows' })
  await expect(dialog.getByRole('radio', { name: 'Found rows (12)' })).toBeChecked()
  await dialog.getByRole('radio', { name: /^JSONL with requests/ }).check()
  const downloading = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export 12 rows' }).click()
  const saved = await readFile(await (await downloading).path(), 'utf8')
  const ids = saved
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).custom_id)
  expect(ids).toEqual(order)
})

test('what a search finds grows while the batch runs, and the keys walk through it', async ({
  page,
  api,
  controls,
}) => {
  test.skip(settings.personality === 'openai', 'this server hands out no answers before the end')
  await controls.setRate(0)
  const batch = await api.startBatch('live.jsonl', chatFile(60))
  await api.until(batch.id, 'in_progress')
  await page.goto(`/batches/${batch.id}/results?search=simulated&in=answer`)
  await expect(toldIn(page, 'No row matches “simulated”.')).toBeVisible()
  await controls.work(10, 2)
  const { completed } = (await api.batch(batch.id)).request_counts
  await expect(toldIn(page, `${completed} of 60 rows match.`)).toBeVisible()
  await expect(page.getByRole('link', { name: /^Succeeded/ })).toHaveText(`Succeeded${completed}`)
  await controls.setRate(1000)
  await controls.advance(10)
  await expect(toldIn(page, '60 of 60 rows match.')).toBeVisible()

  // The letter of the 3rd, 29th and 55th row.
  await page.getByRole('button', { name: 'Take out: Only in answers' }).click()
  await searchIn(page).fill('letter number 3.')
  await expect(rowsOf(page)).toHaveText(['3', '29', '55'])
  await rowsOf(page).first().click()
  const opens = async (row: number) => {
    await expect(page).toHaveURL(new RegExp(`row=${row}$`))
    await expect(
      page.getByRole('region', { name: `Row ${row}` }).getByText(`row-${row}`, { exact: true }),
    ).toBeVisible()
  }
  await opens(3)
  await page.keyboard.press('j')
  await opens(29)
  await page.keyboard.press('j')
  await opens(55)
  await page.keyboard.press('k')
  await opens(29)
})

test('where case is to match, words, expressions and ids differ by it, in marks and in files too', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const input = [
    chatLine('Lake-1', 'Say nothing.'),
    chatLine('two', 'Name a LAKE, not a lake.'),
    chatLine('three', 'Name a Crème brûlée.'),
    chatLine('four', 'Name a CRÈME BRÛLÉE.'),
  ].join('\n')
  const batch = await api.startBatch('cases.jsonl', input)
  await api.until(batch.id, 'completed')
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await page.goto(`/batches/${batch.id}/results?search=lake&in=request`)
  const matchCase = page.getByRole('button', { name: 'Match case' })
  await expect(matchCase).toHaveAttribute('aria-pressed', 'false')
  await expect(rowsOf(page)).toHaveText(['2'])
  await rowsOf(page).first().click()
  await expect.poll(() => wordsMarked(page, 'found-in-open')).toEqual(['LAKE', 'lake'])
  await matchCase.press('Enter')
  await expect(matchCase).toHaveAttribute('aria-pressed', 'true')
  await expect(page).toHaveURL(/case=match/)
  await expect.poll(() => wordsMarked(page, 'found-in-open')).toEqual(['lake'])
  await expectAccessible(page, 'a search in which case matters')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Take out: Only in requests' }).click()
  const finds = async (words: string, numbers: string[]) => {
    await searchIn(page).fill(words)
    await expect(toldIn(page, new RegExp(`^${numbers.length} of 4 rows match`))).toBeVisible()
    await expect(rowsOf(page)).toHaveText(numbers)
  }
  await finds('Lake-', ['1'])
  await finds('lake-', [])
  await expect(toldIn(page, 'No row matches “lake-” in this upper and lower case.')).toBeVisible()
  await finds('Crème', ['3'])
  await finds('CRÈME', ['4'])
  await page.getByRole('button', { name: 'Regex' }).click()
  await finds('^CR.ME|a LAK\\w', ['2'])
  await finds('(^|a )CR.ME', ['4'])
  await expect.poll(() => wordsMarked(page, 'found-in-list')).toContain('a CRÈME')

  // The address holds it, and the file has the rows that are shown.
  await page.reload()
  await expect(matchCase).toHaveAttribute('aria-pressed', 'true')
  await expect(rowsOf(page)).toHaveText(['4'])
  await page.getByRole('button', { name: 'Export' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export rows' })
  await dialog.getByRole('radio', { name: /^JSONL with requests/ }).check()
  const saving = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export 1 row' }).click()
  const file = await readFile(await (await saving).path(), 'utf8')
  expect(
    file
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).custom_id),
  ).toEqual(['four'])
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  await matchCase.click()
  await expect(rowsOf(page)).toHaveText(['3', '4'])
  await expect(page).not.toHaveURL(/case=/)
})

test('what an expression finds is marked in the list and in the open row', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const input = [
    chatLine('trip-1', 'Name a river.\nThen name a lake\nand a brook.'),
    chatLine('trip-2', `${'A word. '.repeat(400)}The mountain at the end, 4,807 m. ${'z'.repeat(300)}`),
    chatLine('trip-3', 'Name two lakes.'),
  ].join('\n')
  const batch = await api.startBatch('trips.jsonl', input)
  await api.until(batch.id, 'completed')
  await page.goto(
    `/batches/${batch.id}/results?regex=yes&search=${encodeURIComponent('^(?:name|then) (?=[an])')}`,
  )
  await expect(rowsOf(page)).toHaveText(['1'])
  await expect.poll(() => wordsMarked(page, 'found-in-list')).toEqual(['Name '])
  await rowsOf(page).first().click()
  // Each line of a text begins anew.
  await expect.poll(() => wordsMarked(page, 'found-in-open')).toEqual(['Name ', 'Then '])

  // Only what was searched is marked, not the page's own words, and matches of nothing are no marks.
  await searchIn(page).fill('\\d|User|ż*')
  await expect(rowsOf(page)).toHaveText(['1', '2', '3'])
  await expect.poll(() => wordsMarked(page, 'found-in-open')).toEqual(['1'])
  await expect
    .poll(async () => (await wordsMarked(page, 'found-in-list')).toSorted())
    .toEqual(['0', '1', '2', '3', '4', '7', '8'])
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('combobox', { name: 'Search in' }).selectOption('request')
  await expect.poll(() => wordsMarked(page, 'found-in-open')).toEqual([])
  await page.getByRole('combobox', { name: 'Search in' }).selectOption('all')

  // The next row of those found: its first mark is brought into view.
  await searchIn(page).fill('lake|mountain.*\\d')
  await expect(rowsOf(page)).toHaveText(['1', '2', '3'])
  await expect.poll(() => wordsMarked(page, 'found-in-open')).toEqual(['lake'])
  await page.keyboard.press('Tab')
  await page.keyboard.press('j')
  await expect.poll(() => wordsMarked(page, 'found-in-open')).toEqual(['mountain at the end, 4,807'])
  await expect
    .poll(() =>
      page.evaluate(() => {
        const [range] = CSS.highlights.get('found-in-open') ?? []
        const [box, pane] = [
          range instanceof Range ? range.startContainer.parentElement?.getBoundingClientRect() : undefined,
          document.documentElement.clientHeight,
        ]
        return box !== undefined && box.bottom > 0 && box.top < pane
      }),
    )
    .toBe(true)

  // Words are marked by the same rules, also those that stand in several pieces.
  await page.getByRole('button', { name: 'Regex' }).click()
  await searchIn(page).fill('Z'.repeat(250))
  await expect.poll(() => wordsMarked(page, 'found-in-open')).toEqual(['z'.repeat(250)])
  await searchIn(page).fill('')
  await expect.poll(() => page.evaluate(() => CSS.highlights.size)).toBe(0)
})

test('the list begins where an expression stands, also in narrow rows', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const asked = (what: string) => `Summarise the long report of last year on the opening of the new ${what}.`
  const input = [
    chatLine('trip-1', asked('harbours along the coast')),
    chatLine('trip-2', asked('HARBOUR in the north')),
    chatLine('trip-3', 'A harbour.'),
    chatLine('harbour-4', asked('bridges')),
  ].join('\n')
  const batch = await api.startBatch('trips.jsonl', input)
  await api.until(batch.id, 'completed')
  const rows = page.getByRole('grid', { name: 'Rows of the batch' }).getByRole('row')
  const shows = async (words: string[]) => {
    await expect(rows.filter({ has: page.getByRole('link') })).toContainText(words)
  }
  await page.goto(`/batches/${batch.id}/results?regex=yes&in=request&search=harbou%3Frs%3F`)
  const lines = ['… of the new harbours along', '… of the new HARBOUR in', 'A harbour.']
  await shows(lines)
  await expect
    .poll(async () => (await wordsMarked(page, 'found-in-list')).toSorted())
    .toEqual(['HARBOUR', 'harbour', 'harbours'])
  await page.setViewportSize({ width: 390, height: 844 })
  await shows(lines)
  await expectAccessible(page, 'narrow rows that an expression finds')

  // By its id a row is found whose texts have nothing to show.
  await searchIn(page).fill('new bridges|harbour-4')
  await page.getByRole('button', { name: 'Take out: Only in requests' }).click()
  await shows(['… of the new bridges.'])
  await searchIn(page).fill('harbour-\\d')
  await expect(rowsOf(page)).toHaveText(['4'])
  await page.setViewportSize({ width: 1440, height: 900 })
  await shows(['Summarise the long report'])
})

test('an expression that comes to no end is stopped, and the page goes on', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('endless.jsonl', chatLine('row-1', `${'a'.repeat(60)}!`))
  await api.until(batch.id, 'completed')
  const stopped = toldIn(page, /^Stopped, because this expression takes/)
  await page.goto(`/batches/${batch.id}/results?regex=yes&search=${encodeURIComponent('^(a+)+$')}`)
  await expect(stopped).toBeVisible({
    timeout: 15_000,
  })
  // Nothing of it runs in the page itself, which would not answer then.
  await expect.poll(() => page.evaluate(() => CSS.highlights.size)).toBe(0)
  await searchIn(page).fill('a+!')
  await expect(toldIn(page, '1 of 1 row matches.')).toBeVisible()
  await expect.poll(() => wordsMarked(page, 'found-in-list')).toEqual([`${'a'.repeat(60)}!`])

  // Found by its id, the row stands there as it begins: in its texts the expression comes to no end.
  await searchIn(page).fill('row-1|^(a+)+$')
  await expect(toldIn(page, '1 of 1 row matches.')).toBeVisible()
  await expect(page.getByRole('gridcell', { name: `${'a'.repeat(60)}!`, exact: true })).toBeVisible()
  await searchIn(page).fill('a+!')
  await expect.poll(() => wordsMarked(page, 'found-in-list')).toEqual([`${'a'.repeat(60)}!`])

  // The open row stays, and what cannot be told in time is not marked.
  await rowsOf(page).first().click()
  await expect.poll(() => wordsMarked(page, 'found-in-open')).toContain(`${'a'.repeat(60)}!`)
  await searchIn(page).fill('^(a+)+$|!')
  await expect(stopped).toBeVisible({
    timeout: 15_000,
  })
  await page.getByRole('button', { name: 'Close the row' }).click()
  await expect(page.getByRole('region', { name: 'Request' })).toHaveCount(0)
})

test('a screen reader is told each count that was asked for, also while rows arrive', async ({
  page,
  api,
  controls,
}) => {
  test.skip(settings.personality === 'openai', 'this server hands out no answers before the end')
  await controls.setRate(0)
  const batch = await api.startBatch('told.jsonl', chatFile(60))
  await api.until(batch.id, 'in_progress')
  await controls.work(20, 1)
  await page.addInitScript(() => {
    const said: string[] = []
    Reflect.set(window, 'said', said)
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) {
          if (node.parentElement?.matches('[role=status].sr-only')) said.push(node.textContent ?? '')
        }
      }
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto(`/batches/${batch.id}/results`)
  await expect(rowsOf(page).first()).toBeVisible()
  for (const [words, count] of [
    ['row-7', '1 of 60 rows matches'],
    ['row-1', '11 of 60 rows match'],
    ['nothing has this', '0 of 60 rows match'],
  ] as const) {
    await searchIn(page).fill(words)
    const said = () => page.evaluate((): unknown => Reflect.get(window, 'said'))
    await expect.poll(said).toContainEqual(expect.stringContaining(count))
    await controls.work(1, 1)
  }
})

test('a number is read as it is typed, and what no row can meet is said', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const input = Array.from({ length: 12 }, (_, index) =>
    chatLine(`thing-${index + 1}`, `Describe thing ${index}.`, FORMAT),
  ).join('\n')
  const batch = await api.startBatch('things.jsonl', input)
  const { output_file_id: outputId } = await api.until(batch.id, 'completed')
  const things = (await api.content(outputId ?? ''))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ custom_id: id, response: { body } }) => ({
      row: Number(id.replace('thing-', '')),
      ...JSON.parse(body.choices[0].message.content),
    }))
    .toSorted((left, right) => left.row - right.row)
  const rowsWith = (fits: (thing: { size: number; colour: string }) => boolean) =>
    things.filter(fits).map(({ row }) => String(row))
  const sizes = things.map(({ size }) => size).toSorted((left, right) => left - right)
  const middle = Math.floor(sizes[6])
  await page.goto(`/batches/${batch.id}/results`)
  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByRole('combobox', { name: 'Field of the answer' }).fill('size')
  await page.getByRole('combobox', { name: 'Comparison' }).selectOption('over')
  const value = page.getByRole('textbox', { name: 'Value' })
  await value.fill(`${middle - 1},5`)
  await expect(value).toHaveAccessibleDescription(`Read as ${middle - 1}.5.`)
  const over = rowsWith(({ size }) => size > middle - 0.5)
  expect(over.length).toBeGreaterThan(0)
  await expect(rowsOf(page)).toHaveText(over)

  const results = page.getByRole('region', { name: 'Results' })
  await value.fill('abc')
  await expect(value).toHaveAccessibleDescription('Enter a number.')
  await expect(results).toContainText('“abc” is no number, so it is compared with texts only.')
  await expectAccessible(page, 'a value that is no number')
  await value.fill('1,000')
  await expect(value).toHaveAccessibleDescription('Enter 1000 or 1.000: the comma could mean either.')
  await page.getByRole('combobox', { name: 'Field of the answer' }).fill('colour')
  await value.fill('blue')
  await expect(value).toHaveAccessibleDescription('Compared as text, character by character.')
  await expect(rowsOf(page)).toHaveText(rowsWith(({ colour }) => colour > 'blue'))
  await value.fill('3')
  await expect(value).toHaveAccessibleDescription('The answers have no numbers here.')
  await page.getByRole('button', { name: 'Take out: colour is over “3”' }).click()

  await page.getByRole('textbox', { name: 'Tokens from' }).fill('4,5')
  await expect(page.getByText('Enter a whole number.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Tokens from' }).fill('1,050')
  await page.getByRole('textbox', { name: 'Tokens to' }).fill('40')
  await expect(page.getByRole('textbox', { name: 'Tokens to' })).toHaveAccessibleDescription(
    'Enter 1050 or more.',
  )
  await expect(results).toContainText('No number of tokens is from 1,050 to 40.')
  await page.getByRole('button', { name: 'Take out: Tokens 1,050 to 40' }).click()
  await page.getByRole('textbox', { name: 'Cost in $ to' }).fill('0,02')
  await expect(page.getByRole('button', { name: 'Take out: Cost up to $0.02' })).toBeVisible()
  await expect(rowsOf(page)).toHaveCount(12)
})

test('a cost that is not known is said, with the way to enter the price', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('rivers.jsonl', chatFile(3, { model: 'sim/standard' }))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results?cost_from=0.00001`)
  const results = page.getByRole('region', { name: 'Results' })
  await expect(results).toContainText('No row has a known cost: sim/standard has no price here.')
  await expectAccessible(page, 'a search by a cost that is not known')
  await results.getByRole('link', { name: 'Enter a price' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Your price of sim/standard' })
  await dialog.getByRole('group', { name: 'Within 24 hours' }).getByLabel('Input').fill('1000')
  await dialog.getByRole('group', { name: 'Within 24 hours' }).getByLabel('Output').fill('1000')
  await dialog.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('row', { name: /sim\/standard/ })).toContainText('your price')
  await page.goBack()
  await expect(rowsOf(page)).toHaveCount(3)
})

test('two words that stand apart are found by one click', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const input = [
    chatLine('one', 'Describe a lamp (new) for the garden.'),
    chatLine('two', 'Describe a garden\nwith a lamp (new).'),
    chatLine('three', 'Describe a lamp (new).'),
  ].join('\n')
  const batch = await api.startBatch('lamps.jsonl', input)
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/results`)
  await searchIn(page).fill('(new) garden')
  const results = page.getByRole('region', { name: 'Results' })
  await expect(results).toContainText('Words are looked for exactly as typed, one after the other.')
  await expectAccessible(page, 'words that are not found side by side')
  await results.getByRole('button', { name: 'Find both within 1,000 characters' }).press('Enter')
  await expect(rowsOf(page)).toHaveText(['1', '2'])
  await expect(rowsOf(page).first()).toBeFocused()
  await expect(page.getByRole('button', { name: 'Regex' })).toHaveAttribute('aria-pressed', 'true')

  await page.getByRole('button', { name: 'Regex' }).click()
  await searchIn(page).fill('garden lamp shelf')
  await expect(results).toContainText('Words are looked for exactly as typed, one after the other.')
  await expect(results.getByRole('button', { name: 'Find both' })).toHaveCount(0)
  await searchIn(page).fill('nothing')
  await expect(results).toContainText('No row matches “nothing”.')
  await expect(results).not.toContainText('Words are looked for')
})
