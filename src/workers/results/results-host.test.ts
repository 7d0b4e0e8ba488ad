import { beforeEach, describe, expect, it } from 'vitest'
import { ALL_ROWS } from '../../results/row-query.ts'
import { openFileRowStore } from '../../results/store/file-row-store.ts'
import { readSyncState } from '../../results/sync-state.ts'
import { BatchServer } from '../../results/testing/batch-server.ts'
import { FakeDisk } from '../../results/testing/fake-disk.ts'
import { findPorts } from '../../results/testing/find-ports.ts'
import { VirtualClock } from '../../results/testing/virtual-clock.ts'
import type { FromWorker } from './messages.ts'
import { ResultsHost } from './results-host.ts'
import type { TabMessage, Tabs } from './tabs.ts'

const connection = { id: 'c', name: 'Test', baseUrl: 'http://127.0.0.1/v1', apiKey: null }

/** The tabs of one browser: what one says all others hear, and the one that has waited longest owns the rows. */
class FakeBrowser {
  readonly #tabs: { tab: string; hear: (message: TabMessage) => void; own: () => void; gone: () => void }[] =
    []

  join(hear: (message: TabMessage) => void): Tabs {
    const tab = String(Math.random())
    let owned = Promise.withResolvers<void>()
    const gone = Promise.withResolvers<void>()
    const entry = { tab, hear, own: () => owned.resolve(), gone: gone.resolve }
    this.#tabs.push(entry)
    this.#lives.set(tab, gone.promise)
    this.#elect()
    return {
      tab,
      own: () => owned.promise,
      makeWay: () => {
        owned = Promise.withResolvers()
        this.#tabs.push(...this.#tabs.splice(this.#tabs.indexOf(entry), 1))
        this.#elect()
      },
      post: (message) => {
        const others = this.#tabs.filter((other) => other !== entry)
        for (const other of others) other.hear(structuredClone(message))
      },
      gone: (other) => this.#lives.get(other) ?? Promise.resolve(),
      leave: () => this.kill(this.#tabs.indexOf(entry)),
    }
  }

  readonly #lives = new Map<string, Promise<void>>()

  /** Ends a tab without a word. */
  kill(index: number): void {
    const [killed] = index < 0 ? [] : this.#tabs.splice(index, 1)
    killed?.gone()
    this.#elect()
  }

  #elect(): void {
    this.#tabs[0]?.own()
  }
}

let browser: FakeBrowser
let disk: FakeDisk
let clock: VirtualClock
let server: BatchServer
let asked: string[]
/** Keys that the server does not accept. */
let refused: Set<string>

beforeEach(() => {
  browser = new FakeBrowser()
  disk = new FakeDisk()
  clock = new VirtualClock()
  server = new BatchServer({ rows: 20 }, () => 0.5)
  asked = []
  refused = new Set()
})

/** Lets everything that is due happen. */
async function comeToRest(): Promise<void> {
  for (let timer = 0; timer < 4; timer += 1) await clock.advance()
}

/** A tab that shows the batch. */
async function openTab(answeredAt = 1, key = 'first') {
  const said: FromWorker[] = []
  const host = new ResultsHost({
    clock,
    post: (message) => said.push(message),
    end: () => {},
    find: findPorts({
      now: clock.now,
      wait: (milliseconds) => clock.wait(milliseconds, new AbortController().signal),
    }),
    join: (_connection, _batch, hear) => Promise.resolve(browser.join(hear)),
    openStore: (_connection, { batch }) =>
      Promise.resolve(openFileRowStore(disk.open(), clock, (value) => readSyncState(value, batch))),
    fetchContentFrom: () => (fileId, from) => {
      if (refused.has(key)) {
        asked.push(`${fileId} refused`)
        const message = 'The key is refused.'
        return Promise.resolve({ kind: 'needs_key', message, retryAfterSeconds: null })
      }
      asked.push(`${fileId} ${from}`)
      return Promise.resolve(server.content(fileId, from))
    },
  })
  host.receive({
    kind: 'open',
    connection: { ...connection, id: key },
    answer: { batch: server.batch(), answeredAt },
  })
  host.receive({ kind: 'resume' })
  await comeToRest()
  const rowsRead = () => said.findLast((message) => message.kind === 'status')?.status.rowsRead ?? null
  return { host, said, rowsRead }
}

describe('two tabs with the same batch', () => {
  it('read it once, and both show it', async () => {
    server.work(20)
    const first = await openTab()
    const before = asked.length
    const second = await openTab()
    await comeToRest()
    expect([first.rowsRead(), second.rowsRead()]).toEqual([20, 20])
    expect(asked).toHaveLength(before)
    second.host.receive({
      kind: 'ask',
      id: 7,
      question: {
        kind: 'rows',
        from: 18,
        count: 5,
        listing: { query: ALL_ROWS, prices: [] },
        fields: [],
        awaitsExcerpts: false,
      },
    })
    expect(second.said.at(-1)).toMatchObject({ kind: 'reply', id: 7, reply: { window: { total: 20 } } })
    expect(first.said.some((message) => message.kind === 'reply')).toBe(false)
  })

  it('learn from each other what the server has told of the batch, and never go back', async () => {
    server.work(5)
    const first = await openTab()
    const second = await openTab()
    const stale = { batch: server.batch(), answeredAt: 2 }
    server.work(15)
    second.host.receive({ kind: 'update', answer: { batch: server.batch(), answeredAt: 3 } })
    await comeToRest()
    first.host.receive({ kind: 'update', answer: stale })
    await comeToRest()
    expect([first.rowsRead(), second.rowsRead()]).toEqual([20, 20])
    expect(first.said.at(-1)).toMatchObject({ status: { phase: { kind: 'complete' } } })
  })

  it('go on reading while one of them is looked at', async () => {
    const first = await openTab()
    const second = await openTab()
    first.host.receive({ kind: 'pause' })
    server.work(5)
    second.host.receive({ kind: 'update', answer: { batch: server.batch(), answeredAt: 2 } })
    await comeToRest()
    expect(second.rowsRead()).toBe(5)
    second.host.receive({ kind: 'pause' })
    server.work(5)
    const before = asked.length
    second.host.receive({ kind: 'update', answer: { batch: server.batch(), answeredAt: 3 } })
    await comeToRest()
    expect(asked).toHaveLength(before)
  })

  it('stop reading when the only one that is looked at dies', async () => {
    const first = await openTab()
    await openTab()
    first.host.receive({ kind: 'pause' })
    browser.kill(1)
    await clock.rest()
    server.work(5)
    const before = asked.length
    first.host.receive({ kind: 'update', answer: { batch: server.batch(), answeredAt: 9 } })
    await comeToRest()
    expect(asked).toHaveLength(before)
  })
})

describe('a tab that takes over', () => {
  it('is asked anew what a search finds', async () => {
    await Promise.all([import('../../results/find/finder.ts'), import('../../results/find/content-scan.ts')])
    server.work(20)
    await openTab()
    const second = await openTab()
    await comeToRest()
    const found = () =>
      second.said.flatMap((message) =>
        message.kind === 'reply' && message.reply.kind === 'found' ? [message.reply.found] : [],
      )
    const ask = async (id: number) => {
      const listing = { query: { ...ALL_ROWS, text: 'row-1' }, prices: [] }
      const since = found().at(-1)?.stamp ?? ''
      second.host.receive({ kind: 'ask', id, question: { kind: 'found', listing, since } })
      await comeToRest()
    }
    for (let id = 1; found().at(-1)?.isSearching !== false; id += 1) await ask(id)
    expect(found().at(-1)).toMatchObject({ matched: 11, scanned: 20 })
    const before = found().length
    await ask(100)
    expect(found()).toHaveLength(before)
    disk.crash(() => 0.5)
    browser.kill(0)
    await comeToRest()
    expect(found().length).toBeGreaterThan(before)
    for (let id = 101; found().at(-1)?.isSearching !== false; id += 1) await ask(id)
    expect(found().at(-1)).toMatchObject({ matched: 11, scanned: 20 })
  })

  it('goes on where the other one was, and answers what that one left open', async () => {
    server.work(8)
    const first = await openTab()
    const second = await openTab()
    expect(first.rowsRead()).toBe(8)
    disk.crash(() => 0.5)
    browser.kill(0)
    second.host.receive({ kind: 'ask', id: 1, question: { kind: 'row', row: 3 } })
    const before = asked.length
    await comeToRest()
    expect(second.said.filter((message) => message.kind === 'reply')).toMatchObject([{ id: 1 }])
    expect([second.rowsRead(), asked.length]).toEqual([8, before])
    server.work(12)
    second.host.receive({ kind: 'update', answer: { batch: server.batch(), answeredAt: 5 } })
    await comeToRest()
    expect(second.rowsRead()).toBe(20)
    expect(asked.slice(before)).toContain('output 8')
  })

  it('tells the others, who say again what they want', async () => {
    server.work(8)
    const first = await openTab()
    const second = await openTab()
    const third = await openTab()
    second.host.receive({ kind: 'pause' })
    first.host.receive({ kind: 'close' })
    await comeToRest()
    server.work(12)
    third.host.receive({ kind: 'update', answer: { batch: server.batch(), answeredAt: 5 } })
    await comeToRest()
    expect(third.rowsRead()).toBe(20)
  })
})

describe('a tab whose key is refused', () => {
  const update = () =>
    ({ kind: 'update', answer: { batch: server.batch(), answeredAt: server.version } }) as const

  it('makes way for one with another key, which goes on where it was', async () => {
    server.work(8)
    const first = await openTab(0, 'old')
    refused.add('old')
    server.work(4)
    const second = await openTab(server.version, 'new')
    await comeToRest()
    expect([first.rowsRead(), second.rowsRead()]).toEqual([12, 12])
    expect(asked.filter((request) => request.startsWith('output'))).toEqual([
      'output 0',
      'output refused',
      'output 8',
    ])
    server.work(8)
    first.host.receive(update())
    await comeToRest()
    expect(first.said.at(-1)).toMatchObject({ status: { phase: { kind: 'complete' }, rowsRead: 20 } })
  })

  it('keeps the rows while no other tab has a better one, and each key is tried once', async () => {
    server.work(8)
    const first = await openTab(0, 'old')
    refused = new Set(['old', 'new'])
    const second = await openTab(0, 'new')
    server.work(4)
    for (let answer = 0; answer < 5; answer += 1) {
      second.host.receive({ ...update(), answer: { batch: server.batch(), answeredAt: 100 + answer } })
      await comeToRest()
    }
    expect(first.said.at(-1)).toMatchObject({ status: { phase: { kind: 'needs_key' }, rowsRead: 8 } })
    expect(asked.filter((request) => request === 'output refused')).toHaveLength(2)
    refused.clear()
    first.host.receive({ kind: 'retry' })
    await comeToRest()
    expect([first.rowsRead(), second.rowsRead()]).toEqual([12, 12])
  })
})

describe('rows that are to be deleted', () => {
  it('are let go of by every tab', async () => {
    server.work(20)
    const first = await openTab()
    const second = await openTab()
    const other = browser.join(() => {})
    other.post({ kind: 'release' })
    expect([first.said.at(-1), second.said.at(-1)]).toEqual([{ kind: 'released' }, { kind: 'released' }])
    expect(() => disk.open()).not.toThrow()
  })
})
