import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { expect, test } from './support/story.ts'

test('one row is tried at its realtime price before the batch is started', async ({ page, api }) => {
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/chat/completions')) sent.push(request.postData() ?? '')
  })
  const line = chatLine('row-1', 'Name a river.', { max_tokens: 200, stream: true })
  const file = await api.uploadFile('try.jsonl', `${line}\n${chatFile(3)}`)
  await page.goto(`/files/${file.id}?line=1`)
  const trial = page.getByRole('region', { name: 'Try it' })
  await trial.getByRole('button', { name: 'Try this row' }).click()
  await expect(trial).toContainText(
    /about \$0\.0\d+ for the request \(\d+ tokens\) and at most \$0\.00016 for the answer/,
  )
  await expectAccessible(page, 'the price of a try')
  expect(sent).toEqual([])

  await trial.getByRole('button', { name: 'Send this row' }).click()
  await expect(trial).toContainText('imulated answer')
  await expect(trial).toContainText(/\d\.\d s.*tokens in, \d+ out.*at the realtime price/)
  await expectAccessible(page, 'the answer to a try')
  expect(sent).toHaveLength(1)
  expect(JSON.parse(sent[0] ?? '')).toMatchObject({ max_tokens: 200 })
  expect(sent[0]).not.toContain('stream')
  expect(await api.batches()).toEqual([])

  await page.keyboard.press('j')
  await expect(trial.getByRole('button', { name: 'Try this row' })).toBeVisible()
})

test('a try that fails says why, one that takes long can be left, and an unknown price is said', async ({
  page,
  api,
  controls,
  problems,
}) => {
  problems.expect(/status of 402/)
  const body = { model: 'my/own-model', messages: [{ role: 'user', content: 'Hello' }] }
  const line = JSON.stringify({ custom_id: 'own', method: 'POST', url: '/v1/chat/completions', body })
  const file = await api.uploadFile('own.jsonl', line)
  await page.goto(`/files/${file.id}?line=1`)
  const trial = page.getByRole('region', { name: 'Try it' })
  await controls.disturb({ path: '/chat/completions', times: 1, effect: { kind: 'status', status: 402 } })
  await trial.getByRole('button', { name: 'Try this row' }).click()
  await expect(trial).toContainText('No realtime price of my/own-model is known here.')
  await trial.getByRole('button', { name: 'Not now' }).click()
  await trial.getByRole('button', { name: 'Try this row' }).click()
  await trial.getByRole('button', { name: 'Send this row' }).click()
  await expect(trial.getByRole('alert')).toContainText('The account is out of credit')
  await expectAccessible(page, 'a try that failed')

  await controls.disturb({
    path: '/chat/completions',
    times: 1,
    effect: { kind: 'delay', milliseconds: 20_000 },
  })
  await trial.getByRole('button', { name: 'Try again' }).click()
  await trial.getByRole('button', { name: 'Send this row' }).click()
  await trial.getByRole('button', { name: 'Stop waiting' }).click()
  await expect(trial.getByRole('button', { name: 'Try this row' })).toBeVisible()
})
