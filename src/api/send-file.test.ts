import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StoredFile } from '../contract/file.ts'
import type { Connection } from './connection.ts'
import { errorFrom, networkError } from './http.ts'
import { sendFile } from './send-file.ts'

type Attempt = (options: {
  onProgress: (sentBytes: number) => void
  signal: AbortSignal
}) => Promise<StoredFile>

/** What each attempt does, in turn. */
const attempts = vi.hoisted((): Attempt[] => [])
/** How often bytes were sent. */
const sent = vi.hoisted(() => ({ times: 0 }))
vi.mock('./upload.ts', () => ({
  uploadFile: (_connection: Connection, _file: File, options: Parameters<Attempt>[0]) => {
    const attempt = attempts[sent.times]
    sent.times += 1
    return attempt ? attempt(options) : Promise.reject(new Error('No further attempt was planned.'))
  },
}))

const connection: Connection = { id: 'x', name: 'x', baseUrl: 'http://127.0.0.1:9/v1', apiKey: null }
const file = new File(['0123456789'], 'ten.jsonl')

function storedFile(id: string, created_at: number, more: Partial<StoredFile> = {}): StoredFile {
  return { id, bytes: 10, created_at, expires_at: null, filename: 'ten.jsonl', purpose: 'batch', ...more }
}

const succeeds: Attempt = async () => storedFile('sent', 100)
const fails =
  (error: unknown, sentBytes = 0): Attempt =>
  async ({ onProgress }) => {
    onProgress(sentBytes)
    throw error
  }

/** What the server lists, one answer for each question, the last one again and again. */
function list(...answers: (StoredFile[] | number)[]): void {
  let asked = 0
  vi.stubGlobal('fetch', async () => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    return typeof answer === 'number'
      ? new Response('no', { status: answer })
      : Response.json({ object: 'list', data: answer, has_more: false })
  })
}

async function send(): Promise<{ outcome: unknown; steps: string[] }> {
  const steps: string[] = []
  const work = sendFile(connection, file, {
    turn: () => Promise.resolve(),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onStep: (step) => steps.push(step.kind),
  }).catch((error: unknown) => error)
  await vi.runAllTimersAsync()
  return { outcome: await work, steps }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', new EventTarget())
  attempts.length = 0
  sent.times = 0
  list([])
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('sending a file', () => {
  it('is repeated after failures that may pass', async () => {
    attempts.push(fails(networkError('gone')), fails(errorFrom(503, '', null)), succeeds)
    const { outcome, steps } = await send()
    expect(outcome).toMatchObject({ id: 'sent' })
    expect(steps).toEqual(['sending', 'waiting', 'sending', 'waiting', 'sending'])
  })

  it('ends at once when the server refuses the file', async () => {
    attempts.push(fails(errorFrom(413, 'too large', null)))
    expect((await send()).outcome).toMatchObject({ kind: 'too_large' })
    expect(sent.times).toBe(1)
  })

  it('gives up after ten failures in a row', async () => {
    attempts.push(...Array.from({ length: 20 }, () => fails(networkError('gone'))))
    expect((await send()).outcome).toMatchObject({ kind: 'network' })
    expect(sent.times).toBe(10)
  })

  it('waits as long as the server asks', async () => {
    attempts.push(fails(errorFrom(429, '', '30')), succeeds)
    const startedAt = performance.now()
    await send()
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(30_000)
  })

  it('does not send a file again that arrived although the answer was lost', async () => {
    const older = storedFile('older', 50)
    list([older], [storedFile('arrived', 60), older])
    attempts.push(fails(networkError('cut'), 10))
    expect((await send()).outcome).toMatchObject({ id: 'arrived' })
    expect(sent.times).toBe(1)
  })

  it('sends again where what the server has is another file', async () => {
    const older = storedFile('older-2', 50)
    list(
      [older],
      [
        older,
        storedFile('other-name', 60, { filename: 'b.jsonl' }),
        storedFile('other-size', 60, { bytes: 9 }),
      ],
    )
    attempts.push(fails(networkError('cut'), 10), succeeds)
    expect((await send()).outcome).toMatchObject({ id: 'sent' })
    expect(sent.times).toBe(2)
  })

  it('takes no file for its own that another upload of the tab has recognised', async () => {
    list([], [storedFile('shared', 60)])
    attempts.push(fails(networkError('cut'), 10), fails(networkError('cut'), 10), succeeds)
    expect((await send()).outcome).toMatchObject({ id: 'shared' })
    list([], [storedFile('shared', 60)])
    expect((await send()).outcome).toMatchObject({ id: 'sent' })
    expect(sent.times).toBe(3)
  })

  it('does not send blindly what may have arrived where files cannot be listed', async () => {
    list(403)
    attempts.push(fails(networkError('cut'), 10), succeeds)
    expect((await send()).outcome).toMatchObject({ kind: 'network' })
    expect(sent.times).toBe(1)
  })

  it('looks again when the looking fails', async () => {
    list([], 503, [storedFile('late', 60)])
    attempts.push(fails(networkError('cut'), 10))
    expect((await send()).outcome).toMatchObject({ id: 'late' })
  })
})
