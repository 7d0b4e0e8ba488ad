import type * as z from 'zod/mini'
import { Batch, type CreateBatch } from '../../src/contract/batch.ts'
import { StoredFile } from '../../src/contract/file.ts'
import { pageOf } from '../../src/contract/page.ts'

/** What a story needs to have happened before it begins, done straight at the API with the story's own key. */
export interface ApiClient {
  readonly uploadFile: (name: string, content: string | Blob) => Promise<StoredFile>
  readonly createBatch: (batch: Partial<CreateBatch> & { input_file_id: string }) => Promise<Batch>
  /** Uploads a file and starts a batch with it. */
  readonly startBatch: (name: string, content: string | Blob, batch?: Partial<CreateBatch>) => Promise<Batch>
  readonly batch: (id: string) => Promise<Batch>
  readonly batches: () => Promise<Batch[]>
  readonly files: () => Promise<StoredFile[]>
  readonly deleteFile: (id: string) => Promise<void>
  /** The text of a file as it is now. */
  readonly content: (fileId: string) => Promise<string>
  /** Waits until the batch has one of these statuses. @throws after a minute */
  readonly until: (id: string, ...statuses: string[]) => Promise<Batch>
}

/**
 * @param origin of the API, without `/v1`
 * @param key bearer key; it also chooses the workspace
 */
export function createApiClient(origin: string, key: string): ApiClient {
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers)
    headers.set('Authorization', `Bearer ${key}`)
    const response = await fetch(`${origin}/v1${path}`, { ...init, headers })
    if (response.ok) return response
    throw new Error(`${init.method ?? 'GET'} ${path} answered ${response.status}: ${await response.text()}`)
  }
  const read = async <Value>(
    schema: z.ZodMiniType<Value>,
    path: string,
    init?: RequestInit,
  ): Promise<Value> => schema.parse(await (await send(path, init)).json())

  const client: ApiClient = {
    uploadFile: (name, content) => {
      const form = new FormData()
      form.set('purpose', 'batch')
      form.set('file', new File([content], name, { type: 'application/jsonl' }))
      return read(StoredFile, '/files', { method: 'POST', body: form })
    },
    createBatch: (batch) =>
      read(Batch, '/batches', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ endpoint: '/v1/chat/completions', completion_window: '24h', ...batch }),
      }),
    startBatch: async (name, content, batch) => {
      const file = await client.uploadFile(name, content)
      return client.createBatch({ input_file_id: file.id, ...batch })
    },
    batch: (id) => read(Batch, `/batches/${id}`),
    batches: async () => (await read(pageOf(Batch), '/batches?limit=100')).data,
    files: async () => (await read(pageOf(StoredFile), '/files?limit=100')).data,
    deleteFile: async (id) => {
      await send(`/files/${id}`, { method: 'DELETE' })
    },
    content: async (fileId) => (await send(`/files/${fileId}/content`)).text(),
    until: async (id, ...statuses) => {
      const deadline = Date.now() + 60_000
      for (;;) {
        const batch = await client.batch(id)
        if (statuses.includes(batch.status)) return batch
        if (Date.now() > deadline) {
          throw new Error(`Batch ${id} is ${batch.status}, not ${statuses.join(' or ')}, after a minute.`)
        }
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
  }
  return client
}
