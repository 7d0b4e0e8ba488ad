import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StoredFile } from '../contract/file.ts'
import type { Connection } from './connection.ts'
import { networkError } from './http.ts'
import { cancelUpload, dismissUpload, repeatUpload, startUpload, type Upload, uploadsNow } from './uploads.ts'

interface Sending {
  connection: Connection
  options: { onProgress: (sentBytes: number) => void; signal: AbortSignal }
  resolve: (stored: StoredFile) => void
  reject: (error: unknown) => void
}

/** The uploads under way, the newest last; a test decides how each goes. */
const sendings = vi.hoisted((): Sending[] => [])
vi.mock('./upload.ts', () => ({
  uploadFile: (connection: Connection, _file: File, options: Sending['options']) =>
    new Promise<StoredFile>((resolve, reject) => {
      sendings.push({ connection, options, resolve, reject })
      options.signal.addEventListener('abort', () => reject(options.signal.reason))
    }),
}))

const connection: Connection = { id: 'x', name: 'x', baseUrl: 'http://127.0.0.1:9/v1', apiKey: null }
const file = new File(['0123456789'], 'ten.jsonl')

function newestSending(): Sending {
  const sending = sendings.at(-1)
  if (!sending) throw new Error('Nothing is being sent.')
  return sending
}

function onlyUpload(): Upload {
  const [upload, ...others] = uploadsNow()
  if (!upload || others.length > 0) throw new Error('There is not exactly one upload.')
  return upload
}

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget())
})

afterEach(() => {
  for (const { id } of uploadsNow()) dismissUpload(id)
  vi.unstubAllGlobals()
})

describe('an upload', () => {
  it.each([
    { sentBytes: 9, allBytesSent: false },
    { sentBytes: 10, allBytesSent: true },
  ])(
    'cancelled after $sentBytes of 10 bytes knows whether all had left',
    async ({ sentBytes, allBytesSent }) => {
      const { id, outcome } = startUpload(connection, file)
      newestSending().options.onProgress(sentBytes)
      cancelUpload(id)
      expect(await outcome).toBeNull()
      expect(onlyUpload()).toMatchObject({ state: 'cancelled', allBytesSent })
    },
  )

  it('that failed is replaced when its file is sent again, to the server it was meant for', async () => {
    const { outcome } = startUpload(connection, file)
    newestSending().reject(networkError('gone'))
    await outcome
    const failed = onlyUpload()
    expect(failed.state).toBe('failed')

    const again = repeatUpload(failed)
    expect(onlyUpload()).toMatchObject({ state: 'uploading', file, connection })
    const stored = { id: 'file-1', object: 'file', bytes: 10, created_at: 0, filename: 'ten.jsonl' } as const
    newestSending().resolve({ ...stored, purpose: 'batch', expires_at: null })
    expect(await again).toMatchObject({ id: 'file-1' })
    expect(newestSending().connection).toBe(connection)
    expect(onlyUpload().state).toBe('done')
  })
})
