import { describe, expect, it } from 'vitest'
import { NO_ROWS } from '~/domain/results/outcome'
import type { ResultsStatus, SyncPhase } from '~/results/status'
import { spokenStatus, statusWords } from './status-words'

function statusWith(phase: SyncPhase, fields: Partial<ResultsStatus> = {}): ResultsStatus {
  return {
    phase,
    batchRuns: phase.kind === 'live',
    rowsRead: 3120,
    rowsTotal: 10_000,
    rowsListed: 10_000,
    outcomes: NO_ROWS,
    input: 'read',
    inputProblem: null,
    wholeFilesOnly: false,
    unreadableLines: 0,
    lastRowAt: 98_000,
    keeping: 'device',
    version: '1',
    ...fields,
  }
}

function words(phase: SyncPhase, fields: Partial<ResultsStatus> = {}): string {
  return statusWords(statusWith(phase, fields), false, 100_000).main
}

function notes(fields: Partial<ResultsStatus>): string[] {
  return statusWords(statusWith({ kind: 'live' }, fields), false, 100_000).notes
}

describe('the status line', () => {
  it('says how far a running batch has been read', () => {
    expect(words({ kind: 'live' })).toBe(
      '3,120 of 10,000 read; the batch is still running; last row 2 s ago.',
    )
    expect(words({ kind: 'live' }, { rowsRead: 0 })).toBe('No results yet; the batch is still running.')
  })

  it('says since when a silent server holds up the reading, and only where there is something to read', () => {
    const silent = (phase: SyncPhase) => statusWords(statusWith(phase), false, 100_000, '18:56:09').main
    const paused =
      '3,120 of 10,000 read. Reading is paused: the server has not answered since 18:56:09. It goes on by itself.'
    const retrying = { kind: 'retrying', retryAt: 108_000, attempts: 1, message: 'No answer.' } as const
    for (const phase of [{ kind: 'live' }, { kind: 'reading' }, retrying] as const)
      expect(silent(phase)).toBe(paused)
    expect(silent({ kind: 'complete' })).toBe(words({ kind: 'complete' }))
    expect(silent({ kind: 'gone', message: 'It was deleted.' })).not.toContain('paused')
  })

  it('explains a server that hands out results only at the end', () => {
    const { main } = statusWords(statusWith({ kind: 'live' }, { rowsRead: 0 }), true, 0)
    expect(main).toContain('when it has ended')
  })

  it('says "all" only of what is complete', () => {
    const phases: SyncPhase[] = [
      { kind: 'live' },
      { kind: 'reading' },
      { kind: 'checking' },
      { kind: 'short', lacking: 2 },
      { kind: 'retrying', retryAt: 108_000, attempts: 1, message: 'The server is busy.' },
      { kind: 'needs_key', message: 'The key is refused.' },
      { kind: 'gone', message: 'It was deleted.' },
    ]
    for (const phase of phases) expect(words(phase, { rowsRead: 10_000 })).not.toMatch(/\ball\b/i)
    expect(words({ kind: 'complete' }, { rowsRead: 10_000 })).toBe('All 10,000 rows are here.')
  })

  it('says which rows have no result in the end', () => {
    expect(words({ kind: 'complete' }, { outcomes: { ...NO_ROWS, cancelled: 6880 } })).toBe(
      'All 3,120 results are here; 6,880 rows were cancelled before they ran.',
    )
    expect(words({ kind: 'complete' }, { rowsRead: 9999 })).toBe(
      'All 9,999 results are here; 1 row was never run.',
    )
  })

  it('does not call nothing "all"', () => {
    expect(words({ kind: 'complete' }, { rowsRead: 0 })).toBe('No row of this batch ran.')
    expect(words({ kind: 'complete' }, { rowsRead: 0, rowsTotal: 0 })).toBe('This batch has no rows.')
  })

  it('says once what is in the way of results and requests', () => {
    const message = 'The key is refused.'
    const refused = statusWith({ kind: 'needs_key', message }, { inputProblem: message, input: 'reading' })
    expect(statusWords(refused, false, 0).notes).toEqual([])
    expect(notes({ inputProblem: message })).toEqual([message])
  })

  it('counts down to the next try', () => {
    const busy = { kind: 'retrying', retryAt: 108_000, attempts: 1, message: 'The server is busy.' } as const
    expect(words(busy)).toBe('3,120 of 10,000 read. The server is busy. Trying again in 8 s.')
    expect(words({ ...busy, retryAt: 100_000 })).toContain('Trying again now.')
  })

  it('notes what else to know', () => {
    expect(notes({})).toEqual([])
    expect(notes({ input: 'unavailable' })).toEqual([expect.stringContaining('order of arrival')])
    expect(notes({ input: 'reading', rowsListed: 400 })).toEqual(['Requests are being read: 400 of 10,000.'])
    expect(notes({ wholeFilesOnly: true, unreadableLines: 2 })).toHaveLength(2)
    expect(notes({ keeping: 'memory' })).toEqual([expect.stringContaining('after a reload')])
    expect(notes({ keeping: 'full' })).toEqual([expect.stringContaining('storage is full')])
    expect(notes({ keeping: 'broken' })).toEqual([expect.stringContaining('could not be stored')])
  })

  it('speaks of rows and failures, not of seconds', () => {
    const status = statusWith({ kind: 'live' }, { outcomes: { ...NO_ROWS, failed: 12 } })
    expect(spokenStatus(status)).toBe('3,120 of 10,000 rows read, 12 failed')
  })
})
