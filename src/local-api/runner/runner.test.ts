import { expect, test } from 'vitest'
import { MemoryStore } from '../store/memory/memory-store.ts'
import type { BatchRecord, FinishedRequest } from '../store/records.ts'
import { StorageFailure } from '../store/store.ts'
import { createHarness, requestLine, textAt } from '../testing/harness.ts'

/** A store that takes its time to hand out request lines, so that other batches move on meanwhile. */
class SlowStore extends MemoryStore {
  override async readSlice(fileId: string, start: number, length: number): Promise<Uint8Array> {
    for (let turns = 0; turns < 50; turns += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, 0)
      })
    }
    return super.readSlice(fileId, start, length)
  }
}

test('a batch whose check ends while another one is answered is not checked again', async () => {
  const harness = createHarness({ openStore: () => new SlowStore() })
  const rows = Array.from({ length: 300 }, (_, index) => requestLine(`row-${index}`))
  await harness.start(rows)
  await harness.advance(1)
  const later = await harness.start([requestLine('a'), requestLine('b')])
  await harness.advance(600)
  expect(await harness.json('GET', `/batches/${textAt(later, 'id')}`)).toMatchObject({
    status: 'completed',
    request_counts: { total: 2, completed: 2, failed: 0 },
  })
  await harness.stop()
})

/** A store whose disk is full for a while. */
class FullStore extends MemoryStore {
  refusals = 0

  override finish(batch: BatchRecord, finished: readonly FinishedRequest[]): void {
    if (this.refusals > 0) {
      this.refusals -= 1
      throw new StorageFailure('database or disk is full')
    }
    super.finish(batch, finished)
  }
}

test('rows that could not be kept run again once there is room', async () => {
  const store = new FullStore()
  const faults: unknown[] = []
  const harness = createHarness({ openStore: () => store, onFault: (error) => faults.push(error) })
  const batch = await harness.start([requestLine('a'), requestLine('b'), requestLine('c')])
  store.refusals = 2
  for (let time = 0; time < 3; time += 1) await harness.advance(60)
  expect(store.refusals).toBe(0)
  expect(faults).toEqual([new StorageFailure('database or disk is full')])
  expect(await harness.json('GET', `/batches/${textAt(batch, 'id')}`)).toMatchObject({
    status: 'completed',
    request_counts: { total: 3, completed: 3, failed: 0 },
  })
  await harness.stop()
})

/** A store that loses its contents for a while. */
class ForgetfulStore extends MemoryStore {
  isLost = false

  override async readSlice(fileId: string, start: number, length: number): Promise<Uint8Array> {
    if (this.isLost) throw new Error('The disk is gone.')
    return super.readSlice(fileId, start, length)
  }
}

test('a batch that the server gave up can be run again, with all rows that are left', async () => {
  const store = new ForgetfulStore()
  const faults: unknown[] = []
  const harness = createHarness({ openStore: () => store, onFault: (error) => faults.push(error) })
  const rows = Array.from({ length: 40 }, (_, index) => requestLine(`row-${index}`))
  const path = `/batches/${textAt(await harness.start(rows), 'id')}`
  await harness.advance(3)
  store.isLost = true
  await harness.advance(1)
  expect(await harness.json('GET', path)).toMatchObject({
    status: 'failed',
    errors: { data: [{ code: 'server_error' }] },
  })
  expect(faults).toEqual([new Error('The disk is gone.')])
  store.isLost = false
  expect(await harness.json('POST', `${path}/retry`)).toMatchObject({ status: 'in_progress', errors: null })
  await harness.advance(60)
  expect(await harness.json('GET', path)).toMatchObject({
    status: 'completed',
    request_counts: { total: 40, completed: 40, failed: 0 },
  })
  await harness.stop()
})

test('a batch that was cancelled before its file was checked starts over when it is retried', async () => {
  const harness = createHarness()
  const created = await harness.start([requestLine('a'), requestLine('b')])
  const path = `/batches/${textAt(created, 'id')}`
  await harness.json('POST', `${path}/cancel`)
  await harness.advance(3_600)
  expect(await harness.json('GET', path)).toMatchObject({ status: 'cancelled', request_counts: { total: 0 } })
  await harness.setRate(0)
  expect(await harness.json('POST', `${path}/retry`)).toMatchObject({
    status: 'validating',
    cancelled_at: null,
  })
  await harness.advance(5)
  expect(await harness.json('GET', path)).toMatchObject({
    status: 'in_progress',
    request_counts: { total: 2, completed: 0 },
  })
  const { in_progress_at: startedAt, created_at: createdAt } = await harness.json('GET', path)
  expect(Number(startedAt) - Number(createdAt)).toBeGreaterThanOrEqual(3_600)
  await harness.setRate(10)
  await harness.advance(30)
  expect(await harness.json('GET', path)).toMatchObject({ status: 'completed' })
  await harness.stop()
})

/** A store that remembers how many bytes of requests and of answers it was asked for at a time. */
class WatchfulStore extends MemoryStore {
  longestRead = 0
  mostBytesKept = 0

  override async readSlice(fileId: string, start: number, length: number): Promise<Uint8Array> {
    this.longestRead = Math.max(this.longestRead, length)
    return super.readSlice(fileId, start, length)
  }

  override finish(batch: BatchRecord, finished: readonly FinishedRequest[]): void {
    const bytes = finished.reduce((sum, { line }) => sum + line.length, 0)
    this.mostBytesKept = Math.max(this.mostBytesKept, bytes)
    super.finish(batch, finished)
  }
}

test('few long requests are answered at a time', async () => {
  const store = new WatchfulStore()
  const harness = createHarness({ openStore: () => store })
  const content = 'A long story. '.repeat(70_000)
  const rows = Array.from({ length: 12 }, (_, index) =>
    requestLine(`row-${index}`, { messages: [{ role: 'user', content }] }),
  )
  const batch = await harness.start(rows)
  await harness.advance(60)
  expect(store.longestRead).toBeLessThan(4_100_000)
  expect(await harness.json('GET', `/batches/${textAt(batch, 'id')}`)).toMatchObject({ status: 'completed' })
  await harness.stop()
})

test('few long answers are kept at a time', async () => {
  const store = new WatchfulStore()
  const harness = createHarness({ openStore: () => store })
  const input = Array.from({ length: 60 }, (_, index) => `text ${index}`)
  const rows = Array.from({ length: 12 }, (_, index) =>
    requestLine(`row-${index}`, { input }, '/v1/embeddings'),
  )
  const batch = await harness.start(rows, { endpoint: '/v1/embeddings' })
  await harness.advance(60)
  expect(store.mostBytesKept).toBeLessThan(5_500_000)
  expect(await harness.json('GET', `/batches/${textAt(batch, 'id')}`)).toMatchObject({ status: 'completed' })
  await harness.stop()
})
