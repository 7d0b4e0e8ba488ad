import type { Page } from '@playwright/test'
import { expectAccessible } from './support/axe.ts'
import { chatFile, chatLine } from './support/requests.ts'
import { settings } from './support/settings.ts'
import { chooseFile, expectHeading, expectProgress } from './support/steps.ts'
import { expect, test } from './support/story.ts'

const START = 'Upload and start batch'
const START_OR_TRY = /^(?:Upload and start batch|Try 5 rows first)$/

async function offer(page: Page, name: string, text: string): Promise<void> {
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', name, text)
  await expect(page.getByRole('radio', { name: /Within 24 hours.*(?:\$|Price not known)/ })).toBeVisible()
}

async function setBudget(page: Page, sum: string): Promise<void> {
  await page.goto('/settings')
  await page.getByRole('textbox', { name: /Ask me before a batch may cost more than/ }).fill(sum)
}

test('the price stands there before anything is sent, and the keyboard is enough to start', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  await offer(page, 'rivers.jsonl', chatFile(40, { max_tokens: 200 }))
  await expect(page.getByRole('radio', { name: /Within 24 hours/ })).toBeChecked()
  await expect(
    page.getByRole('radio', { name: /between \$0\.\d+ and \$0\.\d+.* less than realtime/ }),
  ).toHaveCount(2)
  expect(await api.files()).toEqual([])

  const details = page.getByRole('group').filter({ hasText: 'How this is estimated' })
  await details.locator('summary').press('Enter')
  const table = page.getByRole('table', { name: 'Estimated tokens and cost by model' })
  await expect(table.getByRole('columnheader')).toHaveText([
    'Model',
    'Tokens in',
    'Tokens out',
    '24 hours',
    '1 hour',
    'Realtime',
  ])
  await expect(table.getByRole('row').nth(1)).toContainText('Qwen3-VL-30B')
  await expect(details).toContainText('40 answers at most as long as the limit')
  await expect(details).toContainText('± 20 %')
  await expect(page.locator('main')).not.toContainText(/\$0\.00(?!\d)/)
  await expectAccessible(page, 'the estimate, opened')

  await page.getByRole('radio', { name: /Within 24 hours/ }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /Within 1 hour/ })).toBeChecked()
  test.skip(settings.personality === 'openai', 'This server knows one window only.')
  await page.getByRole('button', { name: START }).press('Enter')
  await expectProgress(page, '40 completed')
  expect((await api.batches())[0]?.completion_window).toBe('1h')
})

test('a price that nobody knows is said and not guessed', async ({ page }) => {
  const lines = [
    chatLine('a', 'Hi', { model: 'nobody/knows' }),
    chatLine('b', 'Hi', { model: 'nobody/knows' }),
  ]
  await offer(page, 'unknown.jsonl', lines.join('\n'))
  await expect(page.getByText('Price not known')).toHaveCount(2)
  await offer(page, 'half.jsonl', [...lines, chatLine('c', 'Hi')].join('\n'))
  await expect(page.getByText('without one model of unknown price')).toHaveCount(2)
  await page.getByText('How this is estimated').click()
  await expect(page.getByText('No price is known for nobody/knows: not in the sum.')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'nobody/knows' })).toContainText('no price')
  await expect(page.getByRole('row').filter({ hasText: 'All models' })).toContainText('3 requests')
})

test('a start above the budget asks first', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  await setBudget(page, 'ten')
  await expect(page.getByText('Enter a sum such as 20 or 0.50.')).toBeVisible()
  await setBudget(page, '$0.00001')
  await offer(page, 'rivers.jsonl', chatFile(20, { max_tokens: 200 }))
  await page.getByRole('button', { name: START }).click()
  const dialog = page.getByRole('dialog', { name: 'Start above your budget?' })
  await expect(dialog).toContainText(/may cost up to \$0\.\d+, likely about \$0\.\d+/)
  await expect(dialog).toContainText('above $0.00001')
  await expectAccessible(page, 'the budget guard')
  await dialog.getByRole('button', { name: 'Do not start' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: START })).toBeFocused()
  expect(await api.files()).toEqual([])

  await page.getByRole('button', { name: START }).click()
  await dialog.getByRole('button', { name: 'Start anyway' }).click()
  await expectProgress(page, '20 completed')

  await setBudget(page, '100')
  await offer(page, 'others.jsonl', chatFile(21))
  // As fast as a double click: both buttons are pressed before the page can say that it is busy.
  await page.getByRole('button', { name: START_OR_TRY }).evaluateAll((buttons) => {
    for (const button of [...buttons, ...buttons]) {
      button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    }
  })
  await expectHeading(page, 'others.jsonl')
  await expectProgress(page, '21 completed')
  expect(await api.batches()).toHaveLength(2)
})

test('a file that was started before is recognised by its content', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  await offer(page, 'rivers.jsonl', chatFile(3))
  await page.getByRole('textbox', { name: 'Title' }).fill('Rivers, first time')
  await page.getByRole('button', { name: START }).click()
  await expectProgress(page, '3 completed')

  await offer(page, 'renamed.jsonl', chatFile(3))
  await page.getByRole('button', { name: START }).click()
  const dialog = page.getByRole('dialog', { name: 'Start the same file again?' })
  await expect(dialog).toContainText(/You started this file .* as Rivers, first time \(completed\)/)
  await expectAccessible(page, 'the guard against the same file')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await api.batches()).toHaveLength(1)

  await page.getByRole('button', { name: START }).click()
  await dialog.getByRole('link', { name: 'Rivers, first time' }).click()
  await page
    .getByRole('dialog', { name: 'Leave without starting the batch?' })
    .getByRole('button', { name: 'Leave' })
    .click()
  await expectHeading(page, 'Rivers, first time')

  await offer(page, 'rivers.jsonl', chatFile(3))
  await expect(page.getByText('A file of this name and size was uploaded')).toBeVisible()
  await page.getByRole('button', { name: START }).click()
  await dialog.getByRole('button', { name: 'Start anyway' }).click()
  await expectHeading(page, 'rivers.jsonl')
  // Its end is seen here: one that was not seen is told of on the next page, over the button to start.
  await expectProgress(page, '3 completed')
  expect(await api.batches()).toHaveLength(2)

  await offer(page, 'another.jsonl', chatFile(4))
  await page.getByRole('button', { name: START }).click()
  await expectHeading(page, 'another.jsonl')
})

test('a trial of a known file is asked about its rows only, and a clone is not asked', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  await offer(page, 'rivers.jsonl', chatFile(21))
  await page.getByRole('button', { name: START }).click()
  await expectProgress(page, '21 completed')
  const [batch] = await api.batches()

  await offer(page, 'rivers.jsonl', chatFile(21))
  await page.getByRole('button', { name: 'Try 5 rows first' }).click()
  const dialog = page.getByRole('dialog', { name: 'Start the same file again?' })
  await expect(dialog).toContainText('The 5 rows that you try are charged again.')
  await expect(dialog).not.toContainText('Every row')
  await dialog.getByRole('button', { name: 'Do not start' }).click()

  await page.goto(`/batches/new?clone=${batch?.id}`)
  await page.getByRole('textbox', { name: 'Title' }).fill('Rivers once more')
  await page.getByRole('button', { name: 'Start batch', exact: true }).click()
  await expectHeading(page, 'Rivers once more')
  expect(await api.batches()).toHaveLength(2)
})

test('the estimate stands beside the bill, and the next one learns from it', async ({ page, controls }) => {
  test.skip(settings.personality === 'openai', 'This server bills nothing that can be seen.')
  await controls.setRate(1000)
  await offer(page, 'rivers.jsonl', chatFile(30))
  await page.getByText('How this is estimated').click()
  await expect(page.getByText('Nothing is known of the answers yet')).toBeVisible()
  await page.getByRole('button', { name: START }).click()
  await expectProgress(page, '30 completed')
  await expect(
    page.getByText(/Estimated \$0\.\d+–\$0\.\d+, likely \$0\.\d+ · billed \$0\.\d+, \S/),
  ).toBeVisible()

  await offer(page, 'rivers-again.jsonl', chatFile(50))
  await page.getByText('How this is estimated').click()
  await expect(page.getByText('that of 1 earlier batch of yours with the same model')).toBeVisible()
  await expect(page.getByText('corrected by what your earlier batches used')).toBeVisible()
  await offer(page, 'rivers.jsonl', chatFile(30))
  await page.getByText('How this is estimated').click()
  await expect(page.getByText('1 earlier batch of this very file')).toBeVisible()
})

test('metadata are kept with the batch, and wrong ones are named at their field', async ({
  page,
  api,
  controls,
}) => {
  await controls.setRate(1000)
  await offer(page, 'rivers.jsonl', chatFile(2))
  await page.getByText('Metadata', { exact: true }).click()
  await page.getByRole('button', { name: 'Add a pair' }).click()
  await page.getByRole('textbox', { name: 'Key 1' }).fill('batch_description')
  await page.getByRole('textbox', { name: 'Value 1' }).fill('north')
  await page.getByRole('button', { name: START }).click()
  await expect(page.getByRole('textbox', { name: 'Key 1' })).toHaveAccessibleDescription(
    'The title is kept under this key. Change it above.',
  )
  await expectAccessible(page, 'metadata with a wrong key')
  expect(await api.files()).toEqual([])
  await page.getByRole('textbox', { name: 'Key 1' }).fill('team')
  await page.getByRole('button', { name: 'Add a pair' }).click()
  await page.getByRole('button', { name: 'Remove pair 2' }).click()
  await page.getByRole('button', { name: START }).click()
  await expectProgress(page, '2 completed')
  expect((await api.batches())[0]?.metadata).toEqual({ team: 'north' })
})

test('a window that the server does not offer is refused in its words', async ({
  page,
  controls,
  problems,
}) => {
  problems.expect(/status of 400/)
  await controls.setPersonality('openai')
  problems.expect(/status of 404/)
  await offer(page, 'rivers.jsonl', chatFile(2))
  await page.getByRole('radio', { name: /Within 1 hour/ }).check()
  await page.getByRole('button', { name: START }).click()
  await expect(page.getByText(/must be one of 24h/).first()).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true })

  test('the estimate and the guard fit', async ({ page }) => {
    await setBudget(page, '0')
    const lines = ['openai/gpt-oss-20b', 'nobody/knows-this-model-with-its-long-name'].map((model, index) =>
      chatLine(`row-${index}`, 'Hi', { model }),
    )
    await offer(page, 'phone.jsonl', lines.join('\n'))
    await page.getByText('How this is estimated').tap()
    await page.getByText('Metadata', { exact: true }).tap()
    await page.getByRole('button', { name: 'Add a pair' }).tap()
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    await expectAccessible(page, 'the estimate on a phone')
    await page.getByRole('button', { name: START }).tap()
    await expect(page.getByRole('dialog', { name: 'Start above your budget?' })).toBeVisible()
    await expectAccessible(page, 'the budget guard on a phone')
  })
})

test('a file of the server is checked and priced as it is read', async ({ page, api, controls }) => {
  await controls.setRate(1000)
  const good = await api.uploadFile('stored.jsonl', chatFile(12, { max_tokens: 50 }))
  await page.goto(`/batches/new?file=${good.id}`)
  await expect(page.getByText('All 12 requests are in order.')).toBeVisible()
  await expect(page.getByRole('radio', { name: /Within 24 hours.*about \$0\.\d+/ })).toBeVisible()
  if (settings.personality !== 'openai') {
    await expect(page.getByText(/The server’s own estimate: \$0\.\d+/)).toHaveCount(2)
  }
  await expectAccessible(page, 'new batch, a file of the server')
  await page.getByRole('button', { name: 'Start batch' }).click()
  await expectProgress(page, '12 completed')

  await page.goto(`/batches/new?file=${good.id}`)
  await page.getByRole('button', { name: 'Start batch' }).click()
  const dialog = page.getByRole('dialog', { name: 'Start the same file again?' })
  await dialog.getByRole('button', { name: 'Start anyway' }).click()
  await expectProgress(page, '12 completed')
  expect(await api.batches()).toHaveLength(2)

  const bad = await api.uploadFile('bad.jsonl', `${chatFile(2)}${chatLine('row-1', 'Twice')}\nno JSON\n`)
  await page.goto(`/batches/new?file=${bad.id}`)
  await expect(page.getByRole('region', { name: 'What the check found' })).toContainText(
    'Same custom_id twice',
  )
  await expect(page.getByRole('button', { name: 'Start batch' })).toHaveAccessibleDescription(
    'This file cannot run as it is; see above.',
  )
})

test('a large file of the server is read only when asked, and starts also when it cannot be read', async ({
  page,
  api,
  controls,
  problems,
}) => {
  await controls.setRate(1000)
  const large = await api.uploadFile('large.jsonl', chatFile(6, { user: 'x'.repeat(900_000) }))
  await page.goto(`/batches/new?file=${large.id}`)
  const read = page.getByRole('button', { name: 'Check and estimate: reads 5.4 MB' })
  await expect(page.getByText('/v1/chat/completions')).toBeVisible()
  problems.expect(/status of 503/)
  await controls.disturb({ method: 'GET', path: '/files', times: 1, effect: { kind: 'status', status: 503 } })
  await read.click()
  await expect(page.getByText('The file could not be checked')).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('All 6 requests are in order.')).toBeVisible()
  await expect(page.getByRole('radio', { name: /Within 24 hours.*about \$0\.\d+/ })).toBeVisible()
  await page.getByRole('button', { name: 'Start batch' }).click()
  await expectProgress(page, '6 completed')
})
