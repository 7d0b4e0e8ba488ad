/**
 * Measures the server's memory while a file of 200 MB is uploaded, checked, run and downloaded, and how
 * long other requests wait meanwhile. Run with `node scripts/bench/upload-memory.ts`; memory is read from
 * `/proc`, so on Linux only. Fails when the server needs 300 MB or more during the upload.
 */
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { addressOf, createDirectory, spawnServer } from '../../src/local-api/hosts/node/test-server.ts'

const LINES = 50_000
const LINE_BYTES = 4_000
const LIMIT_MB = 300
const BOUNDARY = 'upload-memory'

const Identified = z.object({ id: z.string() })
const Batch = z.object({
  id: z.string(),
  status: z.string(),
  output_file_id: z.string(),
  request_counts: z.object({ completed: z.number() }),
})

function memoryOf(processId: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${processId}/status`, 'utf8')
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1024
}

/** A form with a file of 50,000 valid requests, a thousand lines at a time. */
function* formPieces(): Generator<string> {
  yield `--${BOUNDARY}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nbatch\r\n`
  yield `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="large.jsonl"\r\n\r\n`
  const filler = 'An even longer prompt. '.repeat(LINE_BYTES / 20)
  for (let index = 0; index < LINES; index += 1) {
    const head = `{"custom_id":"row-${index}","method":"POST","url":"/v1/chat/completions","body":{"model":"sim/standard","messages":[{"role":"user","content":"`
    const tail = '"}]}}\n'
    yield head + filler.slice(0, LINE_BYTES - head.length - tail.length) + tail
  }
  yield `\r\n--${BOUNDARY}--\r\n`
}

function upload(address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${address}v1/files`, {
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    })
    outgoing.on('error', reject)
    outgoing.on('response', async (incoming) => {
      let text = ''
      for await (const piece of incoming) text += String(piece)
      const parsed = z.safeParse(Identified, JSON.parse(text))
      if (parsed.success) resolve(parsed.data.id)
      else reject(new Error(text))
    })
    const write = async () => {
      for (const piece of formPieces()) {
        if (!outgoing.write(piece)) await new Promise((resume) => outgoing.once('drain', resume))
      }
      outgoing.end()
    }
    write().catch(reject)
  })
}

/** Asks for something small again and again and remembers the longest wait, in milliseconds. */
async function longestWait(address: string, isOver: () => boolean | Promise<boolean>): Promise<number> {
  let longest = 0
  while (!(await isOver())) {
    const begin = performance.now()
    await (await fetch(`${address}v1/files?limit=1`)).text()
    longest = Math.max(longest, performance.now() - begin)
  }
  return longest
}

const directory = createDirectory()
const server = spawnServer({ DATA_DIR: join(directory.path, 'data'), SIM_RATE: '5000' })
const processId = server.child.pid ?? 0
try {
  const address = await addressOf(server)
  console.log(`idle:     ${memoryOf(processId, 'VmRSS').toFixed(0)} MB`)

  let isUploaded = false
  let begin = performance.now()
  const uploading = upload(address).finally(() => {
    isUploaded = true
  })
  const waitDuringUpload = await longestWait(address, () => isUploaded)
  const fileId = await uploading
  const peakDuringUpload = memoryOf(processId, 'VmHWM')
  console.log(
    `upload:   peak ${peakDuringUpload.toFixed(0)} MB, ${((performance.now() - begin) / 1000).toFixed(1)} s, longest wait ${waitDuringUpload.toFixed(0)} ms`,
  )

  const created = await fetch(`${address}v1/batches`, {
    method: 'POST',
    body: JSON.stringify({
      input_file_id: fileId,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    }),
  })
  let batch = z.parse(Batch, await created.json())
  const isPast = (status: string) => async () => {
    batch = z.parse(Batch, await (await fetch(`${address}v1/batches/${batch.id}`)).json())
    return batch.status !== status
  }
  for (const status of ['validating', 'in_progress']) {
    begin = performance.now()
    const wait = await longestWait(address, isPast(status))
    const seconds = ((performance.now() - begin) / 1000).toFixed(1)
    console.log(
      `${status}: peak ${memoryOf(processId, 'VmHWM').toFixed(0)} MB, ${seconds} s, longest wait ${wait.toFixed(0)} ms`,
    )
  }

  begin = performance.now()
  let bytes = 0
  const content = await fetch(`${address}v1/files/${batch.output_file_id}/content`)
  for await (const piece of content.body ?? []) bytes += piece.length
  console.log(
    `download: ${bytes} bytes of ${batch.request_counts.completed} rows, ${((performance.now() - begin) / 1000).toFixed(1)} s, peak ${memoryOf(processId, 'VmHWM').toFixed(0)} MB`,
  )
  if (peakDuringUpload >= LIMIT_MB) {
    console.error(
      `The server needed ${peakDuringUpload.toFixed(0)} MB during the upload; less than ${LIMIT_MB} are allowed.`,
    )
    process.exitCode = 1
  }
} finally {
  server.child.kill()
  await server.exit
  directory.remove()
}
