import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Connection } from '../../api/connection.ts'
import { ApiError } from '../../api/errors.ts'
import { downloadInWorker } from './client.ts'
import type { DownloadNews, DownloadTask } from './messages.ts'

const connection: Connection = { id: 'x', name: 'x', baseUrl: '/v1', apiKey: 'key' }

/** A worker that says what a test lets it say. */
class FakeWorker extends EventTarget {
  static readonly started: FakeWorker[] = []
  readonly tasks: DownloadTask[] = []
  isTerminated = false

  constructor() {
    super()
    FakeWorker.started.push(this)
  }

  postMessage(task: DownloadTask): void {
    this.tasks.push(task)
  }

  terminate(): void {
    this.isTerminated = true
  }

  tell(news: DownloadNews): void {
    this.dispatchEvent(new MessageEvent('message', { data: news }))
  }
}

/** Starts a download: its outcome, what was told of its progress, its worker and what stops it. */
function start() {
  const received: number[] = []
  const controller = new AbortController()
  const outcome = downloadInWorker(connection, 'file', {
    onProgress: (bytes) => received.push(bytes),
    signal: controller.signal,
    expectedLines: 2,
  }).catch((error: unknown) => error)
  const worker = FakeWorker.started.at(-1)
  if (worker === undefined) throw new Error('No worker was started.')
  return { outcome, received, worker, stop: (reason: unknown) => controller.abort(reason) }
}

beforeEach(() => {
  FakeWorker.started.length = 0
  vi.stubGlobal('Worker', FakeWorker)
  vi.stubGlobal('location', { origin: 'https://console.example' })
})

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a download in a worker', () => {
  it('names the server whole, tells of its progress and ends with the lines', async () => {
    const { outcome, received, worker } = start()
    expect(worker.tasks).toEqual([
      {
        connection: { ...connection, baseUrl: 'https://console.example/v1' },
        fileId: 'file',
        expectedLines: 2,
      },
    ])
    worker.tell({ kind: 'progress', receivedBytes: 10 })
    worker.tell({ kind: 'progress', receivedBytes: 20 })
    const lines = { blob: new Blob(['{}\n{}\n']), incomplete: false, lines: 2 }
    worker.tell({ kind: 'done', lines })
    expect(await outcome).toBe(lines)
    expect(received).toEqual([10, 20])
    expect(worker.isTerminated).toBe(true)
  })

  it('fails as the server’s refusal, in the same words as on the page', async () => {
    const failure = {
      kind: 'rate_limited',
      status: 429,
      code: 'slow_down',
      serverMessage: 'Slow down.',
      retryAfterSeconds: 7,
    } as const
    const { outcome, worker } = start()
    worker.tell({ kind: 'failed', failure })
    expect(await outcome).toEqual(new ApiError(failure))
    expect(await outcome).toMatchObject({ ...failure, message: new ApiError(failure).message })
    expect(worker.isTerminated).toBe(true)
  })

  it('fails when its worker dies', async () => {
    const { outcome, worker } = start()
    worker.dispatchEvent(new Event('error'))
    expect(await outcome).toMatchObject({ kind: 'network' })
    expect(worker.isTerminated).toBe(true)
  })

  it('ends with its worker when it is stopped', async () => {
    const { outcome, worker, stop } = start()
    const reason = new DOMException('Stopped.', 'AbortError')
    stop(reason)
    expect(await outcome).toBe(reason)
    expect(worker.isTerminated).toBe(true)
  })

  it('starts no worker when it was stopped before', () => {
    const options = { onProgress: () => undefined, signal: AbortSignal.abort(), expectedLines: null }
    expect(() => downloadInWorker(connection, 'file', options)).toThrow('aborted')
    expect(FakeWorker.started).toEqual([])
  })
})
