import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StoredFile } from '../contract/file.ts'
import type { JobPart } from '../domain/jobs/job-metadata.ts'
import { forgetConnection, saveConnection } from './connection-store.ts'
import type { Connection } from './connection.ts'
import { errorFrom } from './http.ts'
import {
  cancelLaunch,
  dismissLaunch,
  launchesNow,
  type LaunchOrder,
  type LaunchPart,
  resumeLaunch,
  startLaunch,
} from './launches.ts'

/** How each file goes, by name; a file that is not named arrives. */
const fates = vi.hoisted(() => new Map<string, (signal: AbortSignal) => Promise<never>>())
const sentNames = vi.hoisted((): string[] => [])
vi.mock('./send-file.ts', () => ({
  sendFile: async (_connection: Connection, file: File, { signal }: { signal: AbortSignal }) => {
    sentNames.push(file.name)
    await fates.get(file.name)?.(signal)
    return storedFile(`stored-${file.name}`)
  },
}))

const connection: Connection = { id: 'x', name: 'x', baseUrl: 'http://127.0.0.1:9/v1', apiKey: null }

function storedFile(id: string): StoredFile {
  return { id, bytes: 10, created_at: 0, expires_at: null, filename: id, purpose: 'batch' }
}

const jobPart = (part: number): JobPart => ({
  jobId: 'a-job-of-three',
  part,
  parts: 3,
  requests: 30,
  role: 'part',
})

function localPart(name: string, more: Partial<LaunchPart> = {}): LaunchPart {
  return {
    source: { kind: 'local', file: new File(['0123456789'], name) },
    requests: 10,
    job: null,
    starts: true,
    ...more,
  }
}

function order(parts: LaunchPart[]): LaunchOrder {
  return { connection, parts, endpoint: '/v1/embeddings', completionWindow: '24h', title: 'Products' }
}

/** A server that keeps batches. `answers` are what the next `POST /batches` come to, then all succeed. */
function serve(answers: ('refuse' | 'fail' | 'lose the answer')[] = []) {
  const batches: Record<string, unknown>[] = []
  let posts = 0
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    if (init.method !== 'POST') return Response.json({ data: batches, has_more: false })
    const answer = answers[posts]
    posts += 1
    if (answer === 'refuse') return new Response('no credit', { status: 402 })
    if (answer === 'fail') return new Response('', { status: 503 })
    const body: unknown = JSON.parse(String(init.body))
    const batch = { id: `batch-${batches.length + 1}`, status: 'validating', ...Object(body) }
    batches.unshift(batch)
    if (answer === 'lose the answer') throw new TypeError('network error')
    return Response.json(batch)
  })
  return { batches, posts: () => posts }
}

function states(): string[] {
  return launchesNow().flatMap(({ parts }) => parts.map(({ state }) => state))
}

let page: EventTarget
beforeEach(() => {
  vi.useFakeTimers()
  page = new EventTarget()
  vi.stubGlobal('window', page)
})

afterEach(async () => {
  for (const { id } of launchesNow()) {
    cancelLaunch(id)
    await vi.runAllTimersAsync()
    dismissLaunch(id)
  }
  fates.clear()
  sentNames.length = 0
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function asksBeforeClosing(): boolean {
  const event = new Event('beforeunload', { cancelable: true })
  page.dispatchEvent(event)
  return event.defaultPrevented
}

describe('a launch', () => {
  it('sends its file, starts its batch, and needs the tab no longer', async () => {
    const { batches } = serve()
    const { outcome } = startLaunch(order([localPart('a.jsonl')]))
    expect(asksBeforeClosing()).toBe(true)
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ kind: 'started', batch: { id: 'batch-1' } })
    expect(batches).toMatchObject([
      { input_file_id: 'stored-a.jsonl', metadata: { batch_description: 'Products' } },
    ])
    expect(states()).toEqual(['started'])
    expect(asksBeforeClosing()).toBe(false)
  })

  it('marks the parts of a job and starts all of them but those that are for later', async () => {
    const { batches } = serve()
    startLaunch(
      order([
        localPart('1', { job: jobPart(1) }),
        localPart('2', { job: jobPart(2) }),
        localPart('3', { job: jobPart(3), starts: false }),
      ]),
    )
    await vi.runAllTimersAsync()
    expect(states()).toEqual(['started', 'started', 'uploaded'])
    expect(batches.map(({ metadata }) => metadata)).toMatchObject([
      { job_id: 'a-job-of-three', job_part: '2/3', job_requests: '30' },
      { job_part: '1/3' },
    ])
  })

  it('repeats only what is missing', async () => {
    const server = serve(['refuse'])
    const failOnce = vi.fn<(signal: AbortSignal) => Promise<never>>(() =>
      Promise.reject(errorFrom(413, 'large', null)),
    )
    fates.set('2', failOnce)
    const { id } = startLaunch(
      order([localPart('1', { job: jobPart(1) }), localPart('2', { job: jobPart(2) })]),
    )
    await vi.runAllTimersAsync()
    expect(states()).toEqual(['failed', 'failed'])
    expect(asksBeforeClosing()).toBe(true)

    fates.clear()
    void resumeLaunch(id)
    await vi.runAllTimersAsync()
    expect(states()).toEqual(['started', 'started'])
    expect(sentNames).toEqual(['1', '2', '2'])
    expect(server.posts()).toBe(3)
    expect(asksBeforeClosing()).toBe(false)
  })

  it('goes on with the key that replaced a refused one, on the same server only', async () => {
    serve()
    const refused = () => Promise.reject(errorFrom(401, 'wrong key', null))
    const onStarted = vi.fn<NonNullable<LaunchOrder['onStarted']>>()
    const renewed = { name: 'x', apiKey: 'right' }
    for (const baseUrl of ['http://127.0.0.1:10/v1', connection.baseUrl]) {
      fates.set('a', refused)
      const { id } = startLaunch({ ...order([localPart('a')]), onStarted })
      await vi.runAllTimersAsync()
      fates.clear()
      saveConnection({ ...renewed, baseUrl }, false)
      const outcome = resumeLaunch(id)
      await vi.runAllTimersAsync()
      expect(await outcome).toMatchObject({ kind: 'started' })
      dismissLaunch(id)
    }
    forgetConnection()
    expect(onStarted.mock.calls.map(([, , { apiKey }]) => apiKey)).toEqual([null, 'right'])
  })

  it('does not start a batch twice whose answer was lost', async () => {
    const { batches, posts } = serve(['lose the answer'])
    const { outcome } = startLaunch(order([localPart('a', { job: jobPart(2) })]))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ kind: 'started', batch: { id: 'batch-1' } })
    expect(batches).toHaveLength(1)
    expect(posts()).toBe(1)
  })

  it('tries the start again while the server has a problem, and gives up in the end', async () => {
    const { batches, posts } = serve(['fail', 'fail'])
    startLaunch(order([localPart('a')]))
    await vi.runAllTimersAsync()
    expect(batches).toHaveLength(1)
    expect(posts()).toBe(3)

    const hopeless = serve(Array.from({ length: 20 }, () => 'fail' as const))
    const { outcome } = startLaunch(order([localPart('b')]))
    await vi.runAllTimersAsync()
    expect(await outcome).toEqual({ kind: 'stopped' })
    expect(hopeless.posts()).toBe(5)
    expect(states()).toEqual(['started', 'failed'])
  })

  it('does not start a stored file that another device has started', async () => {
    const { batches } = serve()
    const stored = {
      ...localPart('x', { job: jobPart(2) }),
      source: { kind: 'stored', file: storedFile('f') },
    } as const
    startLaunch(order([stored]))
    await vi.runAllTimersAsync()
    startLaunch(order([stored]))
    await vi.runAllTimersAsync()
    expect(states()).toEqual(['started', 'started'])
    expect(batches).toHaveLength(1)
  })

  it('starts a stored file that has run before once more, and not twice when the answer is lost', async () => {
    const { batches, posts } = serve(['lose the answer'])
    batches.push({ id: 'of last week', input_file_id: 'f', status: 'completed' })
    const source = { kind: 'stored', file: storedFile('f'), earlier: new Set(['of last week']) } as const
    const { outcome } = startLaunch(order([localPart('x', { source })]))
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ kind: 'started', batch: { id: 'batch-2' } })
    startLaunch(order([localPart('x', { source })]))
    await vi.runAllTimersAsync()
    expect(states()).toEqual(['started', 'started'])
    expect(batches).toHaveLength(2)
    expect(posts()).toBe(1)
  })

  it('that is cancelled starts nothing more, and can be taken up again', async () => {
    const { batches } = serve()
    fates.set(
      '2',
      (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
    )
    const { id } = startLaunch(
      order([localPart('1', { job: jobPart(1) }), localPart('2', { job: jobPart(2) })]),
    )
    await vi.runAllTimersAsync()
    cancelLaunch(id)
    await vi.runAllTimersAsync()
    expect(states()).toEqual(['started', 'cancelled'])
    expect(batches).toHaveLength(1)

    fates.clear()
    void resumeLaunch(id)
    await vi.runAllTimersAsync()
    expect(states()).toEqual(['started', 'started'])
    expect(batches).toHaveLength(2)
  })
})
