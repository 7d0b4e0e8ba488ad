import * as z from 'zod/mini'
import { beforeEach, describe, expect, it } from 'vitest'
import { Batch } from '../../contract/batch.ts'
import { BatchServer } from '../../results/testing/batch-server.ts'
import { VirtualClock } from '../../results/testing/virtual-clock.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { ResultsHost } from './results-host.ts'
import { ResultsSession, WorkerDied } from './session.ts'

const connection = { id: 'c', name: 'Test', baseUrl: 'http://127.0.0.1/v1', apiKey: null }
const batch = z.parse(Batch, { id: 'b', status: 'in_progress' })
const signal = new AbortController().signal

/** A worker that only notes what it is told, and says what a test wants. */
class SilentWorker extends EventTarget {
  readonly heard: ToWorker[] = []
  isTerminated = false

  postMessage(message: ToWorker): void {
    this.heard.push(message)
  }

  terminate(): void {
    this.isTerminated = true
  }

  say(message: FromWorker): void {
    this.dispatchEvent(new MessageEvent('message', { data: message }))
  }
}

let workers: SilentWorker[]
let session: ResultsSession

beforeEach(() => {
  workers = []
  const spawn = () => {
    const spawned = new SilentWorker()
    workers.push(spawned)
    return spawned
  }
  session = new ResultsSession(spawn, connection, batch)
})

function worker(): SilentWorker {
  return workers.at(-1) ?? new SilentWorker()
}

describe('a question to the worker', () => {
  it('is answered', async () => {
    const rows = session.rows(0, 10, null, signal)
    worker().say({ kind: 'reply', id: 1, reply: { kind: 'rows', window: { rows: [], total: 7 } } })
    await expect(rows).resolves.toEqual({ rows: [], total: 7 })
  })

  it('is refused', async () => {
    const row = session.row(3, signal)
    worker().say({ kind: 'refused', id: 1, message: 'Not readable' })
    await expect(row).rejects.toThrow('Not readable')
  })

  it('is aborted by the one who asked, and a late answer does no harm', async () => {
    const asking = new AbortController()
    const row = session.row(3, asking.signal)
    asking.abort(new Error('closed'))
    await expect(row).rejects.toThrow('closed')
    worker().say({ kind: 'reply', id: 1, reply: { kind: 'row', detail: null } })
    await expect(session.row(3, asking.signal)).rejects.toThrow('closed')
  })

  it('ends when the worker dies, and later ones too until it is restarted', async () => {
    const row = session.row(3, signal)
    worker().dispatchEvent(new Event('error'))
    await expect(row).rejects.toThrow(WorkerDied)
    expect(session.state()).toEqual({ kind: 'died', message: 'The worker stopped unexpectedly.' })
    await expect(session.row(3, signal)).rejects.toThrow(WorkerDied)
    session.restart()
    expect(session.state()).toEqual({ kind: 'opening' })
    expect(workers).toHaveLength(2)
    expect(worker().heard).toEqual([{ kind: 'open', connection, batch }])
  })

  it('ends when the session is disposed of', async () => {
    const row = session.row(3, signal)
    session.dispose()
    await expect(row).rejects.toThrow(WorkerDied)
    expect(worker().isTerminated).toBe(true)
  })
})

describe('the batch', () => {
  it('is handed on when it has changed', () => {
    const later = { ...batch, status: 'completed' }
    session.update(batch)
    session.update(later)
    expect(worker().heard.slice(1)).toEqual([{ kind: 'update', batch: later }])
  })
})

describe('the worker', () => {
  it('reads the results, tells the page a few times a second, and answers', async () => {
    const clock = new VirtualClock()
    const server = new BatchServer({ rows: 30 }, () => 0.5)
    const said: FromWorker[] = []
    const host = new ResultsHost({
      clock,
      post: (message) => said.push(message),
      fetchContentFrom: () => (fileId, from) => Promise.resolve(server.content(fileId, from)),
    })
    server.work(30)
    host.receive({ kind: 'open', connection, batch: server.batch() })
    await clock.rest()
    expect(said).toMatchObject([{ kind: 'status', status: { rowsRead: 0, phase: { kind: 'reading' } } }])
    while (said.length === 1) await clock.advance()
    expect(said.slice(1)).toMatchObject([
      { kind: 'status', status: { rowsRead: 30, phase: { kind: 'complete' } } },
    ])
    host.receive({ kind: 'ask', id: 4, question: { kind: 'rows', from: 28, count: 5, outcome: 'succeeded' } })
    expect(said.at(-1)).toMatchObject({
      kind: 'reply',
      id: 4,
      reply: { kind: 'rows', window: { total: 30, rows: [{ customId: 'row-28' }, { customId: 'row-29' }] } },
    })
  })
})
