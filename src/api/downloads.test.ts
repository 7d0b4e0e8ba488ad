import { afterEach, describe, expect, it, vi } from 'vitest'
import type * as ValueStoreModule from '../lib/value-store.ts'
import type { Connection } from './connection.ts'
import { downloadLines } from './download.ts'
import { type FileFacts, startDownload, startMergedDownload } from './downloads.ts'

const saved = vi.hoisted((): { blob: Blob; name: string }[] => [])
vi.mock('../lib/save-file.ts', () => ({
  saveFile: (blob: Blob, name: string) => {
    saved.push({ blob, name })
  },
}))

/** Every state of the downloads that the page was told of. */
const told = vi.hoisted((): unknown[] => [])
vi.mock('../lib/value-store.ts', async (importOriginal) => {
  const original = await importOriginal<typeof ValueStoreModule>()
  return {
    ...original,
    createValueStore: <Value>(initial: Value) => {
      const store = original.createValueStore(initial)
      store.subscribe(() => told.push(store.get()))
      return store
    },
  }
})

const connection: Connection = { id: 'x', name: 'x', baseUrl: 'http://127.0.0.1:9/v1', apiKey: null }

/** Downloads one line from a server that shows no header, as across origins; the name it is saved under. */
async function savedName(id: string, facts: FileFacts): Promise<string | undefined> {
  vi.useFakeTimers()
  vi.stubGlobal(
    'fetch',
    async (url: string) => new Response(new URL(url).searchParams.has('offset') ? '' : '{"id":"a"}\n'),
  )
  const work = startDownload(downloadLines, connection, id, 'answers', facts)
  await vi.runAllTimersAsync()
  await work
  return saved.pop()?.name
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a saved file', () => {
  it('is called partial while its batch runs, whatever the answer says', async () => {
    expect(await savedName('growing', { growing: true, expectedLines: 1 })).toBe('answers (partial).jsonl')
  })

  it('is called partial when the server gives fewer lines than the batch counts', async () => {
    expect(await savedName('short', { growing: false, expectedLines: 2 })).toBe('answers (partial).jsonl')
  })

  it('has its plain name when it is whole, or nobody knows better', async () => {
    expect(await savedName('whole', { growing: false, expectedLines: 1 })).toBe('answers.jsonl')
    expect(await savedName('unknown', { growing: false, expectedLines: null })).toBe('answers.jsonl')
  })
})

it('tells of its progress sparingly, however many pieces arrive', async () => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let row = 0; row < 100; row++) controller.enqueue(new TextEncoder().encode(`{"id":${row}}\n`))
        controller.close()
      },
    })
    return new Response(body)
  })
  told.length = 0
  await startDownload(downloadLines, connection, 'pieces', 'answers', { growing: false, expectedLines: 100 })
  expect(saved.pop()?.name).toBe('answers.jsonl')
  // Its start, the first piece and its end: the clock stands still meanwhile.
  expect(told).toHaveLength(3)
})

describe('several files saved as one', () => {
  const texts: Readonly<Record<string, string>> = {
    one: '{"id":"a"}',
    two: '{"id":"b"}\n{"id":"c"}\n',
    none: '',
  }
  const whole = { growing: false, expectedLines: null }

  async function merge(files: Parameters<typeof startMergedDownload>[4]) {
    vi.useFakeTimers()
    vi.stubGlobal('fetch', async (url: string) => {
      const { pathname, searchParams } = new URL(url)
      const fileId = pathname.split('/').at(-2) ?? ''
      return new Response(searchParams.has('offset') ? '' : texts[fileId])
    })
    const work = startMergedDownload(downloadLines, connection, 'merged', 'answers', files)
    await vi.runAllTimersAsync()
    const outcome = await work
    const last = saved.pop()
    return { outcome, name: last?.name, text: await last?.blob.text() }
  }

  it('stand one after the other, each line by itself', async () => {
    const { outcome, name, text } = await merge([
      { fileId: 'one', ...whole },
      { fileId: 'none', ...whole },
      { fileId: 'two', ...whole },
    ])
    expect(text).toBe('{"id":"a"}\n{"id":"b"}\n{"id":"c"}\n')
    expect(name).toBe('answers.jsonl')
    expect(outcome).toMatchObject({ state: 'saved', bytes: 33, extent: { kind: 'whole' } })
  })

  it('are partial as soon as one of them is', async () => {
    const growing = await merge([
      { fileId: 'one', ...whole },
      { fileId: 'two', growing: true, expectedLines: null },
    ])
    expect(growing.name).toBe('answers (partial).jsonl')
    const short = await merge([
      { fileId: 'one', growing: false, expectedLines: 2 },
      { fileId: 'two', growing: false, expectedLines: 2 },
    ])
    expect(short.outcome).toMatchObject({ extent: { kind: 'short', lines: 1, expectedLines: 2 } })
  })
})
