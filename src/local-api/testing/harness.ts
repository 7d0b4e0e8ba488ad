import { createLocalApi, type LocalApi, type LocalApiOptions } from '../app.ts'
import type { PersonalityName } from '../personality.ts'
import { MemoryStore } from '../store/memory/memory-store.ts'
import { receiveForm } from '../upload/receive.ts'

/** An API in memory for one test: no network, a clock that only moves when told to. */
export interface Harness {
  api: LocalApi
  /** Sends a request to `/v1` + path. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  /** The JSON of an answer that must be a success. */
  json(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>
  /** Moves the clock and waits until all that was due has happened. */
  advance(seconds: number): Promise<void>
  setPersonality(personality: PersonalityName): Promise<void>
  setRate(rowsPerSecond: number | null): Promise<void>
  disturb(rule: unknown): Promise<void>
  upload(content: string | Blob, filename?: string, fields?: Record<string, string>): Promise<Response>
  /** Uploads lines and starts a batch; returns the batch. */
  start(lines: readonly unknown[], options?: Record<string, unknown>): Promise<Record<string, unknown>>
  stop(): Promise<void>
}

const ORIGIN = 'http://api.test'
/** The test's time stands still but for `advance`: 2026-01-01. */
const NOW = Date.UTC(2026, 0, 1)

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The text under a key of an object that came over the wire. */
export function textAt(object: unknown, key: string): string {
  const value = isRecord(object) ? object[key] : undefined
  if (typeof value !== 'string') throw new TypeError(`No text at '${key}' of ${JSON.stringify(object)}`)
  return value
}

/** A request line as the guides write it. */
export function requestLine(
  customId: string,
  body: Record<string, unknown> = {},
  url = '/v1/chat/completions',
) {
  return {
    custom_id: customId,
    method: 'POST',
    url,
    body: {
      model: 'sim/standard',
      messages: [{ role: 'user', content: `Tell me about ${customId}.` }],
      ...body,
    },
  }
}

export function createHarness(options: Partial<LocalApiOptions> = {}): Harness {
  const faults: unknown[] = []
  const api = createLocalApi({
    openStore: () => new MemoryStore(),
    receiveUpload: receiveForm,
    guard: { hosts: null, origins: [], apiKey: null },
    ratePerSecond: 10,
    testControls: true,
    realNow: () => NOW,
    onFault: (error) => faults.push(error),
    ...options,
  })

  async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const init: RequestInit = { method, headers: { host: 'api.test', ...headers } }
    if (body !== undefined) init.body = body instanceof FormData ? body : JSON.stringify(body)
    return api.handle(new Request(ORIGIN + path, init))
  }

  async function control(path: string, body: unknown): Promise<void> {
    const response = await send('POST', `/test/${path}`, body)
    if (!response.ok) throw new Error(await response.text())
  }

  async function json(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const response = await send(method, `/v1${path}`, body)
    const value: unknown = await response.json()
    if (!response.ok || !isRecord(value)) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`)
    return value
  }

  async function upload(
    content: string | Blob,
    filename = 'input.jsonl',
    fields: Record<string, string> = { purpose: 'batch' },
  ) {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    form.set('file', new File([content], filename))
    return send('POST', '/v1/files', form)
  }

  return {
    api,
    call: (method, path, body, headers) => send(method, `/v1${path}`, body, headers),
    json,
    advance: (seconds) => control('clock', { advance_seconds: seconds }),
    setPersonality: (personality) => control('settings', { personality }),
    setRate: (rate) => control('settings', { rows_per_second: rate }),
    disturb: (rule) => control('chaos', rule),
    upload,
    start: async (lines, overrides = {}) => {
      const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
      const file: unknown = await (await upload(text)).json()
      return json('POST', '/batches', {
        input_file_id: textAt(file, 'id'),
        endpoint: '/v1/chat/completions',
        completion_window: '24h',
        ...overrides,
      })
    },
    stop: async () => {
      await api.stop()
      if (faults.length > 0) throw new AggregateError(faults, 'The API met faults of its own.')
    },
  }
}

/** The parsed lines of a JSONL body. */
export async function linesOfBody(response: Response): Promise<Record<string, unknown>[]> {
  const text = await response.text()
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const value: unknown = JSON.parse(line)
      if (!isRecord(value)) throw new TypeError(`Not an object: ${line}`)
      return value
    })
}
