import type { Page } from '@playwright/test'
import type { Batch } from '../../src/contract/batch.ts'
import { ALL_ROWS } from '../../src/results/row-query.ts'

/**
 * Fetches files, cuts them into lines, decodes and parses each: what every reader has to do at least. With a folder it
 * also writes the lines there, two mebibytes at a time.
 */
const BARE_READ = `
  const PIECE = 2 * 1024 * 1024
  async function readFile(url, key, file) {
    const decoder = new TextDecoder()
    const response = await fetch(url, { headers: { Authorization: 'Bearer ' + key } })
    const reader = response.body.getReader()
    const buffer = new Uint8Array(PIECE)
    let pieces = []
    let used = 0
    let at = 0
    const keep = (line) => {
      if (used + line.length > PIECE) {
        file.write(buffer.subarray(0, used), { at })
        at += used
        used = 0
      }
      buffer.set(line, used)
      used += line.length
    }
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      let from = 0
      for (let end = value.indexOf(10); end !== -1; end = value.indexOf(10, from)) {
        let line = value.subarray(from, end)
        if (pieces.length > 0) {
          pieces.push(line)
          const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
          let place = 0
          for (const piece of pieces) {
            whole.set(piece, place)
            place += piece.length
          }
          pieces = []
          line = whole
        }
        JSON.parse(decoder.decode(line))
        if (file !== null) keep(line)
        from = end + 1
      }
      if (from < value.length) pieces.push(value.subarray(from))
    }
    if (file !== null) file.write(buffer.subarray(0, used), { at })
  }
  addEventListener('message', async ({ data: { urls, key, writes } }) => {
    const root = await navigator.storage.getDirectory()
    const startedAt = performance.now()
    await Promise.all(urls.map(async (url, index) => {
      if (!writes) return readFile(url, key, null)
      const handle = await root.getFileHandle('bare-' + index, { create: true })
      const file = await handle.createSyncAccessHandle()
      await readFile(url, key, file)
      file.close()
      await root.removeEntry('bare-' + index)
    }))
    postMessage(performance.now() - startedAt)
  })
`

const BARE_READ_PATH = '/bare-read.js'

/** Workers that read the files of the same batch in the same page. All figures in milliseconds. */
export interface ResultRuns {
  /** Fetching and parsing alone. */
  readonly parse: () => Promise<number>
  /** The same, and writing to the private file system. */
  readonly parseAndWrite: () => Promise<number>
  /** The console's own worker from nothing to all rows; then a window of 64 rows, the median of many places. */
  readonly sync: () => Promise<{ readonly milliseconds: number; readonly window: number }>
}

/**
 * Prepares to run the console's worker and a bare one on a batch.
 *
 * @param workerUrl of the console's own worker
 * @param key bearer key
 */
export async function prepareResultRuns(
  page: Page,
  workerUrl: string,
  batch: Batch,
  key: string,
): Promise<ResultRuns> {
  await page.route(`**${BARE_READ_PATH}`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: BARE_READ }),
  )
  const contents = [batch.input_file_id, batch.output_file_id].map((id) => `/v1/files/${id}/content`)
  const bare = (writes: boolean) =>
    page.evaluate(
      ({ script, urls, apiKey, isWriting }) =>
        new Promise<number>((resolve, reject) => {
          const worker = new Worker(script)
          worker.addEventListener('message', ({ data }) => {
            worker.terminate()
            resolve(data)
          })
          worker.addEventListener('error', () => reject(new Error('The bare worker died.')))
          worker.postMessage({ urls, key: apiKey, writes: isWriting })
        }),
      { script: BARE_READ_PATH, urls: contents, apiKey: key, isWriting: writes },
    )
  const sync = () =>
    page.evaluate(
      async ({ script, shown, apiKey, query }) => {
        // The same server under a name that nothing has been kept under.
        const baseUrl = `${location.origin}/${Math.random()}/../v1`
        const worker = new Worker(script, { type: 'module' })
        const heard = (wanted: (data: MessageEvent['data']) => boolean) =>
          new Promise<void>((resolve) => {
            const listen = ({ data }: MessageEvent) => {
              if (!wanted(data)) return
              worker.removeEventListener('message', listen)
              resolve()
            }
            worker.addEventListener('message', listen)
          })
        const connection = { id: 'bench', name: 'Bench', baseUrl, apiKey }
        const startedAt = performance.now()
        worker.postMessage({ kind: 'open', connection, answer: { batch: shown, answeredAt: 1 } })
        worker.postMessage({ kind: 'resume' })
        await heard(
          ({ kind, status }) =>
            kind === 'status' && status.phase.kind === 'complete' && status.input === 'read',
        )
        const milliseconds = performance.now() - startedAt
        const listing = { query, prices: [] }
        const windows: number[] = []
        for (let id = 1; id <= 41; id += 1) {
          const askedAt = performance.now()
          const from = Math.floor(Math.random() * Math.max(1, shown.request_counts.total - 64))
          worker.postMessage({ kind: 'ask', id, question: { kind: 'rows', from, count: 64, listing } })
          await heard((data) => data.id === id)
          windows.push(performance.now() - askedAt)
        }
        worker.postMessage({ kind: 'close' })
        return { milliseconds, window: windows.sort((a, b) => a - b)[20] ?? 0 }
      },
      { script: workerUrl, shown: batch, apiKey: key, query: ALL_ROWS },
    )
  return { parse: () => bare(false), parseAndWrite: () => bare(true), sync }
}
