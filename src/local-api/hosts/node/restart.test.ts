import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isRecord, linesOfBody, requestLine, textAt } from '../../testing/harness.ts'
import { addressOf, createDirectory, spawnServer, type ServerProcess } from './test-server.ts'

let directory: ReturnType<typeof createDirectory>
let running: ServerProcess[]

beforeEach(() => {
  directory = createDirectory()
  running = []
})

afterEach(async () => {
  for (const { child, exit } of running) {
    child.kill('SIGKILL')
    await exit
  }
  directory.remove()
})

function start(environment: Record<string, string> = {}): ServerProcess {
  const server = spawnServer({ DATA_DIR: join(directory.path, 'data'), ...environment })
  running.push(server)
  return server
}

async function call(address: string, path: string, init?: RequestInit): Promise<Record<string, unknown>> {
  const value: unknown = await (await fetch(`${address}v1${path}`, init)).json()
  if (!isRecord(value)) throw new TypeError(`Not an object: ${path}`)
  return value
}

async function startBatch(address: string, rows: number): Promise<Record<string, unknown>> {
  const form = new FormData()
  form.set('purpose', 'batch')
  const text = Array.from({ length: rows }, (_, index) => JSON.stringify(requestLine(`row-${index}`))).join(
    '\n',
  )
  form.set('file', new File([text], 'rows.jsonl'))
  const file = await call(address, '/files', { method: 'POST', body: form })
  const wanted = { input_file_id: file['id'], endpoint: '/v1/chat/completions', completion_window: '24h' }
  return call(address, '/batches', { method: 'POST', body: JSON.stringify(wanted) })
}

/** Asks until `isReached` says so. */
async function until(
  address: string,
  batchId: string,
  isReached: (completed: number, status: string) => boolean,
): Promise<Record<string, unknown>> {
  for (;;) {
    const batch = await call(address, `/batches/${batchId}`)
    const { request_counts: counts } = batch
    const completed = isRecord(counts) ? Number(counts['completed']) : Number.NaN
    if (isReached(completed, textAt(batch, 'status'))) return batch
  }
}

async function idsIn(address: string, fileId: string): Promise<string[]> {
  const lines = await linesOfBody(await fetch(`${address}v1/files/${fileId}/content`))
  return lines.map((line) => textAt(line, 'custom_id'))
}

describe('a server that is killed in the middle of 5,000 rows', () => {
  it('goes on at the next start: what was seen stays, and each row ends exactly once', async () => {
    const first = start({ SIM_RATE: '2500' })
    const address = await addressOf(first)
    const batch = await startBatch(address, 5_000)
    const batchId = textAt(batch, 'id')
    const outputId = textAt(batch, 'output_file_id')
    await until(address, batchId, (completed) => completed >= 1_000)
    const seen = await idsIn(address, outputId)
    first.child.kill('SIGKILL')
    await first.exit

    const second = await addressOf(start({ SIM_RATE: '5000' }))
    const ended = await until(second, batchId, (_, status) => status === 'completed')
    expect(ended['request_counts']).toEqual({ total: 5_000, completed: 5_000, failed: 0 })
    const ids = await idsIn(second, outputId)
    expect(ids.slice(0, seen.length)).toEqual(seen)
    expect(seen.length).toBeLessThan(5_000)
    expect(ids).toHaveLength(5_000)
    expect(new Set(ids).size).toBe(5_000)
  })

  it('checks a file again whose check was cut off', async () => {
    const first = start({ SIM_RATE: '5000' })
    const address = await addressOf(first)
    const batch = await startBatch(address, 40_000)
    first.child.kill('SIGKILL')
    await first.exit
    const second = await addressOf(start({ SIM_RATE: '0' }))
    const checked = await until(second, textAt(batch, 'id'), (_, status) => status === 'in_progress')
    expect(checked['request_counts']).toEqual({ total: 40_000, completed: 0, failed: 0 })
  })
})

describe('npm start', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'prints its address last and stops cleanly on %s while rows run',
    async (signal) => {
      const server = start({ SIM_RATE: '500' })
      const address = await addressOf(server)
      expect(server.printed().trimEnd().split('\n').at(-1)).toBe(address)
      const batch = await startBatch(address, 2_000)
      await until(address, textAt(batch, 'id'), (completed) => completed > 10)
      server.child.kill(signal)
      expect(await server.exit).toBe(0)
      expect(server.printed().trimEnd().split('\n').at(-1)).toBe(address)
    },
  )

  it('says in one sentence that the port is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await once(blocker, 'listening')
    const bound = blocker.address()
    const port = typeof bound === 'object' && bound ? bound.port : 0
    const server = start({ PORT: String(port) })
    expect(await server.exit).toBe(1)
    expect(server.printed()).toBe(`Port ${port} is in use; set PORT to another one.\n`)
    blocker.close()
  })

  it('says in one sentence that the data directory cannot be used', async () => {
    const path = join(directory.path, 'a-file')
    writeFileSync(path, '')
    const server = start({ DATA_DIR: path })
    expect(await server.exit).toBe(1)
    expect(server.printed()).toBe(
      `The data directory ${path} cannot be written; set DATA_DIR to another one.\n`,
    )
  })

  it('refuses a data directory that another server uses', async () => {
    await addressOf(start())
    const second = start()
    expect(await second.exit).toBe(1)
    expect(second.printed()).toContain('Another server is using the data directory')
  })

  it.each([
    [{ PORT: 'http' }, 'PORT must be a number between 0 and 65535, not "http".\n'],
    [{ SIM_RATE: '-1' }, 'SIM_RATE must be a number between 0 and 1000000, not "-1".\n'],
    [
      { ALLOW_ORIGINS: 'console.example' },
      'ALLOW_ORIGINS must list origins such as https://console.example, not "console.example".\n',
    ],
  ])('explains %j', async (environment, message) => {
    const server = start(environment)
    expect(await server.exit).toBe(1)
    expect(server.printed()).toBe(message)
  })
})
