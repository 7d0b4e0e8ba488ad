import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { Batch } from '../contract/batch.ts'
import { StoredFile } from '../contract/file.ts'
import { requestsOf } from './file-requests.ts'

const file = (purpose: string) => z.parse(StoredFile, { id: 'f', purpose })
const batch = (fields: Record<string, unknown>) => z.parse(Batch, { id: 'b', status: 'completed', ...fields })
const counts = (total: number, completed = 0, failed = 0) => ({
  request_counts: { total, completed, failed },
})

describe('the requests of a file', () => {
  it('are those that the server has counted, or that reading it has told', () => {
    expect(requestsOf(file('batch'), [batch(counts(12))], undefined)).toEqual({
      kind: 'known',
      requests: 12,
      isGrowing: false,
    })
    expect(requestsOf(file('batch'), [], 0)).toEqual({ kind: 'known', requests: 0, isGrowing: false })
    expect(requestsOf(file('batch'), [batch(counts(0))], undefined)).toEqual({ kind: 'uncounted' })
  })

  it('are not taken from a batch that was refused or is still looked through', () => {
    const batches = [batch({ ...counts(3), status: 'failed' }), batch({ ...counts(5), status: 'validating' })]
    expect(requestsOf(file('batch'), batches, undefined)).toEqual({ kind: 'uncounted' })
    expect(requestsOf(file('batch'), [...batches, batch(counts(9))], undefined)).toMatchObject({
      requests: 9,
    })
  })

  it('are the completed ones in an output file and the failed ones in an error file', () => {
    const wrote = { ...counts(10, 7, 2), status: 'in_progress' }
    expect(requestsOf(file('batch_output'), [batch({ ...wrote, output_file_id: 'f' })], undefined)).toEqual({
      kind: 'known',
      requests: 7,
      isGrowing: true,
    })
    expect(
      requestsOf(file('batch_error'), [batch({ ...counts(10, 8, 2), error_file_id: 'f' })], undefined),
    ).toEqual({ kind: 'known', requests: 2, isGrowing: false })
  })

  it('are not made up where the batch is not known', () => {
    expect(requestsOf(file('batch_output'), [], undefined).kind).toBe('unknown')
    expect(requestsOf(file('fine-tune'), [batch(counts(3))], undefined).kind).toBe('unknown')
  })
})
