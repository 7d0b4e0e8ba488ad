import { expectAccessible } from './support/axe.ts'
import { chatLine } from './support/requests.ts'
import { expect, test } from './support/story.ts'

const TOOL = {
  type: 'function',
  function: {
    name: 'find_train',
    description: 'Finds the next train between two stations.',
    parameters: {
      type: 'object',
      properties: {
        from: { type: 'string', description: 'The station where the journey begins.' },
        class: { enum: ['first', 'second'] },
        stops: { type: 'array', items: { type: 'object', properties: { station: { type: 'string' } } } },
      },
      required: ['from'],
    },
  },
}

const ANSWER = {
  response_format: {
    type: 'json_schema',
    json_schema: {
      name: 'review',
      schema: {
        type: 'object',
        properties: {
          stars: { type: 'integer', description: 'From 1 to 5.' },
          praise: { type: ['string', 'null'] },
        },
        required: ['stars'],
      },
    },
  },
}

test('the tools of a request and the form of its answer are told in words, and as JSON when asked for', async ({
  page,
  api,
}) => {
  const text = [
    chatLine('train', 'When is the next train to Ulm?', { tools: [TOOL], temperature: 0 }),
    chatLine('review', 'How good was the train?', ANSWER),
  ].join('\n')
  const file = await api.uploadFile('shapes.jsonl', text)
  await page.goto(`/files/${file.id}?line=1`)
  const tools = page.getByRole('group', { name: 'Tools' })
  await expect(tools).toContainText('find_train')
  await expect(tools).toContainText('Finds the next train between two stations.')
  await expect(tools.getByRole('listitem').filter({ hasText: 'from' }).last()).toContainText(
    'The station where the journey begins.',
  )
  await expect(tools).toContainText('one of: first, second · optional')
  await expect(tools).toContainText('list of objects · optional')
  await expect(tools.getByText('"required"')).toBeHidden()
  await tools.getByText('As JSON').click()
  await expect(tools.getByText('"required"')).toBeVisible()
  await expect(page.getByRole('group', { name: 'Options' })).toContainText('temperature')
  await expectAccessible(page, 'a request with tools')

  await page.goto(`/files/${file.id}?line=2`)
  const answer = page.getByRole('group', { name: 'Form of the answer' })
  await expect(answer).toContainText('stars')
  await expect(answer).toContainText('whole number')
  await expect(answer).toContainText('From 1 to 5.')
  await expect(answer).toContainText('text, or nothing · optional')
  await expect(page.getByRole('group', { name: 'Options' })).toBeHidden()
  await expectAccessible(page, 'a request with a schema')
})
