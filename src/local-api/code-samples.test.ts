import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import { Batch } from '../contract/batch.ts'
import { StoredFile } from '../contract/file.ts'
import { curlSample } from '../domain/code-samples/curl.ts'
import { pythonSample } from '../domain/code-samples/python.ts'
import type { SampleInput } from '../domain/code-samples/sample-input.ts'
import { typescriptSample } from '../domain/code-samples/typescript.ts'
import { type RunningServer, startServer } from './hosts/node/server.ts'
import { readSettings } from './hosts/node/settings.ts'

const ROWS = 20
const FILE_NAME = "it's a file.jsonl"
const KEY = 'key-of-the-reader'

let directory: string
let server: RunningServer
let input: SampleInput

const requests = Array.from({ length: ROWS }, (_, index) =>
  JSON.stringify({
    custom_id: `row-${index}`,
    method: 'POST',
    url: '/v1/chat/completions',
    body: { model: 'sim/any', messages: [{ role: 'user', content: `Say ${index}` }] },
  }),
).join('\n')

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'code-samples-'))
  await writeFile(join(directory, FILE_NAME), requests)
  await symlink(join(import.meta.dirname, '../../node_modules'), join(directory, 'node_modules'))
  server = await startServer(
    readSettings({ PORT: '0', DATA_DIR: join(directory, 'data'), SIM_RATE: '5000', API_KEY: KEY }),
    directory,
  )
  const baseUrl = `${server.address}v1`
  const headers = { Authorization: `Bearer ${KEY}` }
  const form = new FormData()
  form.append('purpose', 'batch')
  form.append('file', new File([requests], FILE_NAME))
  const uploaded = await fetch(`${baseUrl}/files`, { method: 'POST', headers, body: form })
  const file = z.parse(StoredFile, await uploaded.json())
  const created = await fetch(`${baseUrl}/batches`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      input_file_id: file.id,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
      metadata: { batch_description: `it's "quoted" \\ and $HOME` },
    }),
  })
  const { id } = z.parse(Batch, await created.json())
  const batch = await waitUntilEnded(`${baseUrl}/batches/${id}`, headers)
  input = { batch, baseUrl, fileName: FILE_NAME, apiKey: null }
})

afterAll(async () => {
  await server.stop()
  await rm(directory, { recursive: true })
})

async function waitUntilEnded(url: string, headers: Record<string, string>): Promise<Batch> {
  for (;;) {
    const response = await fetch(url, { headers })
    const batch = z.parse(Batch, await response.json())
    if (batch.status === 'completed') return batch
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Runs a program in the directory of the test; its answer is what it printed. */
function run(
  command: string,
  parameters: readonly string[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, {
      cwd: directory,
      env: { ...process.env, DOUBLEWORD_API_KEY: KEY },
    })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('close', (code) => resolve({ code, output }))
  })
}

async function keptIds(): Promise<string[]> {
  const text = await readFile(join(directory, `${input.batch.id}-output.jsonl`), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => z.parse(z.object({ id: z.string() }), JSON.parse(line)).id)
}

async function keepOnly(lines: number): Promise<void> {
  const path = join(directory, `${input.batch.id}-output.jsonl`)
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.split('\n').slice(0, lines).join('\n') + (lines > 0 ? '\n' : ''))
}

/** A Python that has the `openai` package is not to be had everywhere. */
const hasPython = spawnSync('python3', ['-c', 'import openai']).status === 0

/** Valid JSON Lines that hold, raw, what some languages take for line ends. */
const awkwardLines = Array.from({ length: 5 }, (_, index) =>
  JSON.stringify({ id: `answer-${index}`, text: `ü \u2028 \u2029 \u0085 ${index}` }),
)

/**
 * A server whose first download breaks inside the third line, for a batch that has ended.
 * @returns its base URL
 */
async function startCuttingServer(): Promise<string> {
  let cut = false
  const cutting = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (url.pathname.startsWith('/v1/batches/')) {
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(input.batch))
      return
    }
    const body = awkwardLines
      .slice(Number(url.searchParams.get('offset') ?? 0))
      .map((line) => `${line}\n`)
      .join('')
    if (cut) {
      response.end(body)
      return
    }
    cut = true
    const untilThirdLine = body.split('\n').slice(0, 2).join('\n').length
    response.write(body.slice(0, untilThirdLine + 9), () => response.destroy())
  })
  await new Promise<void>((resolve) => {
    cutting.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    cutting.closeAllConnections()
    cutting.close()
  })
  const address = cutting.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return `http://127.0.0.1:${address.port}/v1`
}

/** What the samples have kept. */
function keptText(): Promise<string> {
  return readFile(join(directory, `${input.batch.id}-output.jsonl`), 'utf8')
}

/** Leaves what a script leaves that was killed while it wrote. */
async function keepHalfALine(): Promise<void> {
  await writeFile(join(directory, `${input.batch.id}-output.jsonl`), `${awkwardLines[0]}\n{"id":"ans`)
}

const allAwkwardLines = awkwardLines.map((line) => `${line}\n`).join('')

describe('code samples', () => {
  it('hold no key unless asked', () => {
    for (const sample of [curlSample, pythonSample, typescriptSample]) {
      expect(sample({ ...input, apiKey: null })).not.toContain(KEY)
      expect(sample({ ...input, apiKey: KEY })).toContain(KEY)
    }
  })

  it('download with curl, and resume without repeating a row', async () => {
    await writeFile(join(directory, 'sample.sh'), curlSample(input))
    const first = await run('bash', ['-eu', 'sample.sh'])
    expect(first.output).toContain(`Done: ${ROWS} answers`)
    await keepOnly(7)
    const resumed = await run('bash', ['-eu', 'sample.sh'])
    expect(resumed.output).toContain(`Done: ${ROWS} answers`)
    expect(new Set(await keptIds()).size).toBe(ROWS)
    expect(await keptIds()).toHaveLength(ROWS)
  })

  it('download with TypeScript, and resume without repeating a row', async () => {
    await keepOnly(0)
    await writeFile(join(directory, 'sample.ts'), typescriptSample(input))
    const first = await run(process.execPath, ['sample.ts'])
    expect(first).toMatchObject({ code: 0, output: expect.stringContaining(`${ROWS} answers kept`) })
    await keepOnly(7)
    await run(process.execPath, ['sample.ts'])
    expect(new Set(await keptIds()).size).toBe(ROWS)
    expect(await keptIds()).toHaveLength(ROWS)
  })

  it('say with curl that a download was cut, keep its whole lines, and go on', async () => {
    await keepOnly(0)
    await writeFile(
      join(directory, 'cut.sh'),
      downloadOf(curlSample({ ...input, baseUrl: await startCuttingServer() })),
    )
    const first = await run('bash', ['-eu', 'cut.sh'])
    expect(first.output).toContain('Cut off or refused: run this part again. 2 answers are kept.')
    expect(first.output).not.toContain('Done')
    expect((await run('bash', ['-eu', 'cut.sh'])).output).toContain('Done: 5 answers')
    expect(await keptText()).toBe(allAwkwardLines)
  })

  it('say with curl that a download was refused', async () => {
    await keepOnly(0)
    const refused = curlSample({ ...input, apiKey: 'wrong' })
    await writeFile(join(directory, 'refused.sh'), downloadOf(refused))
    const { output } = await run('bash', ['-eu', 'refused.sh'])
    expect(output).toContain('Cut off or refused')
    expect(output).not.toContain('Done')
  })

  it('hold no part that cannot run while the server has not named the file of answers', () => {
    const sample = curlSample({ ...input, batch: { ...input.batch, output_file_id: null } })
    expect(sample).toContain('no file of answers yet')
    expect(sample).not.toContain('/files/')
  })

  it('go on in TypeScript after a cut, and after a crash inside a line', async () => {
    const sample = typescriptSample({ ...input, baseUrl: await startCuttingServer() })
    await writeFile(join(directory, 'cut.ts'), sample.replace('30_000', '1'))
    await keepHalfALine()
    const { code, output } = await run(process.execPath, ['cut.ts'])
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('5 answers kept') })
    expect(await keptText()).toBe(allAwkwardLines)
  })

  it.skipIf(!hasPython)('go on in Python after a cut, and after a crash inside a line', async () => {
    const sample = pythonSample({ ...input, baseUrl: await startCuttingServer() })
    await writeFile(join(directory, 'cut.py'), sample.replace('sleep(30)', 'sleep(0)'))
    await keepHalfALine()
    const { code, output } = await run('python3', ['cut.py'])
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('5 answers kept') })
    expect(await keptText()).toBe(allAwkwardLines)
  })
})

/** The script's head and the part that downloads, without the parts that start another batch. */
function downloadOf(script: string): string {
  return script.replace(/# 1\. [^]*(?=# 4\. )/, '')
}
