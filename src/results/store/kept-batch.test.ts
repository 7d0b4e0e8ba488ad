import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { Batch } from '../../contract/batch.ts'
import { FakeDisk } from '../testing/fake-disk.ts'
import { Journal } from './journal.ts'
import { batchInJournal } from './kept-batch.ts'

const batch = z.parse(Batch, { id: 'b', status: 'completed', metadata: { batch_description: 'Flüsse' } })
const headOf = (kept: unknown) => JSON.stringify({ requests: [], state: { plan: { batch: kept } } })

describe('the batch beside its kept rows', () => {
  it('is the one of the last whole block', async () => {
    const disk = new FakeDisk()
    const journal = new Journal(disk.open().journal)
    journal.writeBlock(headOf({ ...batch, status: 'in_progress' }))
    journal.writeBlock(headOf(batch))
    const whole = disk.journal.bytes.slice()
    expect(await batchInJournal(new Blob([whole]))).toEqual(batch)
    const cut = new Blob([whole.subarray(0, -1)])
    expect((await batchInJournal(cut))?.status).toBe('in_progress')
    whole[whole.length - 1] = 7
    expect((await batchInJournal(new Blob([whole])))?.status).toBe('in_progress')
  })

  it('is found without reading the rows before it', async () => {
    const disk = new FakeDisk()
    const journal = new Journal(disk.open().journal)
    journal.writeBlock(headOf({ ...batch, metadata: { long: 'x'.repeat(100_000) } }))
    journal.writeBlock(headOf(batch))
    let read = 0
    class CountedBlob extends Blob {
      override slice(start: number, end: number): Blob {
        const part = super.slice(start, end)
        read += part.size
        return part
      }
      override arrayBuffer(): Promise<ArrayBuffer> {
        throw new Error('All of it was read.')
      }
    }
    expect(await batchInJournal(new CountedBlob([disk.journal.bytes.slice()]))).toEqual(batch)
    expect(read).toBeLessThan(10_000)
  })

  it('is not there where nothing is, or something else', async () => {
    expect(await batchInJournal(new Blob())).toBeNull()
    expect(await batchInJournal(new Blob([new Uint8Array(200).fill(7)]))).toBeNull()
    const disk = new FakeDisk()
    new Journal(disk.open().journal).writeBlock('{"state":{"plan":{"batch":"no batch"}}}')
    expect(await batchInJournal(new Blob([disk.journal.bytes.slice()]))).toBeNull()
  })
})
