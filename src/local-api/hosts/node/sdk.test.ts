import { createReadStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import OpenAI, { toFile } from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linesOfBody, requestLine } from '../../testing/harness.ts'
import { createDirectory, startInProcess } from './test-server.ts'
import type { RunningServer } from './server.ts'

const directory = createDirectory()
let server: RunningServer & { origin: string }
let client: OpenAI

beforeAll(async () => {
  server = await startInProcess(directory.path, { SIM_RATE: '400', API_KEY: 'secret' })
  client = new OpenAI({ apiKey: 'secret', baseURL: `${server.origin}/v1`, maxRetries: 0 })
})

afterAll(async () => {
  await server.stop()
  directory.remove()
})

function uploadLines(count: number): Promise<OpenAI.FileObject> {
  const text = Array.from({ length: count }, (_, index) => JSON.stringify(requestLine(`row-${index}`))).join(
    '\n',
  )
  return toFile(Buffer.from(text), 'rows.jsonl').then((file) =>
    client.files.create({ file, purpose: 'batch' }),
  )
}

function createBatch(inputFileId: string): Promise<OpenAI.Batch> {
  return client.batches.create({
    input_file_id: inputFileId,
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
    metadata: { description: 'daily eval job' },
  })
}

async function untilEnded(id: string): Promise<OpenAI.Batch> {
  for (;;) {
    const batch = await client.batches.retrieve(id)
    if (['completed', 'failed', 'expired', 'cancelled'].includes(batch.status)) return batch
  }
}

describe('the official OpenAI package', () => {
  it('uploads, starts, waits, downloads and lists, as in the guide', async () => {
    const path = join(directory.path, 'batch_input_example.jsonl')
    writeFileSync(
      path,
      [requestLine('colorado'), requestLine('utah')].map((line) => JSON.stringify(line)).join('\n'),
    )
    const file = await client.files.create({ file: createReadStream(path), purpose: 'batch' })
    expect(file).toMatchObject({ object: 'file', purpose: 'batch', filename: 'batch_input_example.jsonl' })

    const created = await createBatch(file.id)
    expect(created).toMatchObject({ status: 'validating', metadata: { description: 'daily eval job' } })
    const batch = await untilEnded(created.id)
    expect(batch).toMatchObject({
      status: 'completed',
      request_counts: { total: 2, completed: 2, failed: 0 },
    })

    const lines = await linesOfBody(await client.files.content(batch.output_file_id ?? ''))
    expect(lines.map((line) => line['custom_id']).toSorted()).toEqual(['colorado', 'utah'])
    expect(await linesOfBody(await client.files.content(batch.error_file_id ?? ''))).toEqual([])
    expect((await client.files.retrieve(batch.output_file_id ?? '')).purpose).toBe('batch_output')
  })

  it('cancels, and keeps what was answered', async () => {
    const file = await uploadLines(20_000)
    const created = await createBatch(file.id)
    expect((await client.batches.cancel(created.id)).status).toBe('cancelling')
    const batch = await untilEnded(created.id)
    expect(batch.status).toBe('cancelled')
  })

  it('pages through all batches and files', async () => {
    const file = await uploadLines(1)
    const ids: string[] = []
    for (let index = 0; index < 5; index += 1) ids.unshift((await createBatch(file.id)).id)
    const listed: string[] = []
    for await (const batch of client.batches.list({ limit: 2 })) listed.push(batch.id)
    expect(listed.slice(0, 5)).toEqual(ids)
    expect(new Set(listed).size).toBe(listed.length)

    const files: string[] = []
    for await (const entry of client.files.list({ limit: 3, purpose: 'batch' })) files.push(entry.id)
    expect(files).toContain(file.id)
    expect(new Set(files).size).toBe(files.length)
  })

  it('deletes a file', async () => {
    const file = await uploadLines(1)
    expect(await client.files.delete(file.id)).toEqual({ id: file.id, object: 'file', deleted: true })
    await expect(client.files.retrieve(file.id)).rejects.toBeInstanceOf(OpenAI.NotFoundError)
  })

  it('deletes every file while it lists them', async () => {
    for (let index = 0; index < 5; index += 1) await uploadLines(1)
    for await (const file of client.files.list({ limit: 2 })) await client.files.delete(file.id)
    expect((await client.files.list()).data).toEqual([])
  })

  it('asks in real time', async () => {
    const model = 'Qwen/Qwen3-14B-FP8'
    const chat = await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'Hello there' }],
    })
    expect(chat.choices[0]?.message.content).toMatch(/simulated/i)
    const embedding = await client.embeddings.create({
      model: 'Qwen/Qwen3-Embedding-8B',
      input: 'boots',
      dimensions: 64,
    })
    expect(embedding.data[0]?.embedding).toHaveLength(64)
    const response = await client.responses.create({ model, input: 'Hello there' })
    expect(response.output_text).toMatch(/simulated/i)
    const models = await client.models.list()
    expect(models.data.map((entry) => entry.id)).toContain(model)
  })

  it('meets errors it knows', async () => {
    const stranger = new OpenAI({ apiKey: 'wrong', baseURL: `${server.origin}/v1`, maxRetries: 0 })
    await expect(stranger.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError)
    await expect(client.batches.retrieve('nothing')).rejects.toBeInstanceOf(OpenAI.NotFoundError)
    await expect(
      client.chat.completions.create({ model: 'm', messages: [], temperature: 9 }),
    ).rejects.toBeInstanceOf(OpenAI.BadRequestError)
  })
})
