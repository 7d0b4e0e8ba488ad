import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { Batch } from '~/contract/batch'
import { NO_ROWS } from '~/domain/results/outcome'
import type { ResultsStatus } from '~/results/status'
import { canBeTriedAgain } from './can-merge'
import { waitWords } from './wait-words'

const batch = z.parse(Batch, {
  id: 'batch_1',
  status: 'completed',
  request_counts: { total: 3, completed: 2, failed: 1 },
})

const status: ResultsStatus = {
  phase: { kind: 'complete' },
  batchRuns: false,
  rowsRead: 3,
  rowsTotal: 3,
  rowsListed: 3,
  outcomes: { ...NO_ROWS, succeeded: 2, failed: 1 },
  input: 'read',
  inputProblem: null,
  wholeFilesOnly: false,
  unreadableLines: 0,
  lastRowAt: null,
  keeping: 'memory',
  version: '1',
}

describe('rows that are still without a usable answer', () => {
  it('are known once the batch has ended and has been read', () => {
    expect(waitWords(batch, { ...status, batchRuns: true }, 1)).toContain('once the batch has ended')
    expect(waitWords(batch, { ...status, phase: { kind: 'reading' } }, 1)).toContain('not all been read')
    expect(waitWords(batch, { ...status, input: 'reading' }, 1)).toContain('not all been read')
  })

  it('are told by the batch that ran them first', () => {
    const again = { ...batch, metadata: { retry_of: 'batch_0' } }
    expect(waitWords(again, status, 0)).toContain('tries rows of another one again')
  })

  it('are none where every row has a usable answer', () => {
    const outcomes = { ...NO_ROWS, succeeded: 3 }
    expect(waitWords(batch, { ...status, outcomes }, null)).toBe(
      'Every row of this batch has a usable answer.',
    )
  })

  it('need the later attempts', () => {
    expect(waitWords(batch, status, null)).toContain('Looking for batches')
    expect(waitWords(batch, status, 0)).toBe('No other batch has tried rows of this one again.')
    expect(waitWords(batch, status, 2)).toContain('once what came of the rows tried again has been read')
  })
})

describe('batches that try rows again', () => {
  it('are looked for once every row is here and some have no usable answer', () => {
    expect(canBeTriedAgain(batch, status)).toBe(true)
    expect(canBeTriedAgain(batch, { ...status, batchRuns: true })).toBe(false)
    expect(canBeTriedAgain(batch, { ...status, input: 'reading' })).toBe(false)
    const outcomes = { ...NO_ROWS, succeeded: 3 }
    expect(canBeTriedAgain(batch, { ...status, outcomes })).toBe(false)
  })

  it('all name the batch that ran the rows first', () => {
    expect(canBeTriedAgain({ ...batch, metadata: { retry_of: 'batch_0' } }, status)).toBe(false)
  })
})
