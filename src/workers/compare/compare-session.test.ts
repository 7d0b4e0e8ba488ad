import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DigestBlock, emptyDigests } from '../../domain/compare/digests.ts'
import type { ResultsStatus } from '../../results/status.ts'
import { WorkerDied } from '../open-questions.ts'
import { CompareHost } from './compare-host.ts'
import { CompareSession, type ComparedResults } from './compare-session.ts'
import type { FromCompare, ToCompare } from './messages.ts'

/** A worker that works, in this very thread. */
class HostingWorker extends EventTarget {
  hasEnded = false
  readonly #host = new CompareHost((message) => this.say(message))

  postMessage(message: ToCompare): void {
    if (!this.hasEnded) this.#host.receive(message)
  }

  terminate(): void {
    this.hasEnded = true
  }

  say(message: FromCompare): void {
    this.dispatchEvent(new MessageEvent('message', { data: message }))
  }
}

/** The results of a batch of which only ids and answers matter here. */
class Results implements ComparedResults {
  readonly answers: [string, number][]
  readonly #listeners = new Set<() => void>()
  #version = 1
  asked = 0
  fails = false

  constructor(...answers: [string, number][]) {
    this.answers = answers
  }

  readonly state = () => {
    const status: ResultsStatus = { ...STATUS, version: `${this.#version}` }
    return { kind: 'open', status } as const
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Two rows a block. */
  digests(from: number): Promise<DigestBlock> {
    this.asked += 1
    if (this.fails) return Promise.reject(new WorkerDied('Gone.'))
    const rows = this.answers.slice(from, from + 2)
    return Promise.resolve({
      ...emptyDigests(rows.length),
      from,
      total: this.answers.length,
      customIds: rows.map(([id]) => id),
      states: new Uint8Array(rows.length).fill(1),
      hashes: Uint32Array.from(rows.flatMap(([, answer]) => [answer, answer])),
    })
  }

  change(): void {
    this.#version += 1
    for (const listener of this.#listeners) listener()
  }
}

const STATUS: ResultsStatus = {
  phase: { kind: 'live' },
  batchRuns: true,
  rowsRead: 0,
  rowsTotal: 0,
  rowsListed: 0,
  outcomes: {
    succeeded: 0,
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
  version: '',
}

const signal = new AbortController().signal
const ALL = { filter: 'all', search: '' } as const

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function verdictsOf(session: CompareSession) {
  const state = session.state()
  return state.kind === 'compared' ? state.summary.verdicts : state.kind
}

describe('a comparison under way', () => {
  it('reads both sides in blocks, and tells when they are compared', async () => {
    const left = new Results(['a', 1], ['b', 2], ['c', 3])
    const session = new CompareSession(() => new HostingWorker(), {
      left,
      right: new Results(['c', 3], ['b', 9]),
    })
    const states: string[] = []
    session.subscribe(() => states.push(session.state().kind))
    expect(session.state()).toEqual({ kind: 'reading', rowsRead: 0, rowsAll: 0 })
    await vi.advanceTimersByTimeAsync(0)
    expect(states.at(-1)).toBe('compared')
    expect(verdictsOf(session)).toMatchObject({ same: 1, changed: 1, only_left: 1, only_right: 0 })
    expect(await session.rows(1, 1, ALL, signal)).toMatchObject({ rows: [{ customId: 'b' }], total: 3 })
    expect(await session.place('3', ALL, signal)).toMatchObject({ index: 2, row: { verdict: 'same' } })
    expect((await session.diff('a b', 'a c', signal)).right).toHaveLength(2)
    session.dispose()
  })

  it('compares again after rows have changed, however often in the meantime', async () => {
    const left = new Results(['a', 1])
    const session = new CompareSession(() => new HostingWorker(), { left, right: new Results(['a', 1]) })
    await vi.advanceTimersByTimeAsync(0)
    left.answers[0] = ['a', 2]
    left.answers.push(['b', 3])
    for (let times = 0; times < 5; times += 1) left.change()
    await vi.advanceTimersByTimeAsync(1000)
    expect(left.asked).toBe(2)
    expect(verdictsOf(session)).toMatchObject({ changed: 1, only_left: 1 })
    expect(session.state()).toMatchObject({ version: 2 })
    session.dispose()
  })

  it('begins a side anew when its reading broke off', async () => {
    const left = new Results(['a', 1], ['b', 2], ['c', 3])
    left.fails = true
    const session = new CompareSession(() => new HostingWorker(), { left, right: new Results(['c', 3]) })
    await vi.advanceTimersByTimeAsync(1000)
    expect(verdictsOf(session)).toBe('reading')
    left.fails = false
    left.change()
    await vi.advanceTimersByTimeAsync(1000)
    expect(verdictsOf(session)).toMatchObject({ same: 1, only_left: 2 })
    session.dispose()
  })

  it('ends every question when it is closed or its worker dies', async () => {
    const worker = new HostingWorker()
    const session = new CompareSession(() => worker, { left: new Results(), right: new Results() })
    worker.postMessage = () => {}
    const asked = session.rows(0, 1, ALL, signal)
    worker.dispatchEvent(Object.assign(new Event('error'), { message: 'Out of memory' }))
    await expect(asked).rejects.toThrow('Out of memory')
    await expect(session.rows(0, 1, ALL, signal)).rejects.toBeInstanceOf(WorkerDied)
    expect(session.state()).toEqual({ kind: 'died', cause: 'broken', message: 'Out of memory' })

    const other = new CompareSession(() => new HostingWorker(), { left: new Results(), right: new Results() })
    const aborted = AbortSignal.abort(new Error('left'))
    await expect(other.place('1', ALL, aborted)).rejects.toThrow('left')
    other.dispose()
  })
})
