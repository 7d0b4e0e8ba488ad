import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from './memory/memory-store.ts'
import type { BatchRecord, FileRecord } from './records.ts'
import { SqliteStore } from './sqlite/sqlite-store.ts'
import type { Store } from './store.ts'

const file: FileRecord = {
  id: 'input-1',
  kind: 'input',
  batchId: null,
  filename: 'a.jsonl',
  bytes: 12,
  lineCount: 3,
  createdAt: 1,
  expiresAt: 2,
}

const batch: BatchRecord = {
  id: 'batch-1',
  endpoint: '/v1/chat/completions',
  inputFileId: 'input-1',
  inputDeleted: false,
  outputFileId: 'output-1',
  errorFileId: 'error-1',
  completionWindow: '24h',
  metadata: { batch_description: 'Ünïcode “title”' },
  status: 'in_progress',
  errors: [],
  createdAt: 1,
  inProgressAt: 2,
  expiresAt: 3,
  finalizingAt: null,
  completedAt: null,
  failedAt: null,
  expiredAt: null,
  cancellingAt: null,
  cancelledAt: null,
  counts: { total: 4, completed: 0, failed: 0 },
  lines: { output: { count: 0, bytes: 0 }, error: { count: 0, bytes: 0 } },
  usage: [],
}

const requests = ['Apple', 'pear', 'plum', 'grapple'].map((customId, position) => ({
  position,
  customId,
  model: 'm',
  start: position * 4,
  length: 3,
}))

function positions(store: Store, query: Parameters<Store['requests']>[1]): number[] {
  return store.requests('batch-1', query).map((request) => request.position)
}

function texts(store: Store, kind: 'output' | 'error', query: Parameters<Store['lines']>[2]): string[] {
  return store.lines('batch-1', kind, query).map(({ line }) => line)
}

async function writeContent(store: Store, fileId: string, ...chunks: string[]): Promise<void> {
  const writer = await store.createContent(fileId)
  for (const chunk of chunks) await writer.write(new TextEncoder().encode(chunk))
  await writer.commit()
}

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'store-'))
})

afterEach(() => {
  rmSync(directory, { recursive: true })
})

describe.each([
  ['memory', () => new MemoryStore()],
  ['SQLite', () => new SqliteStore(directory)],
])('a store in %s', (_, open) => {
  let store: Store

  beforeEach(() => {
    store = open()
  })

  afterEach(() => {
    store.close()
  })

  it('keeps files in the order they came, and their changes', async () => {
    store.saveFile(file)
    store.saveFile({ ...file, id: 'input-2' })
    store.saveFile({ ...file, filename: 'renamed.jsonl' })
    expect(store.files().map(({ id, filename }) => [id, filename])).toEqual([
      ['input-1', 'renamed.jsonl'],
      ['input-2', 'a.jsonl'],
    ])
    await store.deleteFile('input-1')
    expect(store.file('input-1')).toBeUndefined()
    expect(store.files()).toHaveLength(1)
  })

  it('gives contents back whole and in slices', async () => {
    await writeContent(store, 'input-1', 'abc\n', 'déf\n', 'ghi')
    expect(await new Response(store.readContent('input-1')).text()).toBe('abc\ndéf\nghi')
    expect(new TextDecoder().decode(await store.readSlice('input-1', 4, 4))).toBe('déf')
    expect(await store.readSlice('input-1', 10, 100)).toHaveLength(2)
  })

  it('finds requests by state and by text in their custom_id', () => {
    store.saveBatch(batch)
    store.addRequests('batch-1', requests)
    store.finish(batch, [{ position: 1, kind: 'output', line: 'one' }])
    expect(positions(store, { limit: 10 })).toEqual([0, 1, 2, 3])
    expect(positions(store, { states: ['pending'], from: 1, limit: 1 })).toEqual([2])
    expect(positions(store, { skip: 1, limit: 2 })).toEqual([1, 2])
    expect(positions(store, { search: 'APPLE', limit: 10 })).toEqual([0, 3])
    expect(positions(store, { search: 'apple', skip: 1, limit: 10 })).toEqual([3])
    expect(store.requests('batch-1', { limit: 1 })).toEqual([
      { ...requests[0], state: 'pending', attempt: 1 },
    ])
  })

  it('keeps lines in order of completion, each file by itself', () => {
    store.saveBatch(batch)
    store.addRequests('batch-1', requests)
    store.finish(batch, [
      { position: 2, kind: 'output', line: 'two' },
      { position: 0, kind: 'error', line: 'zero' },
    ])
    store.finish({ ...batch, status: 'finalizing' }, [{ position: 1, kind: 'output', line: 'one' }])
    expect(texts(store, 'output', { limit: 10 })).toEqual(['two', 'one'])
    expect(texts(store, 'output', { skip: 1, limit: 10 })).toEqual(['one'])
    const [first] = store.lines('batch-1', 'output', { limit: 1 })
    expect(texts(store, 'output', { afterSequence: first?.sequence ?? 0, limit: 10 })).toEqual(['one'])
    expect(texts(store, 'error', { limit: 10 })).toEqual(['zero'])
    expect(store.lineOf('batch-1', 1)).toBe('one')
    expect(store.lineOf('batch-1', 3)).toBeUndefined()
    expect(store.batch('batch-1')?.status).toBe('finalizing')
  })

  it('never lets a request leave two lines, and keeps nothing of a write that fails', () => {
    store.saveBatch(batch)
    store.addRequests('batch-1', requests)
    store.finish(batch, [{ position: 0, kind: 'output', line: 'zero' }])
    const twice = [
      { position: 1, kind: 'output', line: 'one' },
      { position: 0, kind: 'error', line: 'zero again' },
    ] as const
    expect(() => store.finish({ ...batch, status: 'completed' }, twice)).toThrow('Request 0 is not pending.')
    expect(texts(store, 'output', { limit: 10 })).toEqual(['zero'])
    expect(positions(store, { states: ['pending'], limit: 10 })).toEqual([1, 2, 3])
    expect(store.batch('batch-1')?.status).toBe('in_progress')
  })

  it('runs failed and cancelled requests again and takes their errors away', () => {
    store.saveBatch(batch)
    store.addRequests('batch-1', requests)
    store.finish(batch, [
      { position: 0, kind: 'error', line: 'zero' },
      { position: 1, kind: 'error', line: 'öne' },
    ])
    store.cancelPending({ ...batch, status: 'cancelled' })
    expect(positions(store, { states: ['cancelled'], limit: 10 })).toEqual([2, 3])
    const removed: unknown[] = []
    store.reopen('batch-1', [1, 3], (lines) => {
      removed.push(lines)
      return batch
    })
    expect(removed).toEqual([{ rows: 1, bytes: 5 }])
    expect(store.batch('batch-1')).toEqual(batch)
    expect(positions(store, { states: ['pending'], limit: 10 })).toEqual([1, 3])
    expect(store.requests('batch-1', { from: 1, limit: 1 })[0]?.attempt).toBe(2)
    expect(texts(store, 'error', { limit: 10 })).toEqual(['zero'])
    store.finish(batch, [{ position: 1, kind: 'output', line: 'one at last' }])
    expect(store.lineOf('batch-1', 1)).toBe('one at last')
  })

  it('remembers the place of what was deleted', async () => {
    for (const id of ['one', 'two', 'three']) store.saveFile({ ...file, id })
    await store.deleteFile('two')
    expect(store.files().map(({ id }) => id)).toEqual(['one', 'three'])
    expect(store.everyFile().map(({ id }) => id)).toEqual(['one', 'two', 'three'])
    store.saveBatch(batch)
    store.deleteBatch('batch-1')
    expect(store.everyBatch()).toEqual([batch])
  })

  it('forgets a batch with all that belongs to it, but not its input', async () => {
    store.saveFile(file)
    await writeContent(store, 'input-1', 'abc')
    store.saveFile({ ...file, id: 'output-1', kind: 'output', batchId: 'batch-1' })
    store.saveFile({ ...file, id: 'error-1', kind: 'error', batchId: 'batch-1' })
    store.saveBatch(batch)
    store.addRequests('batch-1', requests)
    store.finish(batch, [{ position: 0, kind: 'output', line: 'zero' }])
    store.deleteBatch('batch-1')
    expect(store.batches()).toEqual([])
    expect(store.files().map(({ id }) => id)).toEqual(['input-1'])
    expect(positions(store, { limit: 10 })).toEqual([])
    expect(texts(store, 'output', { limit: 10 })).toEqual([])
    expect(await new Response(store.readContent('input-1')).text()).toBe('abc')
  })
})

describe('SqliteStore', () => {
  it('finds everything again after it was closed', async () => {
    const first = new SqliteStore(directory)
    first.saveFile(file)
    await writeContent(first, 'input-1', 'abc\n')
    first.saveBatch(batch)
    first.addRequests('batch-1', requests)
    first.finish({ ...batch, status: 'finalizing' }, [{ position: 3, kind: 'output', line: 'three' }])
    first.close()
    const second = new SqliteStore(directory)
    expect(second.files()).toEqual([file])
    expect(second.batches()).toEqual([{ ...batch, status: 'finalizing' }])
    expect(texts(second, 'output', { limit: 10 })).toEqual(['three'])
    expect(await new Response(second.readContent('input-1')).text()).toBe('abc\n')
    second.close()
  })

  it('leaves nothing of an upload that was discarded or cut off by a crash', async () => {
    const store = new SqliteStore(directory)
    const writer = await store.createContent('gone')
    await writer.write(new Uint8Array(10))
    await writer.discard()
    writeFileSync(join(directory, 'contents', 'crashed.jsonl.part'), 'half')
    store.close()
    new SqliteStore(directory).close()
    expect(readdirSync(join(directory, 'contents'))).toEqual([])
  })

  it('removes contents whose file was never answered for, and keeps the others', async () => {
    const store = new SqliteStore(directory)
    store.saveFile(file)
    await writeContent(store, 'input-1', 'abc')
    await writeContent(store, 'nobody-knows', 'abc')
    store.close()
    new SqliteStore(directory).close()
    expect(readdirSync(join(directory, 'contents'))).toEqual(['input-1.jsonl'])
  })

  it('opens although a record cannot be read, says which, and keeps its content', async () => {
    const store = new SqliteStore(directory)
    store.saveFile(file)
    store.saveFile({ ...file, id: 'input-2' })
    store.saveBatch(batch)
    await writeContent(store, 'input-1', 'abc')
    store.close()
    const database = new DatabaseSync(join(directory, 'batches.sqlite'))
    database.exec(`UPDATE files SET record = '{"id":"input-1"}' WHERE id = 'input-1'`)
    database.exec(`UPDATE batches SET record = '{' WHERE id = 'batch-1'`)
    database.close()
    const messages: string[] = []
    const second = new SqliteStore(directory, (message) => messages.push(message))
    expect(second.files().map(({ id }) => id)).toEqual(['input-2'])
    expect(second.batches()).toEqual([])
    expect(messages).toEqual([
      expect.stringContaining('files input-1'),
      expect.stringContaining('batches batch-1'),
    ])
    expect(readdirSync(join(directory, 'contents'))).toEqual(['input-1.jsonl'])
    second.close()
  })

  it('never keeps a record that it could not read again', () => {
    const store = new SqliteStore(directory)
    store.saveBatch(batch)
    const counts = { total: 4, completed: Number.NaN, failed: 0 }
    expect(() => store.saveBatch({ ...batch, counts })).toThrow('completed')
    expect(store.batch('batch-1')).toEqual(batch)
    store.close()
  })

  it.runIf(existsSync('/proc/self/fd'))('holds no file open after its slices were read', async () => {
    const store = new SqliteStore(directory)
    const ids = Array.from({ length: 20 }, (_, index) => `input-${index}`)
    for (const id of ids) {
      await writeContent(store, id, 'abc')
      await store.readSlice(id, 0, 3)
    }
    const open = readdirSync('/proc/self/fd').flatMap((descriptor) => {
      try {
        return [readlinkSync(`/proc/self/fd/${descriptor}`)]
      } catch {
        return []
      }
    })
    expect(open.filter((path) => path.startsWith(join(directory, 'contents')))).toEqual([])
    store.close()
  })

  it('is held by one server at a time', () => {
    const store = new SqliteStore(directory)
    expect(() => new SqliteStore(directory)).toThrow('database is locked')
    store.close()
    new SqliteStore(directory).close()
  })
})
