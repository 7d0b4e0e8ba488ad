import { expectAccessible } from './support/axe.ts'
import { expectHeading } from './support/steps.ts'
import { expect, test } from './support/story.ts'

const OSS = 'openai/gpt-oss-20b'

test('what a batch would cost stands beside every model, and a link keeps the sum @matrix', async ({
  page,
}) => {
  await page.goto('/models')
  const row = page.getByRole('row', { name: new RegExp(OSS) })
  await expect(row).toContainText('$0.40')
  await expect(row).toContainText('−50%')
  await expect(row).toContainText('$0.02 in · $0.15 out')
  await expect(page.getByText('as of August 2026')).toBeVisible()

  await page.getByRole('textbox', { name: 'Rows' }).fill('50,000')
  await expect(row).toContainText('$2.00')
  await page.getByRole('textbox', { name: 'Tokens in' }).fill('lots')
  await expect(page.getByText('Enter a whole number of at most 6 digits.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Tokens in' }).fill('1000')
  await expect(row).toContainText('$2.50')
  await page.getByRole('combobox', { name: 'Order' }).selectOption('Cheapest within 24 hours')
  await expect(page.getByRole('table').getByRole('row').nth(1)).toContainText('Qwen3-Embedding-8B')

  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Rows' })).toHaveValue('50000')
  await expect(row).toContainText('$2.50')
  await page.getByRole('searchbox', { name: 'Search models' }).fill('embedding')
  await expect(row).toBeHidden()
  await page.getByRole('searchbox', { name: 'Search models' }).fill('no model is called this')
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(row).toBeVisible()
})

test('an own price is checked, kept, marked, and taken back', async ({ page }) => {
  await page.goto('/models')
  const row = page.getByRole('row', { name: /sim\/standard/ })
  await expect(row).toContainText('No price known')
  await page.getByRole('button', { name: 'Set your price of sim/standard' }).click()
  const dialog = page.getByRole('dialog', { name: 'Your price of sim/standard' })
  const day = dialog.getByRole('group', { name: 'Within 24 hours' })
  await day.getByRole('textbox', { name: 'Input' }).fill('0,1')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(day).toContainText('Enter a decimal such as 0.05')
  await expect(day).toContainText('0 where it is free')
  await expectAccessible(page, 'price dialog with errors')
  await day.getByRole('textbox', { name: 'Input' }).fill('0.1')
  await day.getByRole('textbox', { name: 'Output' }).fill('$0.25')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(row).toContainText('$1.00')
  await expect(row.getByText('your price', { exact: true })).toBeVisible()

  await page.reload()
  await expect(row).toContainText('$0.1 in · $0.25 out')
  await page.getByRole('button', { name: 'Set your price of sim/standard' }).click()
  await dialog.getByRole('button', { name: 'Back to list prices' }).click()
  await expect(row.getByText('your price', { exact: true })).toBeHidden()
  await expect(row).toContainText('No price known')
})

test('a model is given a price however long its name is', async ({ page }) => {
  const id = `lab/${'fine-tuned-for-reviews-'.repeat(15)}v2`
  await page.route('**/v1/models', (route) =>
    route.fulfill({ json: { object: 'list', data: [{ id, object: 'model' }] } }),
  )
  await page.goto('/models?search=fine-tuned')
  await page.getByRole('button', { name: `Set your price of ${id}` }).click()
  const dialog = page.getByRole('dialog', { name: /^Your price of lab\/fine-tuned-.*…$/ })
  await dialog.getByRole('group', { name: 'Within 24 hours' }).getByLabel('Input').fill('0.1')
  await dialog.getByRole('group', { name: 'Within 24 hours' }).getByLabel('Output').fill('0.25')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('row', { name: /fine-tuned/ })).toContainText('$0.1 in · $0.25 out')
})

test('a model that has a price but is not listed for the key says so, and so does a server without a list', async ({
  page,
  controls,
  problems,
}) => {
  problems.expect(/status of (?:403|404)/)
  await page.route('**/v1/models', (route) =>
    route.fulfill({ json: { object: 'list', data: [{ id: OSS, object: 'model' }] } }),
  )
  await page.goto('/models')
  await expect(page.getByRole('row', { name: /Qwen3\.5-9B/ })).toContainText('Not listed for your key')
  await expect(page.getByRole('row', { name: new RegExp(OSS) })).not.toContainText('Not listed')
  await page.unroute('**/v1/models')

  await controls.disturb({ path: '/models', effect: { kind: 'status', status: 403 } })
  await page.reload()
  await expect(page.getByText('Could not load the models of your key')).toBeVisible()
  await expect(page.getByRole('row', { name: new RegExp(OSS) })).toContainText('$0.40')
})

test('models are reached by key and by thumb, and axe finds nothing', async ({ page }) => {
  await page.goto('/settings')
  await expectHeading(page, 'Settings')
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expectHeading(page, 'Models')
  await expect(page.getByRole('row', { name: new RegExp(OSS) })).toContainText('$0.40')
  await expectAccessible(page, 'models')
  await page.setViewportSize({ width: 320, height: 700 })
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Models' }).click()
  await expectHeading(page, 'Models')
  await expectAccessible(page, 'models on a phone')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})
