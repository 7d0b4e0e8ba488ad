import * as z from 'zod/mini'
import { expect, it } from 'vitest'
import { Batch } from '../../contract/batch.ts'
import { candidatesFor, inOrder } from './candidates.ts'

const batchOf = (id: string, more: object = {}) => z.parse(Batch, { id, created_at: 5, ...more })
const job = (part: string) => ({ metadata: { job_id: 'job-number-1', job_part: part } })

it('batches of the same file are offered first, then those of the same job, then the newest', () => {
  const batch = batchOf('this', { input_file_id: 'file', ...job('1/2') })
  const others = [
    batchOf('newest'),
    batchOf('part', job('2/2')),
    batch,
    batchOf('twin', { input_file_id: 'file' }),
    batchOf('old', { input_file_id: 'other' }),
  ]
  expect(candidatesFor(batch, others).map(({ other, kinship }) => [other.id, kinship])).toEqual([
    ['twin', 'same_file'],
    ['part', 'same_job'],
    ['newest', 'none'],
    ['old', 'none'],
  ])
  expect(candidatesFor(batchOf('this'), [batchOf('x')])[0]?.kinship).toBe('none')
})

it('the older of two batches is A', () => {
  const older = batchOf('older', { created_at: 1 })
  const newer = batchOf('newer', { created_at: 2 })
  expect(inOrder(newer, older)).toEqual([older, newer])
  expect(inOrder(older, newer)).toEqual([older, newer])
})
