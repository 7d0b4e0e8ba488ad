import { Ajv } from 'ajv'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, requestLine, textAt, type Harness } from './testing/harness.ts'
import {
  batchSchema,
  deletedFileSchema,
  errorSchema,
  fileSchemas,
  listSchema,
  modelsSchema,
} from './testing/wire-schemas.ts'

const ajv = new Ajv({ strict: false })
let harness: Harness

beforeEach(() => {
  harness = createHarness()
})

afterEach(() => harness.stop())

/** Where an answer departs from the contract, or `null`. */
async function departure(
  schema: Record<string, unknown>,
  response: Response | Promise<Response>,
  status = 200,
): Promise<unknown> {
  const answer = (await response).clone()
  const value: unknown = await answer.json()
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true
  if (ajv.validate(schema, value) && answer.status === status && isJson) return null
  return { value, status: answer.status, type: answer.headers.get('content-type'), problems: ajv.errors }
}

/** The answer's JSON, which must keep to the contract. */
async function matching(
  schema: Record<string, unknown>,
  response: Response | Promise<Response>,
): Promise<unknown> {
  const answer = await response
  expect(await departure(schema, answer)).toBeNull()
  return answer.json()
}

describe.each(['doubleword', 'openai'] as const)(
  'every answer of the %s server keeps to the contract',
  (personality) => {
    const file = fileSchemas[personality]
    const lines = [requestLine('good'), requestLine('bad~bad-request'), requestLine('late~timeout')]

    beforeEach(() => harness.setPersonality(personality))

    async function inEveryState(
      batch: Record<string, unknown>,
      seconds: number,
      steps: number,
    ): Promise<Set<string>> {
      const statuses = new Set<string>()
      for (let step = 0; step < steps; step += 1) {
        const path = `/batches/${textAt(batch, 'id')}`
        statuses.add(textAt(await matching(batchSchema, harness.call('GET', path)), 'status'))
        await matching(listSchema(batchSchema), harness.call('GET', '/batches?limit=5'))
        await matching(listSchema(file), harness.call('GET', '/files?limit=5'))
        await harness.advance(seconds)
      }
      return statuses
    }

    it('from upload to the end', async () => {
      await matching(listSchema(file), harness.call('GET', '/files'))
      await matching(listSchema(batchSchema), harness.call('GET', '/batches'))
      const uploaded = await matching(
        file,
        harness.upload(lines.map((line) => JSON.stringify(line)).join('\n')),
      )
      const created = await matching(
        batchSchema,
        harness.call('POST', '/batches', {
          input_file_id: textAt(uploaded, 'id'),
          endpoint: '/v1/chat/completions',
          completion_window: '24h',
          metadata: { description: 'daily eval job' },
        }),
      )
      await harness.setRate(1)
      const statuses = await inEveryState({ id: textAt(created, 'id') }, 0.4, 30)
      expect([...statuses]).toEqual(['validating', 'in_progress', 'finalizing', 'completed'])
      const ended = await harness.json('GET', `/batches/${textAt(created, 'id')}`)
      for (const key of ['input_file_id', 'output_file_id', 'error_file_id']) {
        await matching(file, harness.call('GET', `/files/${textAt(ended, key)}`))
      }
      await matching(deletedFileSchema, harness.call('DELETE', `/files/${textAt(uploaded, 'id')}`))
      await matching(batchSchema, harness.call('GET', `/batches/${textAt(created, 'id')}`))
    })

    it('when a batch fails, is cancelled or expires', async () => {
      const failed = await harness.start(['oops'])
      const cancelled = await harness.start(
        Array.from({ length: 50 }, (_, index) => requestLine(`row-${index}`)),
      )
      await harness.advance(2)
      await matching(batchSchema, harness.call('POST', `/batches/${textAt(cancelled, 'id')}/cancel`))
      await harness.setRate(0)
      const expired = await harness.start(lines)
      const ends = [failed, cancelled, expired]
      for (const batch of ends) await inEveryState(batch, 30_000, 1)
      const statuses = await Promise.all(
        ends.map(async (batch) =>
          textAt(await harness.json('GET', `/batches/${textAt(batch, 'id')}`), 'status'),
        ),
      )
      expect(statuses).toEqual(['failed', 'cancelled', 'expired'])
      for (const batch of ends) await inEveryState(batch, 0, 1)
    })

    it('about models', async () => {
      expect(await departure(modelsSchema, harness.call('GET', '/models'))).toBeNull()
    })

    it.each([
      ['GET', '/batches/nothing', undefined, 404],
      ['GET', '/files/nothing', undefined, 404],
      ['GET', '/nothing', undefined, 404],
      ['POST', '/batches', {}, 400],
      ['POST', '/files', {}, 400],
      ['POST', '/chat/completions', { model: 'm' }, 400],
      ['GET', '/batches?limit=x', undefined, 400],
    ])('for errors: %s %s', async (method, path, body, status) => {
      expect(await departure(errorSchema, harness.call(method, path, body), status)).toBeNull()
    })

    it.each([401, 402, 403, 413, 429, 500, 503])('for disturbances with status %d', async (status) => {
      await harness.disturb({ effect: { kind: 'status', status }, times: 1 })
      expect(await departure(errorSchema, harness.call('GET', '/batches'), status)).toBeNull()
    })
  },
)
