import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StoredFile } from '../contract/file.ts'
import type { Connection } from './connection.ts'
import { networkError } from './http.ts'
import type { Pause } from './pause.ts'
import { cancelUpload, dismissUpload, hurryUpload, repeatUpload, startUpload, uploadsNow } from './uploads.ts'

interface Sending {
  file: File
  connection: Connection
  options: {
    onStep: (step: { kind: 'sending' } | { kind: 'waiting'; error: unknown; pause: Pause }) => void
    turn: () => Promise<void>
    onProgress: (sentBytes: number) => void
    signal: AbortSignal
  }
  resolve: (stored: StoredFile) => void
  reject: (error: unknown) => void
}

/** The files under way, the newest last; a test decides how each goes. */
const sendings = vi.hoisted((): Sending[] => [])
vi.mock('./send-file.ts', () => ({
  sendFile: (connection: Connection, file: File, options: Sending['options']) =>
    new Promise<StoredFile>((resolve, reject) => {
      sendings.push({ connection, file, options, resolve, reject })
      options.signal.addEventListener('abort', () => reject(options.signal.reason))
    }),
}))

const connection: Connection = { id: 'x', name: 'x', baseUrl: 'http://127.0.0.1:9/v1', apiKey: null }
const file = new File(['0123456789'], 'ten.jsonl')
const stored: StoredFile = {
  id: 'file-1',
  bytes: 10,
  created_at: 0,
  filename: 'ten.jsonl',
  purpose: 'batch',
  expires_at: null,
}

function newestSending(): Sending {
  const sending = sendings.at(-1)
  if (!sending) throw new Error('Nothing is being sent.')
  return sending
}

/** Lets what was resolved go on to what follows it. */
const settle = () => new Promise((resolve) => setTimeout(resolve))

function states(): string[] {
  return uploadsNow().map(({ state }) => state)
}

let page: EventTarget
beforeEach(() => {
  page = new EventTarget()
  vi.stubGlobal('window', page)
})

afterEach(async () => {
  for (const { id } of uploadsNow()) cancelUpload(id)
  await settle()
  for (const { id } of uploadsNow()) dismissUpload(id)
  sendings.length = 0
  vi.unstubAllGlobals()
})

/** Whether the browser would ask before it closes the tab. */
function asksBeforeClosing(): boolean {
  const event = new Event('beforeunload', { cancelable: true })
  page.dispatchEvent(event)
  return event.defaultPrevented
}

describe('an upload', () => {
  it.each([
    { sentBytes: 9, allBytesSent: false },
    { sentBytes: 10, allBytesSent: true },
  ])(
    'cancelled after $sentBytes of 10 bytes knows whether all had left',
    async ({ sentBytes, allBytesSent }) => {
      const { id, outcome } = startUpload(connection, file)
      await settle()
      newestSending().options.onProgress(sentBytes)
      cancelUpload(id)
      expect(await outcome).toBeNull()
      expect(uploadsNow()).toMatchObject([{ state: 'cancelled', allBytesSent }])
    },
  )

  it('that failed is replaced when its file is sent again, to the server it was meant for', async () => {
    const { outcome } = startUpload(connection, file)
    await settle()
    newestSending().reject(networkError('gone'))
    await outcome
    const [failed] = uploadsNow()
    if (failed?.state !== 'failed') throw new Error('It did not fail.')

    const again = repeatUpload(failed)
    await settle()
    expect(uploadsNow()).toMatchObject([{ state: 'uploading', file, connection }])
    newestSending().resolve(stored)
    expect(await again).toEqual(stored)
    expect(newestSending().connection).toBe(connection)
    expect(states()).toEqual(['done'])
  })

  it('that waits says why and until when, and goes on when told', async () => {
    const { id } = startUpload(connection, file)
    await settle()
    const skip = vi.fn<() => void>()
    const error = networkError('gone')
    newestSending().options.onStep({
      kind: 'waiting',
      error,
      pause: { endsAt: 5000, skip, over: Promise.resolve() },
    })
    expect(uploadsNow()).toMatchObject([{ state: 'waiting', error, retryAt: 5000 }])
    hurryUpload(id)
    expect(skip).toHaveBeenCalledOnce()
    newestSending().options.onStep({ kind: 'sending' })
    expect(states()).toEqual(['uploading'])
  })
})

describe('several uploads', () => {
  it('go two at a time, in their order', async () => {
    const outcomes = [1, 2, 3, 4].map(() => startUpload(connection, file).outcome)
    await settle()
    expect(states()).toEqual(['uploading', 'uploading', 'queued', 'queued'])
    sendings[0]?.resolve(stored)
    await outcomes[0]
    expect(states()).toEqual(['done', 'uploading', 'uploading', 'queued'])
  })

  it('go on while one waits after a failure, which then waits for its turn', async () => {
    const outcomes = [1, 2, 3].map(() => startUpload(connection, file).outcome)
    await settle()
    const pause = { endsAt: 5000, skip: () => undefined, over: Promise.resolve() }
    const first = sendings[0]?.options
    first?.onStep({ kind: 'waiting', error: networkError('gone'), pause })
    await settle()
    expect(states()).toEqual(['waiting', 'uploading', 'uploading'])
    const again = first?.turn()
    expect(states()).toEqual(['queued', 'uploading', 'uploading'])
    sendings[1]?.resolve(stored)
    await again
    expect(states()).toEqual(['uploading', 'done', 'uploading'])
    sendings[2]?.resolve(stored)
    sendings[0]?.resolve(stored)
    await Promise.all(outcomes)
    expect(states()).toEqual(['done', 'done', 'done'])
  })

  it('pass over one that was cancelled before its turn, and keep the tab until the last has ended', async () => {
    expect(asksBeforeClosing()).toBe(false)
    const [one, two, three, four] = [1, 2, 3, 4].map(() => startUpload(connection, file))
    if (!one || !two || !three || !four) throw new Error('Four were started.')
    cancelUpload(three.id)
    expect(await three.outcome).toBeNull()
    expect(states()[2]).toBe('cancelled')
    cancelUpload(one.id)
    cancelUpload(two.id)
    await Promise.all([one.outcome, two.outcome])
    await settle()
    expect(states()[3]).toBe('uploading')
    expect(asksBeforeClosing()).toBe(true)
    newestSending().resolve(stored)
    await four.outcome
    expect(asksBeforeClosing()).toBe(false)
  })
})
