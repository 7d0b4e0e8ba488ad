import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { Batch } from '../../contract/batch.ts'
import { FakeDisk } from '../testing/fake-disk.ts'
import { Journal } from './journal.ts'
import { batchInJournal } from './kept-batch.ts'

const batch = z.parse(Batch, { id: 'b', status: 'completed', metadata: { batch_description: 'Flüsse' } })
const headOf = (kept: unknown) => JSON.stringify({ requests: [], state: { plan: { batch: kept } } })

describe('the batch beside its kept rows', () => {
  it('is the one of the last whole block', () => {
    const disk = new FakeDisk()
    const journal = new Journal(disk.open().journal)
    journal.writeBlock(headOf({ ...batch, status: 'in_progress' }))
    journal.writeBlock(headOf(batch))
    const whole = disk.journal.bytes.slice()
    expect(batchInJournal(whole)).toEqual(batch)
    expect(batchInJournal(whole.subarray(0, -1))?.status).toBe('in_progress')
  })

  it('is not there where nothing is, or something else', () => {
    expect(batchInJournal(new Uint8Array())).toBeNull()
    expect(batchInJournal(new Uint8Array(200).fill(7))).toBeNull()
    const disk = new FakeDisk()
    new Journal(disk.open().journal).writeBlock('{"state":{"plan":{"batch":"no batch"}}}')
    expect(batchInJournal(disk.journal.bytes)).toBeNull()
  })
})
