import { describe, expect, it } from 'vitest'
import type { ResultsStatus, SyncPhase } from '~/results/status'
import { rowsKnown } from './rows-known'

const complete: SyncPhase = { kind: 'complete' }

/** How many rows are known of a batch of which 40 can be listed. */
function known(input: ResultsStatus['input'], phase: SyncPhase, total: number): number | null {
  return rowsKnown({ ...status, input, phase }, total)
}

const status: ResultsStatus = {
  phase: complete,
  batchRuns: false,
  rowsRead: 40,
  rowsTotal: 100,
  rowsListed: 40,
  outcomes: {
    succeeded: 40,
    failed: 0,
    truncated: 0,
    refused: 0,
    empty: 0,
    invalid_json: 0,
    pending: 0,
    cancelled: 0,
    missing: 0,
  },
  input: 'read',
  inputProblem: null,
  wholeFilesOnly: false,
  unreadableLines: 0,
  lastRowAt: null,
  keeping: 'device',
  version: '1',
}

describe('rows of a batch', () => {
  it('are those of the input file once that is read', () => {
    expect(known('read', { kind: 'live' }, 0)).toBe(40)
  })

  it('are as many as the server counts until then', () => {
    expect(known('reading', { kind: 'live' }, 100)).toBe(100)
    expect(known('reading', { kind: 'live' }, 30)).toBe(40)
    expect(known('reading', { kind: 'live' }, 0)).toBeNull()
  })

  it('are those with a result where the input file is gone, once all results are read', () => {
    expect(known('unavailable', { kind: 'reading' }, 100)).toBe(100)
    expect(known('unavailable', complete, 100)).toBe(40)
    expect(known('unavailable', { kind: 'gone', message: 'Deleted.' }, 100)).toBe(40)
  })
})
