import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chatLine } from './support/requests.ts'
import { expect, test } from './support/story.ts'

/** What another server could have said: a text, a message with other fields, or an error. */
type Reply = string | { message: object } | { error: object }

/** Lets a file of results hold other answers than the simulated model gave, by `custom_id`. */
async function replaceAnswers(page: Page, fileId: string, answers: Record<string, Reply>): Promise<void> {
  await replaceLines(page, fileId, (result) => {
    const reply = answers[result.custom_id]
    if (reply === undefined) return
    if (typeof reply === 'string') result.response.body.choices[0].message.content = reply
    else if ('message' in reply) result.response.body.choices[0].message = reply.message
    else Object.assign(result, { response: null, error: reply.error })
  })
}

/** Changes every line of a file on its way to the page. What JSON writes as an escape, a hostile server may as well. */
async function replaceLines(
  page: Page,
  fileId: string,
  change: (line: ReturnType<typeof JSON.parse>) => void,
): Promise<void> {
  await page.route(`**/v1/files/${fileId}/content*`, async (route) => {
    const response = await route.fetch()
    const lines = (await response.text()).split('\n').map((text) => {
      if (text === '') return text
      const line = JSON.parse(text)
      change(line)
      return JSON.stringify(line)
    })
    await route.fulfill({ response, body: lines.join('\n') })
  })
}

const MARKDOWN = [
  '# A title',
  'Some **bold** words and a [link](https://docs.example/page).',
  'Sign in at [bank.example](https://elsewhere.example/login).',
  '',
  '| River | Length |',
  '|---|---:|',
  '| Elbe | 1,094 km |',
  '',
  '- [x] done',
  '- [ ] open',
  '',
  '```python',
  'print("<b>")',
  '```',
].join('\n')

const SCHEMA = {
  type: 'object',
  properties: { name: { type: 'string' }, people: { type: 'integer' } },
  required: ['name', 'people'],
  additionalProperties: false,
}
const FORMAT = { response_format: { type: 'json_schema', json_schema: { name: 'city', schema: SCHEMA } } }

test('Markdown, JSON and its schema are shown as they are meant', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const input = [
    chatLine('markdown', 'Write of rivers.'),
    chatLine('wrong', 'Name a city.', FORMAT),
    chatLine('right', 'Name a city.', FORMAT),
  ].join('\n')
  const batch = await api.startBatch('meant.jsonl', input)
  const { output_file_id: fileId } = await api.until(batch.id, 'completed')
  await replaceAnswers(page, fileId ?? '', {
    markdown: MARKDOWN,
    wrong:
      '{"name":"Ulm","people":"many","id":12345678901234567890,"turned\u202E":1,"parts":{"old":["Wiblingen"]}}',
    right: '{"name":"Ulm","people":126000}',
  })
  await page.goto(`/batches/${batch.id}/results?row=1`)
  const result = page.getByRole('region', { name: 'Result', exact: true })
  const link = result.getByRole('link', { name: 'link' })
  await expect(link).toHaveAttribute('href', 'https://docs.example/page')
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow')
  await expect(result).toContainText('Sign in at bank.example (leads to elsewhere.example).')
  await expect(result.getByRole('table')).toContainText('Elbe')
  await expect(result).toContainText('print("<b>")')
  await expect(result).not.toContainText('**')
  await expect(result.getByRole('heading', { name: 'A title' })).toHaveCount(0)
  await expectAccessible(page, 'an answer in Markdown')
  await result.getByRole('button', { name: 'Show as written' }).click()
  await expect(result).toContainText('**bold**')
  await page.keyboard.press('j')
  await expect(result).toContainText('"parts":{"old"')
  await result.getByRole('button', { name: 'Show rendered' }).click()
  await expect(result).toContainText('12345678901234567890')
  await expect(result).toContainText('people is a text, not a whole number.')
  await expect(result).toContainText('turnedU+202E is not allowed')
  await expect(result).not.toContainText('\u202E')
  await result.getByText('old:').click()
  await expect(result).toContainText('Wiblingen')
  await expectAccessible(page, 'an answer in JSON')
  await page.keyboard.press('j')
  await expect(result).toContainText('It follows the schema that was asked for.')
})

const ATTACK = '<img src=x onerror="window.attacked=true">'
const LONG = 'x'.repeat(5_000_000)
/** Longer than any id may be, with markup, a turned direction and a formula. */
const HOSTILE_ID = `=1+1 ${ATTACK} \u202E${'i'.repeat(300)}`

test('hostile answers run nothing, fetch nothing and hold nothing up', async ({
  page,
  api,
  controls,
  context,
}) => {
  await controls.setRate(1000)
  const answers: Record<string, Reply> = {
    script: '<script>window.attacked = true</script><img src=x onerror="window.attacked=true"> **end**',
    links:
      '[one](javascript:window.attacked=true) <javascript:alert(1)> [two](data:text/html,x) [three](/settings)',
    image:
      '![a dot](https://images.example/dot.png) and ![b](http://images.example/b.png) and https://images.example/c',
    long: `${'wörter '.repeat(10)}${LONG}`,
    deep: `${'['.repeat(200)}"bottom"${']'.repeat(200)}`,
    quotes: `${'>'.repeat(5_000)} deep`,
    marks: '*_~['.repeat(20_000),
    bidi: 'safe\u202Egnp.exe\u202C and zero\u200Bwidth and half \uD83D of it',
    formula: '=HYPERLINK("http://evil.example")',
    brackets: '['.repeat(200_000),
    unseen: 'a \u200B'.repeat(20_000),
    names: JSON.stringify({ [ATTACK]: 1, 'turned\u202Egnp.exe': 2, '=1+1': 3, ['n'.repeat(500)]: 4 }),
    call: {
      message: {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            function: {
              name: `${ATTACK}\u202E`,
              arguments: JSON.stringify({ path: ATTACK, turn: '\u202Ex' }),
            },
          },
          { function: { name: 'long', arguments: `{"text":"${LONG}"}` } },
        ],
      },
    },
    error: { error: { code: ATTACK, message: `${ATTACK} \u202Eno ${LONG}` } },
    name: 'The id is the attack.',
  }
  const names = Object.keys(answers)
  const batch = await api.startBatch(
    'hostile.jsonl',
    names.map((name) => chatLine(name, `Say ${name}.`)).join('\n'),
  )
  const { output_file_id: fileId } = await api.until(batch.id, 'completed')
  await replaceAnswers(page, fileId ?? '', answers)
  await replaceLines(page, batch.input_file_id ?? '', (line) => {
    if (line.custom_id === 'name') line.custom_id = HOSTILE_ID
  })
  const asked: string[] = []
  context.on('request', (sent) => asked.push(sent.url()))
  let dialogs = 0
  page.on('dialog', async (dialog) => {
    dialogs += 1
    await dialog.dismiss()
  })
  await page.goto(`/batches/${batch.id}/results?row=1`)
  const result = page.getByRole('region', { name: 'Result', exact: true })
  await expect(result).toContainText('<script>window.attacked')
  await page.keyboard.press('j')
  await expect(result).toContainText('a link that is not followed')
  await expect(result.getByRole('link')).toHaveCount(0)
  await page.keyboard.press('j')
  await expect(result.getByRole('button', { name: 'Load the image' })).toHaveCount(1)
  await expect(result).toContainText(
    'An image with an address that is not shown: http://images.example/b.png',
  )
  await page.keyboard.press('j')
  await expect(result).toContainText('20,000 of 5,000,070 characters')
  await page.keyboard.press('j')
  await result.getByText('[1 entry]').first().click()
  await expect(result.locator('details')).toHaveCount(3)
  await page.keyboard.press('j')
  await expect(result).toContainText('too tangled to be shown')
  await page.keyboard.press('j')
  await expect(result).toContainText('too long to be shown as Markdown')
  await page.keyboard.press('j')
  await expect(result).toContainText('safeU+202Egnp.exeU+202C and zeroU+200Bwidth and half U+D83D of it')
  await page.keyboard.press('j')
  await expect(result).toContainText('=HYPERLINK')
  await page.keyboard.press('j')
  await expect(result).toContainText('20,000 of 200,000 characters')
  await page.keyboard.press('j')
  await expect(result).toContainText('20,000 of 60,000 characters')
  await page.keyboard.press('j')
  await expect(result).toContainText(`${ATTACK}:`)
  await expect(result).toContainText('turned gnp.exe:')
  await page.keyboard.press('j')
  await expect(result).toContainText(`"path": ${JSON.stringify(ATTACK)}`)
  await expect(result).toContainText('20,000 of 5,000,011 characters')
  await page.keyboard.press('j')
  await expect(result).toContainText(`${ATTACK} [U+202E]no`)
  await page.keyboard.press('j')
  await expect(page.getByRole('region', { name: 'Row 15' })).toContainText(`=1+1 ${ATTACK} U+202Eiii`)
  const grid = page.getByRole('grid', { name: 'Rows of the batch' })
  await expect(grid.getByRole('row', { selected: true })).toContainText(`=1+1 ${ATTACK}`)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Columns' }).click()
  const dialog = page.getByRole('dialog', { name: 'Columns' })
  for (const name of [/^"<img src=x/, /^"turned gnp.exe"/, /^=1\+1/, /^nnnnn/]) {
    await dialog.getByRole('checkbox', { name }).check()
  }
  await dialog.getByRole('button', { name: 'Done' }).click()
  await expect(grid.getByRole('columnheader', { name: '<img src=x onerror=' })).toBeVisible()
  await expect(grid.getByRole('columnheader', { name: 'turned gnp.exe' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)

  expect(dialogs).toBe(0)
  expect(await page.evaluate(() => Object.hasOwn(window, 'attacked'))).toBe(false)
  expect(asked.filter((url) => /images\.example|evil\.example|\/x$/.test(url))).toEqual([])
})
