import type { CDPSession, Page } from '@playwright/test'

/** Reads, decodes and parses a file line by line and does nothing with it: what every check has to do at least. */
const BARE_PARSE = `
  const SLICE = 8 * 1024 * 1024
  addEventListener('message', async ({ data: { file } }) => {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let rest = new Uint8Array(0)
    for (let start = 0; start < file.size; start += SLICE) {
      const slice = new Uint8Array(await file.slice(start, start + SLICE).arrayBuffer())
      let from = 0
      for (let end = slice.indexOf(10); end !== -1; end = slice.indexOf(10, from)) {
        let line = slice.subarray(from, end)
        if (rest.length > 0) {
          const whole = new Uint8Array(rest.length + line.length)
          whole.set(rest)
          whole.set(line, rest.length)
          line = whole
          rest = new Uint8Array(0)
        }
        JSON.parse(decoder.decode(line))
        from = end + 1
      }
      rest = slice.slice(from)
    }
    postMessage({ kind: 'done' })
  })
`

/** As the page asks for it: the parts go to the browser's blob storage. */
const REWRITE = {
  changes: [{ type: 'set_parameter', name: 'temperature', json: '0.5' }],
  context: { knownModels: [], endpoint: null },
  write: { name: 'changed.jsonl', places: { written: null, dropped: null } },
}

const BARE_PARSE_PATH = '/bare-parse.js'
const INPUT_ID = 'file-of-the-benchmark'

/** Workers that read the same file in the same page. */
export interface WorkerRuns {
  /** @returns milliseconds of reading and parsing alone */
  readonly parse: () => Promise<number>
  /** @returns milliseconds of the console's own check, without the start of its worker */
  readonly check: () => Promise<number>
  /** @returns milliseconds of writing the file anew with a change of every line, and of checking what comes out */
  readonly rewrite: (workerUrl: string) => Promise<number>
}

/**
 * Prepares to run the console's worker and a bare one on a file.
 *
 * @param workerUrl of the console's own worker
 */
export async function prepareWorkerRuns(page: Page, workerUrl: string, path: string): Promise<WorkerRuns> {
  await page.route(`**${BARE_PARSE_PATH}`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: BARE_PARSE }),
  )
  await page.evaluate((id) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.id = id
    document.body.append(input)
  }, INPUT_ID)
  await page.locator(`#${INPUT_ID}`).setInputFiles(path)
  const run = (url: string, request: object = {}) =>
    page.evaluate(
      async ([script, id, more]) => {
        const input = document.getElementById(id)
        const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined
        if (file === undefined) throw new Error('No file was chosen.')
        const worker = new Worker(script, { type: 'module' })
        const done = (wanted: File | Blob) =>
          new Promise<void>((resolve, reject) => {
            worker.addEventListener('message', ({ data }) => {
              if (data.kind === 'done') resolve()
              if (data.kind === 'failed') reject(new Error(data.message))
            })
            worker.addEventListener('error', () => reject(new Error('The worker died.')))
            worker.postMessage({ ...more, file: wanted })
          })
        await done(new File(['{}\n'], 'warm-up.jsonl'))
        const startedAt = performance.now()
        await done(file)
        const milliseconds = performance.now() - startedAt
        worker.terminate()
        return milliseconds
      },
      [url, INPUT_ID, request] as const,
    )
  return {
    parse: () => run(BARE_PARSE_PATH),
    check: () => run(workerUrl),
    rewrite: (rewriterUrl) => run(rewriterUrl, REWRITE),
  }
}

/** Heap of the workers of a page, watched until it is told to stop. */
export interface HeapWatch {
  /** @returns the most that one worker used, in bytes: objects and the buffers they hold */
  readonly stop: () => Promise<number>
}

/** Asks every worker of the page for its heap again and again, over the DevTools protocol. */
export async function watchWorkerHeap(page: Page): Promise<HeapWatch> {
  const session: CDPSession = await page.context().newCDPSession(page)
  const workers = new Set<string>()
  let most = 0
  session.on('Target.attachedToTarget', ({ sessionId }) => workers.add(sessionId))
  session.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId))
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const used = /"usedSize":(\d+)/.exec(message)?.[1]
    const held = /"backingStorageSize":(\d+)/.exec(message)?.[1]
    most = Math.max(most, Number(used ?? 0) + Number(held ?? 0))
  })
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  })
  const message = JSON.stringify({ id: 1, method: 'Runtime.getHeapUsage' })
  const timer = setInterval(() => {
    for (const sessionId of workers) {
      session
        .send('Target.sendMessageToTarget', { sessionId, message })
        .catch(() => workers.delete(sessionId))
    }
  }, 20)
  return {
    stop: async () => {
      clearInterval(timer)
      await session.detach()
      return most
    },
  }
}

/**
 * Watches how soon after the choice of a file its kind stands on the page.
 *
 * @param words that name the kind
 */
export async function watchFirstVerdict(
  page: Page,
  words: string,
): Promise<{ readonly milliseconds: () => Promise<number> }> {
  const probe = await page.evaluateHandle((text) => {
    let chosenAt = 0
    document.addEventListener('change', () => (chosenAt = performance.now()), { capture: true, once: true })
    const seen = new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!document.body.textContent.includes(text)) return
        observer.disconnect()
        resolve(performance.now() - chosenAt)
      })
      observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    return { seen }
  }, words)
  return { milliseconds: () => probe.evaluate(({ seen }) => seen) }
}
