import * as z from 'zod/mini'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Batch } from '../../contract/batch.ts'
import type { FetchContent } from '../../results/ports.ts'
import { memoryRowStore } from '../../results/store/row-store.ts'
import { ALL_ROWS } from '../../results/row-query.ts'
import type { RowWindow } from '../../results/row-reader.ts'
import { BatchServer } from '../../results/testing/batch-server.ts'
import { findPorts } from '../../results/testing/find-ports.ts'
import { VirtualClock } from '../../results/testing/virtual-clock.ts'
import { KeptSessions } from './kept-sessions.ts'
import type { FromWorker, ToWorker } from './messages.ts'
import { ResultsHost } from './results-host.ts'
import { WorkerDied } from '../open-questions.ts'
import { ResultsSession } from './session.ts'
import { ALONE } from './tabs.ts'

const connection = { id: 'c', name: 'Test', baseUrl: 'http://127.0.0.1/v1', apiKey: null }
const batch = z.parse(Batch, { id: 'b', status: 'in_progress' })
const answer = { batch, answeredAt: 1000 }
const signal = new AbortController().signal
const ignore = () => {}

const hostPorts = {
  openStore: () => Promise.resolve({ store: memoryRowStore(), kept: null }),
  join: () => Promise.resolve(ALONE),
  find: findPorts({ now: () => 0, wait: () => Promise.resolve() }),
  end: ignore,
}

/** A worker that only notes what it is told, and says what a test wants. */
class SilentWorker extends EventTarget {
  readonly heard: ToWorker[] = []
  hasEnded = false

  postMessage(message: ToWorker): void {
    this.heard.push(message)
    if (message.kind === 'close') this.hasEnded = true
  }

  terminate(): void {
    this.hasEnded = true
  }

  say(message: FromWorker): void {
    this.dispatchEvent(new MessageEvent('message', { data: message }))
  }
}

/** A worker that works, in this very thread. */
class HostingWorker extends SilentWorker {
  readonly #host: ResultsHost

  constructor(clock: VirtualClock, fetchContent: FetchContent) {
    super()
    const post = (message: FromWorker) => this.say(message)
    this.#host = new ResultsHost({ ...hostPorts, clock, post, fetchContentFrom: () => fetchContent })
  }

  override postMessage(message: ToWorker): void {
    super.postMessage(message)
    this.#host.receive(message)
  }
}

let workers: SilentWorker[]
let session: ResultsSession

function spawn(): SilentWorker {
  const spawned = new SilentWorker()
  workers.push(spawned)
  return spawned
}

beforeEach(() => {
  workers = []
  session = new ResultsSession(spawn, connection, answer, true)
})

function worker(): SilentWorker {
  return workers.at(-1) ?? new SilentWorker()
}

describe('a question to the worker', () => {
  it('is answered', async () => {
    const rows = session.rows(0, 10, ALL_ROWS, signal)
    worker().say({
      kind: 'reply',
      id: 1,
      reply: { kind: 'rows', window: { rows: [], total: 7, lacksExcerpts: false } },
    })
    await expect(rows).resolves.toEqual({ rows: [], total: 7, lacksExcerpts: false })
  })

  it('for rows is put again where excerpts are lacking and somebody hears of the rows meanwhile', async () => {
    const heard: RowWindow[] = []
    const say = (id: number, window: RowWindow) =>
      worker().say({ kind: 'reply', id, reply: { kind: 'rows', window } })
    const rough = { rows: [], total: 7, lacksExcerpts: true }
    const fine = { ...rough, lacksExcerpts: false }
    const rows = session.rows(0, 10, ALL_ROWS, signal, [], (window) => heard.push(window))
    say(1, rough)
    await vi.waitFor(() => expect(heard).toEqual([rough]))
    say(2, fine)
    await expect(rows).resolves.toEqual(fine)
    expect(heard).toHaveLength(1)
    const asked = worker().heard.flatMap((message) => (message.kind === 'ask' ? [message.question] : []))
    expect(asked).toMatchObject([{ awaitsExcerpts: false }, { awaitsExcerpts: true }])

    const unheard = session.rows(0, 10, ALL_ROWS, signal)
    say(3, rough)
    await expect(unheard).resolves.toEqual(rough)
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
    worker().say({ kind: 'reply', id: 9, reply: { kind: 'row', detail: null } })
    worker().dispatchEvent(new Event('error'))
    await expect(row).rejects.toThrow(WorkerDied)
    const message = 'The worker stopped unexpectedly.'
    expect(session.state()).toEqual({ kind: 'died', cause: 'broken', message })
    await expect(session.row(3, signal)).rejects.toThrow(WorkerDied)
    session.restart()
    expect(session.state()).toEqual({ kind: 'opening' })
    expect(workers).toHaveLength(2)
    expect(worker().heard).toEqual([{ kind: 'open', connection, answer }])
  })

  it('ends when the rows are deleted, and a new worker reads them again once somebody looks', async () => {
    const row = session.row(3, signal)
    worker().say({ kind: 'released' })
    await expect(row).rejects.toThrow(WorkerDied)
    expect(session.state()).toEqual({ kind: 'opening' })
    expect(workers).toHaveLength(1)
    session.subscribe(ignore)
    expect(worker().heard.map(({ kind }) => kind)).toEqual(['open', 'resume'])
    worker().say({ kind: 'released' })
    expect(workers).toHaveLength(3)
  })

  it('ends when the session is disposed of', async () => {
    const row = session.row(3, signal)
    session.dispose()
    await expect(row).rejects.toThrow(WorkerDied)
    expect(worker().hasEnded).toBe(true)
  })
})

describe('the batch', () => {
  it('is handed on with every answer of the server, and each answer once', () => {
    const later = { batch, answeredAt: 3000 }
    session.update(answer)
    session.update(later)
    session.update(later)
    expect(worker().heard.slice(1)).toEqual([{ kind: 'update', answer: later }])
  })

  it('that stays equal still leads to the rows which the first reading did not find', async () => {
    const clock = new VirtualClock()
    const server = new BatchServer({ rows: 10 }, () => 0.5)
    server.work(5)
    const counted = server.batch()
    const late = server.outputLines.splice(3)
    const fetchContent: FetchContent = (fileId, from) => Promise.resolve(server.content(fileId, from))
    const hosted = new HostingWorker(clock, fetchContent)
    session = new ResultsSession(() => hosted, connection, { batch: counted, answeredAt: 0 }, true)
    session.subscribe(ignore)
    await clock.rest()
    while (rowsRead() === 0) await clock.advance()
    expect(rowsRead()).toBe(3)
    server.outputLines.push(...late)
    for (let answeredAt = 2000; answeredAt <= 6000; answeredAt += 2000) {
      session.update({ batch: counted, answeredAt })
      await clock.advance()
    }
    expect(rowsRead()).toBe(5)
  })
})

function rowsRead(): number {
  const state = session.state()
  return state.kind === 'open' ? state.status.rowsRead : 0
}

describe('reading', () => {
  const kinds = () => worker().heard.map(({ kind }) => kind)

  it('goes on only while somebody listens', () => {
    const first = session.subscribe(ignore)
    const second = session.subscribe(vi.fn())
    first()
    expect(kinds()).toEqual(['open', 'resume'])
    second()
    expect(kinds()).toEqual(['open', 'resume', 'pause'])
    session.subscribe(ignore)
    expect(kinds()).toEqual(['open', 'resume', 'pause', 'resume'])
  })

  it('goes on only while the page can be seen', () => {
    session.setVisible(false)
    session.subscribe(ignore)
    expect(kinds()).toEqual(['open'])
    session.setVisible(true)
    session.setVisible(false)
    expect(kinds()).toEqual(['open', 'resume', 'pause'])
  })

  it('tells of code that the worker lacks, and for experts how', async () => {
    session.subscribe(ignore)
    const asked = session.row(0, signal)
    worker().say({ kind: 'code_missing', id: 1, reason: 'GET /assets/finder.js failed' })
    await expect(asked).rejects.toMatchObject({
      name: 'MissingCode',
      cause: { message: 'GET /assets/finder.js failed' },
    })
  })

  it('begins anew with a new worker, also where the code of the first could not be fetched', () => {
    session.subscribe(ignore)
    worker().dispatchEvent(new Event('error'))
    expect(session.state()).toMatchObject({ kind: 'died', cause: 'code_missing' })
    session.restart()
    expect(workers).toHaveLength(2)
    expect(kinds()).toEqual(['open', 'resume'])
  })
})

describe('kept sessions', () => {
  const other = { ...connection, id: 'd', apiKey: 'secret' }
  const answerFor = (id: string) => ({ batch: { ...batch, id }, answeredAt: 0 })
  const ended = () => workers.map(({ hasEnded }) => hasEnded)

  beforeEach(() => {
    workers = []
  })

  it('are the same for the same batch, and the least recently opened beyond two ends', () => {
    const sessions = new KeptSessions(spawn, true)
    const first = sessions.open(connection, answerFor('1'))
    sessions.open(connection, answerFor('2'))
    expect(sessions.open(connection, answerFor('1'))).toBe(first)
    sessions.open(connection, answerFor('3'))
    expect(ended()).toEqual([false, true, false])
  })

  it('end with their connection', () => {
    const sessions = new KeptSessions(spawn, true)
    const former = sessions.open(connection, answerFor('1'))
    sessions.open(other, answerFor('1'))
    sessions.keepOnly(other.id)
    expect(ended()).toEqual([true, false])
    expect(sessions.open(connection, answerFor('1'))).not.toBe(former)
  })

  it('read nothing while the page is hidden, those opened meanwhile included', () => {
    const sessions = new KeptSessions(spawn, true)
    sessions.open(connection, answerFor('1')).subscribe(ignore)
    sessions.setVisible(false)
    sessions.open(connection, answerFor('2')).subscribe(ignore)
    const heard = () => workers.map((each) => each.heard.map(({ kind }) => kind))
    expect(heard()).toEqual([['open', 'resume', 'pause'], ['open']])
    sessions.setVisible(true)
    expect(heard()).toEqual([
      ['open', 'resume', 'pause', 'resume'],
      ['open', 'resume'],
    ])
  })
})

describe('the worker', () => {
  it('reads nothing before it is told to, then tells the page a few times a second, and answers', async () => {
    const clock = new VirtualClock()
    const server = new BatchServer({ rows: 30 }, () => 0.5)
    const said: FromWorker[] = []
    const host = new ResultsHost({
      ...hostPorts,
      clock,
      post: (message) => said.push(message),
      fetchContentFrom: () => (fileId, from) => Promise.resolve(server.content(fileId, from)),
    })
    server.work(30)
    host.receive({ kind: 'open', connection, answer: { batch: server.batch(), answeredAt: 0 } })
    await clock.rest()
    expect(server.requests).toBe(0)
    host.receive({ kind: 'resume' })
    await clock.rest()
    expect(said).toMatchObject([{ kind: 'status', status: { rowsRead: 0, phase: { kind: 'reading' } } }])
    while (said.length === 1) await clock.advance()
    expect(said.slice(1)).toMatchObject([
      { kind: 'status', status: { rowsRead: 30, phase: { kind: 'complete' } } },
    ])
    const listing = { query: { ...ALL_ROWS, outcome: 'succeeded' as const }, prices: [] }
    host.receive({
      kind: 'ask',
      id: 4,
      question: { kind: 'rows', from: 28, count: 5, listing, fields: [], awaitsExcerpts: false },
    })
    expect(said.at(-1)).toMatchObject({
      kind: 'reply',
      id: 4,
      reply: { kind: 'rows', window: { total: 30, rows: [{ customId: 'row-28' }, { customId: 'row-29' }] } },
    })
  })
})
