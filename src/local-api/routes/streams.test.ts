import { afterEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '../store/memory/memory-store.ts'
import { createHarness, linesOfBody, requestLine, textAt, type Harness } from '../testing/harness.ts'

let harness: Harness

afterEach(() => harness.stop())

/** A store that counts how often it is read. */
class CountingStore extends MemoryStore {
  reads = 0

  override async readSlice(fileId: string, start: number, length: number): Promise<Uint8Array> {
    this.reads += 1
    return super.readSlice(fileId, start, length)
  }
}

function rows(count: number, mark = '') {
  return Array.from({ length: count }, (_, index) => requestLine(`row-${index}${mark}`))
}

describe('a page of results', () => {
  it('is read as fast as the client takes it', async () => {
    const store = new CountingStore()
    harness = createHarness({ openStore: () => store })
    const batch = await harness.start(rows(50))
    await harness.advance(60)
    const before = store.reads
    const response = await harness.call('GET', `/batches/${textAt(batch, 'id')}/results`)
    expect(store.reads - before).toBeLessThan(3)
    expect(await linesOfBody(response)).toHaveLength(50)
    expect(store.reads - before).toBe(50)
  })
})

describe('a download whose lines vanish', () => {
  it('breaks when the batch is deleted', async () => {
    harness = createHarness()
    const batch = await harness.start(rows(400))
    await harness.advance(120)
    const response = await harness.call('GET', `/files/${textAt(batch, 'output_file_id')}/content`)
    expect((await harness.call('DELETE', `/batches/${textAt(batch, 'id')}`)).status).toBe(204)
    await expect(response.text()).rejects.toThrow('Lines were removed while they were read.')
  })

  it('breaks when failed rows are retried', async () => {
    harness = createHarness()
    const batch = await harness.start(rows(400, '~timeout'))
    await harness.advance(120)
    const response = await harness.call('GET', `/files/${textAt(batch, 'error_file_id')}/content`)
    await harness.json('POST', `/batches/${textAt(batch, 'id')}/retry`)
    await expect(response.text()).rejects.toThrow('Lines were removed while they were read.')
  })

  it('is whole when nothing vanishes, however long its lines are', async () => {
    harness = createHarness()
    const input = Array.from({ length: 20 }, (_, index) => `text ${index}`)
    const lines = Array.from({ length: 45 }, (_, index) =>
      requestLine(
        `row-${index}`,
        index % 2 === 0 ? { input } : { input: 'short', dimensions: 4 },
        '/v1/embeddings',
      ),
    )
    const batch = await harness.start(lines, { endpoint: '/v1/embeddings' })
    await harness.advance(60)
    const response = await harness.call('GET', `/files/${textAt(batch, 'output_file_id')}/content`)
    const ids = (await linesOfBody(response)).map((line) => textAt(line, 'custom_id'))
    expect(ids.toSorted()).toEqual(lines.map((line) => line.custom_id).toSorted())
  })
})

describe('a body that is too long', () => {
  it.each(['/batches', '/chat/completions'])('is refused by %s, announced or not', async (path) => {
    harness = createHarness()
    const body = { model: 'm', filler: 'x'.repeat(10_100_000) }
    const announced = await harness.call('POST', path, {}, { 'content-length': '10100000' })
    expect(announced.status).toBe(413)
    expect((await harness.call('POST', path, body)).status).toBe(413)
  })

  it('may have the size of the largest request when it is one', async () => {
    harness = createHarness()
    const messages = [{ role: 'user', content: 'A long story. '.repeat(700_000) }]
    expect((await harness.call('POST', '/chat/completions', { model: 'm', messages })).status).toBe(200)
  })
})
