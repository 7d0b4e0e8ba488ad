import { expectAccessible } from './support/axe.ts'
import { chatLine } from './support/requests.ts'
import { expect, test } from './support/story.ts'

const MODEL = 'openai/gpt-oss-20b'

const TOOL = {
  type: 'function',
  function: {
    name: 'weather_of',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
}

/** One line for an endpoint that is not chat. */
function lineFor(url: string, customId: string, body: object): string {
  return JSON.stringify({ custom_id: customId, method: 'POST', url, body: { model: MODEL, ...body } })
}

test('every kind of answer is read, priced and copied', async ({ page, api, controls, context }) => {
  await controls.setRate(1000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const chat = await api.startBatch(
    'kinds.jsonl',
    [
      chatLine('several', 'Name a river.', { n: 2 }),
      chatLine('tools', 'What is the weather in Ulm?', { tools: [TOOL] }),
      chatLine('thinking', 'Name a lake.', { reasoning_effort: 'high' }),
      chatLine('no~refused', 'Tell a secret.'),
      chatLine('unpriced', 'Name a hill.', { model: 'nobody/knows' }),
      chatLine('bad~bad-request', 'Describe this.'),
    ].join('\n'),
  )
  const endpoints = {
    '/v1/completions': { prompt: ['Once', 'Twice'], max_tokens: 40 },
    '/v1/responses': { input: 'Name a sea.', reasoning: { effort: 'high', summary: 'auto' } },
    '/v1/embeddings': { input: ['a lake', 'a pond'], dimensions: 12 },
  }
  const others = await Promise.all(
    Object.entries(endpoints).map(([endpoint, body]) =>
      api.startBatch(`${endpoint.slice(4)}.jsonl`, lineFor(endpoint, 'one', body), { endpoint }),
    ),
  )
  for (const { id } of [chat, ...others]) await api.until(id, 'completed')

  const result = page.getByRole('region', { name: 'Result', exact: true })
  const row = page.getByRole('region', { name: /^Row \d/ })
  await page.goto(`/batches/${chat.id}/results?row=1`)
  await expect(result.getByRole('heading', { name: 'Answer 1 of 2' })).toBeVisible()
  await expect(result.getByRole('group', { name: 'Answer 2 of 2' })).toContainText('river')
  await expect(row).toContainText(/\d tokens in, \d+ out/)
  await expect(row).toContainText(/\$0\.0\d+ at list price/)
  await expect(row).toContainText(/Answered \d+ \w+ \d{4}, \d\d:\d\d:\d\d/)
  await row.getByRole('button', { name: 'Copy answer' }).click()
  await expect(row.getByRole('button', { name: 'Copied' })).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied.match(/river/g)?.length).toBeGreaterThanOrEqual(2)
  await expectAccessible(page, 'a row with two answers')

  await page.keyboard.press('j')
  await expect(result).toContainText('weather_of')
  await expect(result).toContainText('"city": ')
  await page.keyboard.press('j')
  await expect(row).toContainText('reasoning)')
  await expect(result.getByText('Simulated reasoning')).toBeHidden()
  await result.getByText('Reasoning', { exact: true }).click()
  await expect(result.getByText('Simulated reasoning')).toBeVisible()
  await page.keyboard.press('j')
  await expect(result).toContainText('A simulated refusal.')
  await page.keyboard.press('j')
  await expect(row).toContainText('Cost not known. No price of nobody/knows is known for this window.')
  await page.keyboard.press('j')
  await expect(result).toContainText('HTTP 400')
  await expect(row).not.toContainText('at list price')
  await expect(row.getByRole('button', { name: 'Copy answer' })).toBeHidden()

  const [completion, response, embedding] = others.map(({ id }) => `/batches/${id}/results?row=1`)
  await page.goto(completion ?? '')
  await expect(result.getByRole('group', { name: 'Answer 1 of 2' })).toContainText('Once')
  await page.goto(response ?? '')
  await expect(result.getByRole('group', { name: 'Answer' })).toContainText('sea')
  await result.getByText('Reasoning', { exact: true }).click()
  await expect(result).toContainText('Simulated reasoning')
  await page.goto(embedding ?? '')
  await expect(result.getByRole('group', { name: 'Embedding 2' })).toContainText('12 numbers, length 1')
  await expect(result.getByRole('group', { name: 'Embedding 2' })).toContainText('… 4 more')
})
