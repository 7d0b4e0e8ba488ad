import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRecord, requestLine, textAt } from '../../testing/harness.ts'
import { createDirectory, startInProcess } from './test-server.ts'
import type { RunningServer } from './server.ts'

const directory = createDirectory()
let server: RunningServer & { origin: string }

beforeAll(async () => {
  server = await startInProcess(directory.path, { TEST_CONTROLS: '1' })
})

afterAll(async () => {
  await server.stop()
  directory.remove()
})

async function call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const init: RequestInit = { method }
  if (body !== undefined) init.body = body instanceof FormData ? body : JSON.stringify(body)
  const response = await fetch(server.origin + path, init)
  const value: unknown = await response.json()
  if (!response.ok || !isRecord(value)) throw new Error(JSON.stringify(value))
  return value
}

async function startBatch(rows: number): Promise<Record<string, unknown>> {
  const form = new FormData()
  form.set('purpose', 'batch')
  const text = Array.from({ length: rows }, (_, index) => JSON.stringify(requestLine(`row-${index}`))).join(
    '\n',
  )
  form.set('file', new File([text], 'rows.jsonl'))
  const file = await call('POST', '/v1/files', form)
  return call('POST', '/v1/batches', {
    input_file_id: textAt(file, 'id'),
    endpoint: '/v1/chat/completions',
    completion_window: '24h',
  })
}

/** Everything the server writes to a socket until it closes it. */
function rawAnswer(head: string): Promise<string> {
  const { hostname, port } = new URL(server.origin)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(head))
    let text = ''
    socket.on('data', (piece) => {
      text += piece.toString('latin1')
    })
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}

describe('the bytes on the wire', () => {
  it('spell the resume headers as the guide does', async () => {
    await call('POST', '/test/settings', { rows_per_second: 10 })
    const batch = await startBatch(50)
    await call('POST', '/test/clock', { advance_seconds: 3 })
    const path = `/v1/files/${textAt(batch, 'output_file_id')}/content`
    const answer = await rawAnswer(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(answer).toContain('\r\nX-Incomplete: true\r\n')
    expect(answer).toMatch(/\r\nX-Last-Line: \d+\r\n/)
  })

  it('end in the middle when a body breaks, and before the head when nothing was sent', async () => {
    const batch = await startBatch(5)
    await call('POST', '/test/clock', { advance_seconds: 30 })
    const path = `/v1/files/${textAt(batch, 'output_file_id')}/content`
    await call('POST', '/test/chaos', {
      path: '/content',
      times: 1,
      effect: { kind: 'cut', afterBytes: 100 },
    })
    const cut = await fetch(server.origin + path)
    expect(cut.status).toBe(200)
    await expect(cut.text()).rejects.toThrow('terminated')
    await call('POST', '/test/chaos', { path: '/content', times: 1, effect: { kind: 'drop' } })
    await expect(fetch(server.origin + path)).rejects.toThrow('fetch failed')
    expect((await fetch(server.origin + path)).status).toBe(200)
  })

  it('refuse a request whose address makes no sense', async () => {
    const answer = await rawAnswer('GET /v1/models HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })

  it('answer HEAD without a body', async () => {
    const response = await fetch(`${server.origin}/v1/models`, { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
  })
})

/**
 * The download of the getting-started guide, word for word but for host, key and file id: headers to a
 * file, `grep` for the exact header, and the command that it tells the person to run next.
 */
function guideScript(origin: string, fileId: string): string {
  return `
curl ${origin}/v1/files/${fileId}/content \\
  -H "Authorization: Bearer some-key" \\
  -D headers.txt \\
  -o batch-output.jsonl

  # Check completion status
  if grep -q "X-Incomplete: true" headers.txt; then
      last_line=$(grep "X-Last-Line:" headers.txt | cut -d' ' -f2 | tr -d '\\r')
      echo "Partial file downloaded (up to line $last_line)"
      echo ""
      echo "To resume, run:"
      echo "curl '${origin}/v1/files/${fileId}/content?offset=$last_line' \\\\"
      echo "  -H 'Authorization: Bearer some-key' >> batch-output.jsonl"
  else
      echo "Complete file downloaded!"
  fi
`
}

describe('the curl script of the getting-started guide', () => {
  const key = { headers: { authorization: 'Bearer some-key' } }

  async function control(path: string, body: unknown): Promise<void> {
    await fetch(`${server.origin}/test/${path}`, { ...key, method: 'POST', body: JSON.stringify(body) })
  }

  it('finds a partial file, resumes without repeating a row, and finds the file complete', async () => {
    const run = promisify(execFile)
    const inDirectory = { cwd: directory.path }
    await control('settings', { rows_per_second: 10 })
    writeFileSync(
      join(directory.path, 'batch_input_example.jsonl'),
      Array.from({ length: 40 }, (_, index) => JSON.stringify(requestLine(`row-${index}`))).join('\n'),
    )
    const upload = `curl -s ${server.origin}/v1/files -H "Authorization: Bearer some-key" -F purpose="batch" -F file="@batch_input_example.jsonl"`
    const file: unknown = JSON.parse((await run('sh', ['-c', upload], inDirectory)).stdout)
    const create = `curl -s ${server.origin}/v1/batches -H "Authorization: Bearer some-key" -H "Content-Type: application/json" -d '{
      "input_file_id": "${textAt(file, 'id')}", "endpoint": "/v1/chat/completions", "completion_window": "24h",
      "metadata": { "description": "daily eval job" } }'`
    const batch: unknown = JSON.parse((await run('sh', ['-c', create], inDirectory)).stdout)
    await control('clock', { advance_seconds: 3 })

    const script = guideScript(server.origin, textAt(batch, 'output_file_id'))
    const partial = await run('sh', ['-c', script], inDirectory)
    expect(partial.stdout).toMatch(/^Partial file downloaded \(up to line \d+\)\n\nTo resume, run:\n/)
    await control('clock', { advance_seconds: 60 })
    const resume = partial.stdout.slice(partial.stdout.indexOf('curl '))
    await run('sh', ['-c', resume], inDirectory)
    const lines = readFileSync(join(directory.path, 'batch-output.jsonl'), 'utf8').trimEnd().split('\n')
    const ids = lines.map((line) => textAt(JSON.parse(line), 'custom_id'))
    expect(ids).toHaveLength(40)
    expect(new Set(ids).size).toBe(40)

    const complete = await run('sh', ['-c', script], inDirectory)
    expect(complete.stdout).toBe('Complete file downloaded!\n')
  })
})

describe('uploads over HTTP', () => {
  const boundary = 'a-boundary'
  const head = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="file"; filename="large.jsonl"',
    'Content-Type: application/octet-stream',
    '',
    '',
  ].join('\r\n')
  const purpose = `\r\n--${boundary}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nbatch\r\n--${boundary}--\r\n`

  function send(chunks: AsyncIterable<string | Uint8Array>, headers: Record<string, string> = {}) {
    return new Promise<{ status: number; text: string }>((resolve, reject) => {
      const outgoing = request(`${server.origin}/v1/files`, {
        method: 'POST',
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers },
      })
      outgoing.on('error', reject)
      outgoing.on('response', (incoming) => {
        let text = ''
        incoming.setEncoding('utf8')
        incoming.on('data', (piece: string) => {
          text += piece
        })
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }))
      })
      const write = async () => {
        for await (const chunk of chunks) {
          if (!outgoing.write(chunk)) await new Promise((resolve_) => outgoing.once('drain', resolve_))
        }
        outgoing.end()
      }
      write().catch((error: unknown) => outgoing.destroy(error instanceof Error ? error : new Error('cut')))
    })
  }

  async function* form(megabytes: number, tail = purpose): AsyncGenerator<string | Uint8Array> {
    yield head
    const megabyte = new Uint8Array(1_000_000).fill(0x61)
    megabyte[999_999] = 0x0a
    for (let index = 0; index < megabytes; index += 1) yield megabyte
    yield tail
  }

  async function fileCount(): Promise<number> {
    const { data } = await call('GET', '/v1/files?limit=100')
    return Array.isArray(data) ? data.length : Number.NaN
  }

  it('arrive whole, with the purpose after the file', async () => {
    const { status, text } = await send(form(20))
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ bytes: 20_000_000, filename: 'large.jsonl' })
  })

  it('are refused when they grow too large, although nothing announced it, and leave nothing', async () => {
    const before = await fileCount()
    const { status, text } = await send(form(211))
    expect(status).toBe(413)
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'file_too_large' } })
    expect(await fileCount()).toBe(before)
  })

  it('are refused without breaking the connection of a client that still sends', async () => {
    const { hostname, port } = new URL(server.origin)
    const socket = connect(Number(port), hostname)
    const closed = once(socket, 'close')
    let answers = ''
    socket.on('data', (piece) => {
      answers += piece.toString('latin1')
    })
    const write = async (bytes: string | Uint8Array) => {
      if (!socket.write(bytes)) await once(socket, 'drain')
    }
    const sendChunk = async (bytes: Uint8Array) => {
      await write(`${bytes.length.toString(16)}\r\n`)
      await write(bytes)
      await write('\r\n')
    }
    await write(
      `POST /v1/files HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\n\r\n`,
    )
    await sendChunk(Buffer.from(head))
    const megabyte = new Uint8Array(1_000_000).fill(0x61)
    for (let index = 0; index < 240; index += 1) await sendChunk(megabyte)
    await write('0\r\n\r\nGET /v1/models HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    await closed
    expect(answers.match(/^HTTP\/1\.1 \d+/gm)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200'])
  })

  function sendText(text: string, contentType = `multipart/form-data; boundary=${boundary}`) {
    return fetch(`${server.origin}/v1/files`, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: text,
    })
  }

  it('are refused without a filename, and lists stay whole', async () => {
    const bare = head.replace('; filename="large.jsonl"', '')
    const answer = await sendText(`${bare}{}${purpose}`)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { param: 'file' } })
    expect((await fetch(`${server.origin}/v1/files?search=x`)).status).toBe(200)
  })

  it('take the file alone from a form with several, whatever the case of its media type', async () => {
    const other = `--${boundary}\r\nContent-Disposition: form-data; name="other"; filename="other.txt"\r\n\r\nother\r\n`
    const again = `\r\n${head}second`
    const answer = await sendText(
      `${other}${head}{"a":1}${again}${purpose}`,
      `Multipart/Form-Data; boundary=${boundary}`,
    )
    expect(await answer.json()).toMatchObject({ bytes: 7, filename: 'large.jsonl' })
    expect(answer.status).toBe(200)
  })

  it('are refused without a boundary', async () => {
    const answer = await sendText(`${head}{}${purpose}`, 'multipart/form-data')
    expect(answer.status).toBe(400)
  })

  it('leave nothing when they are cut off', async () => {
    const before = await fileCount()
    async function* broken(): AsyncGenerator<string | Uint8Array> {
      yield head
      yield new Uint8Array(100_000)
      throw new Error('cut')
    }
    await expect(send(broken())).rejects.toThrow('cut')
    const unended = await send(form(1, '\r\n'))
    expect(unended.status).toBe(400)
    expect(await fileCount()).toBe(before)
  })
})
