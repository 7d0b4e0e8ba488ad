import * as z from 'zod/mini'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Batch } from '../../contract/batch.ts'
import { folderNameOf } from '../../results/store/device-folders.ts'
import { Journal } from '../../results/store/journal.ts'
import { FakeDisk } from '../../results/testing/fake-disk.ts'
import { keptBatch, keptBatches } from './kept-batch.ts'

const connection = { id: 'mine', name: 'Test', baseUrl: 'https://api.test/v1', apiKey: null }

function journalOf(id: string): Blob {
  const disk = new FakeDisk()
  const batch = z.parse(Batch, { id, status: 'completed' })
  new Journal(disk.open().journal).writeBlock(JSON.stringify({ state: { plan: { batch } } }))
  return new Blob([disk.journal.bytes.slice()])
}

const aboutOf = (batchId: string, openedAt: number, changes: object = {}) =>
  new Blob([
    JSON.stringify({
      baseUrl: connection.baseUrl,
      batchId,
      title: batchId,
      openedAt,
      connectionId: connection.id,
      seenAt: 1000 + openedAt,
      ...changes,
    }),
  ])

function folderOf(name: string, files: Record<string, Blob>) {
  const handles = Object.entries(files).map(([fileName, file]) => ({
    kind: 'file',
    name: fileName,
    getFile: () => Promise.resolve(file),
  }))
  return {
    kind: 'directory',
    name,
    values: () => handles,
    getFileHandle: (wanted: string) => {
      const found = handles.find((handle) => handle.name === wanted)
      return found ? Promise.resolve(found) : Promise.reject(new DOMException('', 'NotFoundError'))
    },
  }
}

function keep(folders: readonly ReturnType<typeof folderOf>[]): void {
  const all = {
    values: () => folders,
    getDirectoryHandle: (wanted: string) => {
      const found = folders.find(({ name }) => name === wanted)
      return found ? Promise.resolve(found) : Promise.reject(new DOMException('', 'NotFoundError'))
    },
  }
  const getDirectory = () => Promise.resolve({ getDirectoryHandle: () => Promise.resolve(all) })
  vi.stubGlobal('navigator', { storage: { getDirectory } })
  vi.stubGlobal('location', { origin: 'https://console.test' })
}

afterEach(() => vi.unstubAllGlobals())

describe('the batches that this device keeps', () => {
  it('are those a connection has seen, opened last first, broken ones left out', async () => {
    keep([
      folderOf('old', { about: aboutOf('a', 1), journal: journalOf('a') }),
      folderOf('new', { about: aboutOf('b', 2, { fileName: 'b.jsonl' }), journal: journalOf('b') }),
      folderOf('no rows', { about: aboutOf('c', 3) }),
      folderOf('no journal', { about: aboutOf('d', 4), journal: new Blob(['something else']) }),
      folderOf('other key', { about: aboutOf('e', 5, { connectionId: 'other' }), journal: journalOf('e') }),
      folderOf('other server', {
        about: aboutOf('f', 6, { baseUrl: 'https://b.test' }),
        journal: journalOf('f'),
      }),
      folderOf('never seen', { about: aboutOf('g', 7, { seenAt: undefined }), journal: journalOf('g') }),
    ])
    const kept = await keptBatches(connection)
    // What was kept before names were is there all the same.
    expect(kept.map(({ batch, answeredAt, fileName }) => [batch.id, answeredAt, fileName])).toEqual([
      ['b', 1002, 'b.jsonl'],
      ['a', 1001, null],
    ])
  })

  it('are read one after the other', async () => {
    const read: string[] = []
    class NotedBlob extends Blob {
      override slice(from: number, to: number): Blob {
        read.push(this.type)
        return super.slice(from, to)
      }
    }
    const folder = (id: string, openedAt: number) =>
      folderOf(id, { about: aboutOf(id, openedAt), journal: new NotedBlob([journalOf(id)], { type: id }) })
    keep([folder('a', 2), folder('b', 1)])
    expect(await keptBatches(connection)).toHaveLength(2)
    expect(read.join('')).toMatch(/^a+b+$/)
  })

  it('are none where the browser keeps nothing', async () => {
    vi.stubGlobal('navigator', {})
    expect(await keptBatches(connection)).toEqual([])
    expect(await keptBatch(connection, 'a')).toBeNull()
  })

  it('open one by one', async () => {
    const name = await folderNameOf(connection.baseUrl, 'a')
    keep([folderOf(name, { about: aboutOf('a', 1), journal: journalOf('a') })])
    expect((await keptBatch(connection, 'a'))?.batch.id).toBe('a')
    expect(await keptBatch(connection, 'b')).toBeNull()
  })
})
