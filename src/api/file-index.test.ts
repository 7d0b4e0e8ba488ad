import { QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Connection } from './connection.ts'
import { fileIndexQuery, forgetFile, readAllFilesAgain } from './file-index.ts'

interface WireFile {
  id: string
  bytes: number
  created_at: number
  filename: string
  purpose: string
}

const filesOf = (count: number): WireFile[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `f${count - index}`,
    bytes: 10,
    created_at: 1000 + count - index,
    filename: `${count - index}.jsonl`,
    purpose: 'batch',
  }))

/** A server with these files that keeps a note of every cursor and forgets what was deleted. */
function serve(files: WireFile[]): (string | null)[] {
  const asked: (string | null)[] = []
  vi.stubGlobal('fetch', async (address: string) => {
    const { searchParams } = new URL(address)
    const after = searchParams.get('after')
    asked.push(after)
    const from = files.findIndex(({ id }) => id === after) + 1
    if (after && from === 0) return Response.json({ error: { message: 'No such cursor.' } }, { status: 400 })
    const data = files.slice(from, from + 100)
    return Response.json({ data, last_id: data.at(-1)?.id, has_more: from + data.length < files.length })
  })
  return asked
}

let connections = 0
function open() {
  connections += 1
  const connection: Connection = {
    id: `f${connections}`,
    name: 'x',
    baseUrl: 'http://127.0.0.1:9/v1',
    apiKey: null,
  }
  const client = new QueryClient()
  return { connection, look: () => client.query({ ...fileIndexQuery(connection), staleTime: 0 }) }
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the index of files', () => {
  it('holds all of them, and takes one request to look again', async () => {
    const asked = serve(filesOf(230))
    const { look } = open()
    expect(await look()).toBe(230)
    expect(asked).toHaveLength(3)
    expect(await look()).toBe(230)
    expect(asked).toHaveLength(4)
  })

  it('learns of new files, and of deleted ones by being told or by reading all again', async () => {
    const files = filesOf(230)
    serve(files)
    const { connection, look } = open()
    await look()
    const [newest] = filesOf(231)
    if (newest) files.unshift(newest)
    expect(await look()).toBe(231)
    files.splice(200, 2)
    forgetFile(connection, 'f31')
    expect(await look()).toBe(230)
    readAllFilesAgain(connection)
    expect(await look()).toBe(229)
  })

  it('goes on where a reading was cut, also when the file it stopped at is gone', async () => {
    const files = filesOf(230)
    serve(files)
    const { look } = open()
    const answer = globalThis.fetch
    vi.stubGlobal('fetch', async (address: string) => {
      if (new URL(address).searchParams.get('after') === 'f31') throw new TypeError('cut')
      return answer(address)
    })
    await expect(look()).rejects.toMatchObject({ kind: 'network' })
    files.splice(199, 1)
    vi.stubGlobal('fetch', answer)
    expect(await look()).toBe(229)
  })

  it('does not run for ever on a server that knows no cursor', async () => {
    const files = filesOf(100)
    let requests = 0
    vi.stubGlobal('fetch', async () => {
      requests += 1
      return Response.json({ data: files, last_id: 'f1', has_more: true })
    })
    expect(await open().look()).toBe(100)
    expect(requests).toBe(2)
  })
})
