import * as z from 'zod/mini'
import { describe, expect, it } from 'vitest'
import { Batch } from '../../contract/batch.ts'
import { answeredRow } from '../../domain/export/testing/rows.ts'
import { OUTCOMES, type Outcome } from '../../domain/results/outcome.ts'
import type { RowSummary } from '../../results/row-reader.ts'
import { partOf, type RowSnapshot } from '../../results/row-snapshot.ts'
import { NO_ROWS } from '../../domain/results/outcome.ts'
import type { ResultsStatus } from '../../results/status.ts'
import { openMerged } from './merged-results.ts'
import type { AttemptReader, AttemptResults } from './read-attempt.ts'
import type { SessionState } from './session.ts'

const { signal } = new AbortController()

const STATUS: ResultsStatus = {
  phase: { kind: 'complete' },
  batchRuns: false,
  rowsRead: 0,
  rowsTotal: 0,
  rowsListed: 0,
  outcomes: NO_ROWS,
  input: 'read',
  inputProblem: null,
  wholeFilesOnly: false,
  unreadableLines: 0,
  lastRowAt: null,
  keeping: 'memory',
  version: '1',
}

const LINE: RowSummary = {
  row: 0,
  customId: '',
  outcome: 'missing',
  request: '',
  answer: '',
  foundIn: null,
  tokensIn: 0,
  tokensOut: 0,
  tokensCached: 0,
  isCounted: false,
  model: '',
  answeredAt: null,
  durationMs: null,
  fields: [],
}

type Row = readonly [id: string, outcome: Outcome]

/** The results of a batch, which hands out two texts at once. */
class Results implements AttemptResults {
  readonly rows: readonly Row[]
  readonly name: string
  isDisposed = false
  updates = 0
  linesAsked = 0
  #state: SessionState
  readonly #listeners = new Set<() => void>()

  constructor(name: string, rows: readonly Row[], status: Partial<ResultsStatus> = {}) {
    this.name = name
    this.rows = rows
    this.#state = {
      kind: 'open',
      status: { ...STATUS, rowsListed: rows.length, rowsRead: rows.length, ...status },
    }
  }

  readonly state = () => this.#state

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  become(state: SessionState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }

  update(): void {
    this.updates += 1
  }

  dispose(): void {
    this.isDisposed = true
  }

  snapshot(rows: unknown): Promise<RowSnapshot> {
    const numbers = rows instanceof Uint32Array ? rows : Uint32Array.of()
    const places = Int32Array.from(numbers)
    return Promise.resolve({
      edition: this.name,
      rows: numbers,
      inputs: places,
      records: places,
      open: 'pending',
    })
  }

  ids({ rows }: RowSnapshot) {
    const asked = [...rows].map((row) => this.rows[row])
    return Promise.resolve({
      customIds: asked.map((row) => row?.[0] ?? ''),
      outcomes: Uint8Array.from(asked, (row) => OUTCOMES.indexOf(row?.[1] ?? 'missing')),
    })
  }

  texts({ rows, edition }: RowSnapshot) {
    if (edition !== this.name) throw new Error('These rows are of another batch.')
    const some = [...rows].slice(0, 2).map((row) => {
      const [id, outcome] = this.rows[row] ?? ['', 'missing']
      return { ...answeredRow(row, `${this.name} ${id}`, id), outcome }
    })
    return Promise.resolve({ rows: some, lost: 0 })
  }

  lines(rows: Uint32Array, _signal: AbortSignal, fields: readonly string[] = []) {
    this.linesAsked += rows.length
    const lines = Array.from(rows, (row) => ({
      ...LINE,
      row,
      outcome: this.rows[row]?.[1] ?? 'missing',
      answer: `${this.name} ${this.rows[row]?.[0]}`,
      fields: fields.map((field) => `${field} of ${this.name}`),
    }))
    return Promise.resolve(lines)
  }

  fields() {
    return Promise.resolve({ names: [this.name], hasOther: this.name === 'later' })
  }
}

function batchOf(id: string, fields: object = {}): Batch {
  return z.parse(Batch, { id, status: 'completed', completion_window: '24h', ...fields })
}

const calm: Omit<AttemptReader, 'open'> = {
  ask: () => Promise.reject(new Error('Nobody is to be asked.')),
  rest: () => new Promise(() => {}),
  onProgress: () => {},
}

function open(own: Results, attempts: readonly Results[], reader: Partial<AttemptReader> = {}) {
  return openMerged(
    { batch: batchOf('own'), results: own, rowsListed: own.rows.length },
    attempts.map(({ name }) => batchOf(name, name === 'later' ? { completion_window: '1h' } : {})),
    {
      ...calm,
      open: ({ batch }) => attempts.find(({ name }) => name === batch.id) ?? new Results('none', []),
      ...reader,
    },
    signal,
  )
}

const own = () =>
  new Results('own', [
    ['a', 'failed'],
    ['b', 'succeeded'],
    ['c', 'failed'],
    ['d', 'succeeded'],
    ['e', 'failed'],
  ])
const early = () =>
  new Results('early', [
    ['e', 'failed'],
    ['c', 'succeeded'],
    ['a', 'failed'],
  ])
const later = () =>
  new Results('later', [
    ['a', 'succeeded'],
    ['e', 'succeeded'],
  ])

describe('the merged rows of a batch', () => {
  it('are each read from the attempt that counts, in the order asked for, a few at a time', async () => {
    const first = own()
    const merged = await open(first, [early(), later()])
    const all = await first.snapshot(Uint32Array.of(4, 3, 2, 1, 0))
    const read: string[] = []
    for (let done = 0; done < 5;) {
      const { rows } = await merged.texts(partOf(all, done, 5), signal)
      expect(rows.length).toBeGreaterThan(0)
      done += rows.length
      read.push(
        ...rows.map(
          ({ row, request, outcome, origin }) =>
            `${row} ${JSON.parse(request ?? '{}').custom_id} ${outcome} ${origin?.batchId} ${origin?.tier}`,
        ),
      )
    }
    expect(read).toEqual([
      '4 e succeeded later 1h',
      '3 d succeeded own 24h',
      '2 c succeeded early 24h',
      '1 b succeeded own 24h',
      '0 a succeeded later 1h',
    ])
    expect(merged.isPartial).toBe(false)
    expect(merged.counts).toMatchObject({ open: 3, succeeded: 3 })
    expect(await merged.fields(signal)).toEqual({ names: ['early', 'later'], hasOther: true })
  })

  it('say of a row which attempt counts for it', async () => {
    const merged = await open(own(), [early(), later()])
    const told = [0, 1, 2, 3, 4].map((row) => {
      const found = merged.laterOf(row)
      return found === null ? null : `${found.batch.id} ${found.row} ${found.outcome}`
    })
    expect(told).toEqual(['later 0 succeeded', null, 'early 1 succeeded', null, 'later 1 succeeded'])
  })

  it('know which rows have a usable answer by now', async () => {
    const { settled, name } = await open(own(), [early()])
    expect(settled).toEqual({ name, count: 3, marks: Uint8Array.of(0, 1, 1, 1, 0) })
    expect((await open(own(), [early()])).name).not.toBe(name)
  })

  it('bring lines of the attempts that count, and of no other row', async () => {
    const [first, attempts] = [own(), [early(), later()]]
    const merged = await open(first, attempts)
    expect(merged.attempts.map(({ id }) => id)).toEqual(['early', 'later'])
    const lines = await merged.lines([4, 3, 2, 0], ['mood'], signal)
    expect([...lines].map(([row, { answer, fields }]) => `${row}: ${answer}, ${fields.join()}`)).toEqual([
      '2: early c, mood of early',
      '4: later e, mood of later',
      '0: later a, mood of later',
    ])
    expect([first, ...attempts].map(({ linesAsked }) => linesAsked)).toEqual([0, 1, 2])
  })

  it('end what was opened for them, and nothing else', async () => {
    const [first, attempt] = [own(), early()]
    const merged = await open(first, [attempt])
    expect(attempt.isDisposed).toBe(false)
    merged.close()
    expect([first.isDisposed, attempt.isDisposed]).toEqual([false, true])
  })

  it('are partial while some are pending, or where an attempt has lost results', async () => {
    const pending = new Results('early', [['a', 'pending']])
    expect((await open(own(), [pending])).isPartial).toBe(true)
    const short = new Results('early', [['a', 'succeeded']], { phase: { kind: 'short', lacking: 1 } })
    expect((await open(own(), [short])).isPartial).toBe(true)
  })
})

describe('an attempt', () => {
  it('is waited for until all it has finished is here', async () => {
    const attempt = new Results('early', early().rows, { phase: { kind: 'reading' }, rowsRead: 1 })
    const read: number[] = []
    const opening = open(own(), [attempt], { onProgress: (rowsRead) => read.push(rowsRead) })
    await expect.poll(() => read).toEqual([1])
    attempt.become({ kind: 'open', status: { ...STATUS, rowsListed: 3, rowsRead: 3 } })
    expect((await opening).counts.succeeded).toBe(1)
    expect(read).toEqual([1, 3])
  })

  it('that runs is asked for anew while somebody waits, and read as far as it is', async () => {
    const running = { status: 'in_progress', output_file_id: 'file-1' }
    const counts = (completed: number) => ({ request_counts: { total: 3, completed, failed: 0 } })
    const answers = [
      batchOf('early', { ...running, ...counts(2) }),
      batchOf('early', { ...running, ...counts(1) }),
    ]
    const attempt = new Results(
      'early',
      [
        ['c', 'succeeded'],
        ['a', 'pending'],
      ],
      { phase: { kind: 'live' }, batchRuns: true, rowsRead: 1 },
    )
    const [, last] = answers
    let asked = 0
    const merged = await openMerged(
      { batch: batchOf('own'), results: own(), rowsListed: 5 },
      [batchOf('early', running)],
      {
        ...calm,
        open: () => attempt,
        ask: () => Promise.resolve(answers[asked++] ?? last ?? batchOf('early')),
        rest: () => Promise.resolve().then(() => attempt.become(attempt.state())),
      },
      signal,
    )
    expect(attempt.updates).toBeGreaterThan(0)
    expect(merged.counts).toMatchObject({ succeeded: 1, pending: 1 })
  })

  it('whose results need another key, or whose worker dies, ends the merge and leaves nothing open', async () => {
    const refused = new Results('early', [], { phase: { kind: 'needs_key', message: 'Enter a key.' } })
    const fine = later()
    await expect(open(own(), [fine, refused])).rejects.toThrow('Enter a key.')
    expect([fine.isDisposed, refused.isDisposed]).toEqual([true, true])
    const dying = new Results('early', [])
    dying.become({ kind: 'died', cause: 'broken', message: 'No memory.' })
    await expect(open(own(), [dying])).rejects.toThrow('No memory.')
  })

  it('is not waited for once nobody wants it', async () => {
    const stopping = new AbortController()
    const attempt = new Results('early', [], { phase: { kind: 'reading' } })
    const opening = openMerged(
      { batch: batchOf('own'), results: own(), rowsListed: 5 },
      [batchOf('early')],
      { ...calm, open: () => attempt, onProgress: () => stopping.abort(new Error('Left.')) },
      stopping.signal,
    )
    await expect(opening).rejects.toThrow('Left.')
    expect(attempt.isDisposed).toBe(true)
    const unopened = new Results('early', [])
    const late = openMerged(
      { batch: batchOf('own'), results: own(), rowsListed: 5 },
      [batchOf('early')],
      { ...calm, open: () => unopened },
      stopping.signal,
    )
    await expect(late).rejects.toThrow('Left.')
  })
})
