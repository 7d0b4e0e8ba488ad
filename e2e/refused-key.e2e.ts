import { expectAccessible } from './support/axe.ts'
import { chatFile } from './support/requests.ts'
import { chooseFile, expectHeading } from './support/steps.ts'
import { expect, test } from './support/story.ts'

test('a key that is refused at the upload is replaced in place, and nothing prepared is lost', async ({
  page,
  context,
  api,
  problems,
  workspaceKey,
}) => {
  problems.expect(/status of 401/)
  let accepted = workspaceKey
  await context.route('**/v1/**', async (route) => {
    const headers = route.request().headers()
    if (headers['authorization'] === `Bearer ${accepted}`) {
      return route.continue({ headers: { ...headers, authorization: `Bearer ${workspaceKey}` } })
    }
    const error = { message: 'Incorrect API key provided.', type: 'invalid_request_error' }
    return route.fulfill({ status: 401, json: { error } })
  })
  await page.goto('/batches/new')
  await chooseFile(page, 'Choose a .jsonl file', 'rivers.jsonl', chatFile(3))
  await expect(page.getByText('All 3 requests are in order.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Title' }).fill('Rivers')
  accepted = 'key-2'
  await page.getByRole('button', { name: 'Upload and start batch' }).click()
  const refused = page.getByRole('alert').filter({ hasText: 'rivers.jsonl is not uploaded' })
  await expect(refused).toContainText(
    'The server does not accept the API key in use. Your file is unchanged.',
  )
  const key = refused.getByLabel('API key')
  await expect(key).toBeVisible()
  await expectAccessible(page, 'a key that was refused at the upload')

  const again = refused.getByRole('button', { name: 'Use this key and try again' })
  await again.click()
  await expect(key).toHaveAccessibleDescription(/Enter the key first\./)
  await key.fill('two words')
  await key.press('Enter')
  await expect(key).toHaveAccessibleDescription(/A key has only plain letters/)
  await key.fill('key-1')
  await key.press('Enter')
  await expect(key).toHaveValue('')
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Rivers')
  await key.fill('key-2')
  await key.press('Enter')
  await expectHeading(page, 'Rivers')
  expect(await api.batches()).toMatchObject([{ metadata: { batch_description: 'Rivers' } }])
  await page.goto('/settings')
  await expect(page.getByLabel('API key')).toHaveValue('key-2')
})
