import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Connection } from './connection.ts'
import { type FileFacts, startDownload } from './downloads.ts'

const saved = vi.hoisted((): { name: string }[] => [])
vi.mock('../lib/save-file.ts', () => ({
  saveFile: (_blob: Blob, name: string) => {
    saved.push({ name })
  },
}))

const connection: Connection = { id: 'x', name: 'x', baseUrl: 'http://127.0.0.1:9/v1', apiKey: null }

/** Downloads one line from a server that shows no header, as across origins; the name it is saved under. */
async function savedName(id: string, facts: FileFacts): Promise<string | undefined> {
  vi.useFakeTimers()
  vi.stubGlobal(
    'fetch',
    async (url: string) => new Response(new URL(url).searchParams.has('offset') ? '' : '{"id":"a"}\n'),
  )
  const work = startDownload(connection, id, 'answers', facts)
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
