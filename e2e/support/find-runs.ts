import type { Page } from '@playwright/test'
import type { Batch } from '../../src/contract/batch.ts'
import { ALL_ROWS, type RowQuery } from '../../src/results/row-query.ts'

/**
 * Reads the stored lines of all batches in pieces, decodes them and looks for a text: what every search has to do at
 * least.
 */
const BARE_SCAN = `
  const PIECE = 1024 * 1024
  async function opened(handle) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await handle.createSyncAccessHandle()
      } catch (error) {
        if (attempt === 100) throw error
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  }
  addEventListener('message', async ({ data: text }) => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('results-1')
    const files = []
    for await (const folder of root.values()) {
      for (const name of ['requests', 'results']) {
        for await (const entry of folder.values()) if (entry.name.startsWith(name)) files.push(await opened(entry))
      }
    }
    const decoder = new TextDecoder()
    const buffer = new Uint8Array(PIECE)
    const startedAt = performance.now()
    let bytes = 0
    let hits = 0
    for (const file of files) {
      const size = file.getSize()
      for (let at = 0; at < size; at += PIECE) {
        const got = file.read(buffer.subarray(0, Math.min(PIECE, size - at)), { at })
        bytes += got
        if (decoder.decode(buffer.subarray(0, got)).includes(text)) hits += 1
      }
    }
    const milliseconds = performance.now() - startedAt
    for (const file of files) file.close()
    postMessage({ milliseconds, bytes, hits })
  })
`

const BARE_SCAN_PATH = '/bare-scan.js'

/** How long something took until the first rows were told, and until all were; in milliseconds. */
interface FindTimes {
  readonly first: number
  readonly all: number
  readonly matched: number
}

/** Runs in the same page, on rows that are kept on this device. */
export interface FindRuns {
  /** A bare scan of the stored lines. */
  readonly bare: (text: string) => Promise<{ readonly milliseconds: number; readonly bytes: number }>
  /** The console's own worker, opened anew, asked one query after the other. */
  readonly find: (queries: readonly Partial<RowQuery>[]) => Promise<readonly FindTimes[]>
}

/**
 * @param workerUrl of the console's own worker
 * @param key bearer key
 */
export async function prepareFindRuns(
  page: Page,
  workerUrl: string,
  batch: Batch,
  key: string,
): Promise<FindRuns> {
  await page.route(`**${BARE_SCAN_PATH}`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: BARE_SCAN }),
  )
  const bare = (text: string) =>
    page.evaluate(
      ({ script, words }) =>
        new Promise<{ milliseconds: number; bytes: number }>((resolve, reject) => {
          const worker = new Worker(script)
          worker.addEventListener('message', ({ data }) => {
            worker.terminate()
            resolve(data)
          })
          worker.addEventListener('error', () => reject(new Error('The bare worker died.')))
          worker.postMessage(words)
        }),
      { script: BARE_SCAN_PATH, words: text },
    )
  const find = (queries: readonly Partial<RowQuery>[]) =>
    page.evaluate(
      async ({ script, shown, apiKey, asked }) => {
        const worker = new Worker(script, { type: 'module' })
        const heard = (wanted: (data: MessageEvent['data']) => boolean) =>
          new Promise<MessageEvent['data']>((resolve) => {
            const listen = ({ data }: MessageEvent) => {
              if (!wanted(data)) return
              worker.removeEventListener('message', listen)
              resolve(data)
            }
            worker.addEventListener('message', listen)
          })
        const connection = { id: 'bench', name: 'Bench', baseUrl: `${location.origin}/v1`, apiKey }
        worker.postMessage({ kind: 'open', connection, answer: { batch: shown, answeredAt: 1 } })
        worker.postMessage({ kind: 'resume' })
        await heard(
          ({ kind, status }) =>
            kind === 'status' && status.phase.kind === 'complete' && status.input === 'read',
        )
        const times = []
        let id = 0
        for (const query of asked) {
          const startedAt = performance.now()
          let first = 0
          let since = ''
          for (;;) {
            id += 1
            const awaited = id
            worker.postMessage({
              kind: 'ask',
              id,
              question: { kind: 'found', listing: { query, prices: [] }, since },
            })
            const { reply } = await heard((data) => data.id === awaited)
            since = reply.found.stamp
            if (first === 0 && reply.found.matched > 0) first = performance.now() - startedAt
            if (reply.found.isSearching) continue
            times.push({ first, all: performance.now() - startedAt, matched: reply.found.matched })
            break
          }
        }
        worker.postMessage({ kind: 'close' })
        return times
      },
      {
        script: workerUrl,
        shown: batch,
        apiKey: key,
        asked: queries.map((query) => ({ ...ALL_ROWS, ...query })),
      },
    )
  return { bare, find }
}
