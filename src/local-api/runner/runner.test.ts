import { expect, test } from 'vitest'
import { MemoryStore } from '../store/memory/memory-store.ts'
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
