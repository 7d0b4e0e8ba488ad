import { chatFile } from './support/requests.ts'
import { expect, test } from './support/story.ts'

test('the code of a batch holds its ids and address, and the key only when asked @matrix', async ({
  page,
  api,
  controls,
  workspaceKey,
}) => {
  await controls.setRate(1000)
  const batch = await api.startBatch('tags.jsonl', chatFile(2))
  await api.until(batch.id, 'completed')
  await page.goto(`/batches/${batch.id}/code`)
  const code = page.getByRole('region', { name: 'Code' }).locator('pre')

  for (const language of ['curl', 'Python', 'TypeScript']) {
    await page.getByRole('radio', { name: language }).click()
    await expect(page.getByRole('radio', { name: language })).toBeChecked()
    await expect(code).toContainText(batch.id)
    await expect(code).toContainText('tags.jsonl')
    await expect(code).toContainText('offset')
    await expect(code).not.toContainText(workspaceKey)

    await page.getByRole('checkbox', { name: 'Put my API key into the code' }).check()
    await expect(code).toContainText(workspaceKey)
    await expect(page.getByText('Do not share it.')).toBeVisible()
    await page.getByRole('checkbox', { name: 'Put my API key into the code' }).uncheck()
  }

  await page.reload()
  await expect(page.getByRole('radio', { name: 'TypeScript' })).toBeChecked()
  await expect(code).not.toContainText(workspaceKey)
})
