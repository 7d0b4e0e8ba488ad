import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Clock, FetchContent } from './ports.ts'
import { openFileRowStore } from './store/file-row-store.ts'
import { ResultsSync } from './sync.ts'
import { readSyncState } from './sync-state.ts'
import { BatchServer, type Manners } from './testing/batch-server.ts'
import { FakeDisk } from './testing/fake-disk.ts'
import { VirtualClock } from './testing/virtual-clock.ts'

/** Reproducible random numbers from 0 up to 1 (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const manners = {
  rows: fc.integer({ min: 0, max: 60 }),
  chunkBytes: fc.constantFrom(7, 64, 1000),
  slip: fc.constantFrom(0, 2, 20),
  failing: fc.constantFrom(0, 0.2, 1),
  rejects: fc.constantFrom(0, 0.2, 1),
  countsRejectedAsFailed: fc.boolean(),
  repeats: fc.constantFrom(0, 0.2),
  refuses: fc.constantFrom(0, 0.3, 0.6),
  limits: fc.constantFrom(0, 0.2),
  restarts: fc.constantFrom(0, 0.05, 0.2),
  cuts: fc.constantFrom(0, 0.3, 0.6),
  silentCuts: fc.constantFrom(0, 0.1, 0.3),
  ignoresOffset: fc.constantFrom(0, 0.2),
  blankLines: fc.constantFrom(0, 0.3),
  retries: fc.constantFrom(0, 1, 3),
  cancels: fc.boolean(),
  contentOnlyAtEnd: fc.boolean(),
  inputGone: fc.boolean(),
}

/** The servers of the API notes, each as hostile as it can be. `openai` has no resume parameter and no early content. */
const personalities = {
  doubleword: fc.record<Manners>(manners),
  controlLayer: fc.record<Manners>({ ...manners, contentOnlyAtEnd: fc.constant(false) }),
  openai: fc.record<Manners>({
    ...manners,
    ignoresOffset: fc.constant(1),
    contentOnlyAtEnd: fc.constant(true),
  }),
}

const anyServer = fc.oneof(...Object.values(personalities))

interface Run {
  server: BatchServer
  sync: ResultsSync
  /** Moments at which the sync said that everything was there, and it was not. */
  falseClaims: number
  /** Requests that came before the time that the server had asked to wait. */
  earlyRequests: number
  /** What is stored, for another visit. */
  disk: FakeDisk
}

/** Rows as the sync lists them: every text of its results. */
function resultsOf(sync: ResultsSync): string[] {
  const texts: string[] = []
  for (let row = 0; row < sync.table.count; row += 1) {
    const { record } = sync.table.at(row)
    if (record !== null) texts.push(sync.table.results.text(record) ?? 'not kept')
  }
  return texts.toSorted()
}

function resultsHeldBy(server: BatchServer): string[] {
  return [...new Set([...server.outputLines, ...server.errorLines])].toSorted()
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, index) => text === right[index])
}

/** A clock in which every look takes half a second, so that what has gathered is stored again and again. */
function restless(clock: VirtualClock): Clock {
  let looks = 0
  return {
    ...clock,
    now: () => {
      looks += 1
      return looks * 500
    },
  }
}

/** Opens what an earlier visit has left on a disk. */
function visit(
  disk: FakeDisk,
  server: BatchServer,
  clock: VirtualClock,
  fetchContent: FetchContent,
): ResultsSync {
  const batch = server.batch()
  const { store, kept } = openFileRowStore(disk.open(), restless(clock), (value) =>
    readSyncState(value, batch),
  )
  return new ResultsSync({ clock, store, fetchContent, changed: () => {} }, batch, kept)
}

/**
 * Lets a server and a sync work side by side, as a page would poll, until nothing changes any more.
 * @param crashes chance for each answer that the page dies while it takes it
 */
async function settle(given: Manners, seed: number, crashes: number): Promise<Run> {
  const random = seeded(seed)
  const clock = new VirtualClock(random)
  const server = new BatchServer(given, random)
  const disk = new FakeDisk()
  let isCrashed = false
  async function* survived(chunks: AsyncIterable<Uint8Array>) {
    let bytesToLive = random() < crashes ? random() * 8000 : Number.POSITIVE_INFINITY
    for await (const chunk of chunks) {
      bytesToLive -= chunk.length
      if (bytesToLive < 0 && !isCrashed) {
        isCrashed = true
        sync.stop()
        disk.crash(random)
      }
      yield chunk
    }
  }
  let earlyRequests = 0
  /** When a file may be asked for again. A page that has died does not know it any more. */
  const notBefore = new Map<string, number>()
  const fetchContent: FetchContent = (fileId, from) => {
    if (random() < 0.3) server.work(Math.floor(random() * 4))
    if (clock.now() < (notBefore.get(fileId) ?? 0)) earlyRequests += 1
    const answer = server.content(fileId, from)
    const wait = answer.kind === 'content' ? 0 : (answer.retryAfterSeconds ?? 0)
    notBefore.set(fileId, clock.now() + 1000 * wait)
    return Promise.resolve(
      answer.kind === 'content' ? { ...answer, chunks: survived(answer.chunks) } : answer,
    )
  }
  let sync = visit(disk, server, clock, fetchContent)
  let toldVersion = server.version
  void sync.run()
  let falseClaims = 0
  const isComplete = () => sync.phase().kind === 'complete'
  const isSettled = () => !isCrashed && server.settled && toldVersion === server.version && isComplete()
  for (let poll = 0; poll < 3000 && !(isSettled() && sync.status().input !== 'reading'); poll += 1) {
    if (random() < 0.5) server.work(Math.floor(random() * 8))
    if (random() < 0.1) server.retry()
    const isNews = toldVersion !== server.version
    const answer = isCrashed || isNews ? server.poll() : null
    if (answer !== null) toldVersion = server.version
    if (answer !== null && isCrashed) {
      isCrashed = false
      notBefore.clear()
      sync = visit(disk, server, clock, fetchContent)
      void sync.run()
    } else if (answer !== null) sync.update(answer)
    const pause = server.settled ? 30_000 : 2000
    const nextPoll = clock.now() + pause
    void clock.wait(pause, new AbortController().signal)
    while (clock.now() < nextPoll) {
      await clock.advance()
      const claims = isComplete() && toldVersion === server.version && !isCrashed
      if (claims && !same(resultsOf(sync), resultsHeldBy(server))) falseClaims += 1
    }
  }
  for (let timer = 0; timer < 3; timer += 1) await clock.advance()
  sync.stop()
  await clock.rest()
  return { server, sync, falseClaims, earlyRequests, disk }
}

/** The same servers in every run; `SYNC_SEED` tries others. */
const seed = Number(process.env['SYNC_SEED'] ?? 20_261_122)

/** Hundreds of servers take seconds, and many times that on a busy machine. */
const TIMEOUT_MS = 120_000

function expectAll({ server, sync }: Run): void {
  expect(sync.phase()).toEqual({ kind: 'complete' })
  expect(resultsOf(sync)).toEqual(resultsHeldBy(server))
  expect(sync.status().outcomes).toMatchObject({
    succeeded: new Set(server.outputLines).size - new Set(server.rejectedLines).size,
    failed: server.errorLines.length + new Set(server.rejectedLines).size,
    pending: 0,
  })
}

describe('sync of results', { timeout: TIMEOUT_MS }, () => {
  it.each(Object.entries(personalities))(
    'ends with exactly the rows a %s server holds, however it behaves and however often the page dies',
    async (_name, given) => {
      await fc.assert(
        fc.asyncProperty(
          given,
          fc.integer(),
          fc.constantFrom(0, 0.1, 0.5),
          async (server, chance, crashes) => {
            const run = await settle(server, chance, crashes)
            expect([run.falseClaims, run.earlyRequests]).toEqual([0, 0])
            expectAll(run)
          },
        ),
        { numRuns: 350, seed },
      )
    },
  )

  it('lists every request in input order, each with its own result', async () => {
    await fc.assert(
      fc.asyncProperty(anyServer, fc.integer(), async (given, chance) => {
        const { server, sync } = await settle({ ...given, inputGone: false }, chance, 0.2)
        const rows = Array.from({ length: sync.table.input.count }, (_, row) => row)
        expect(rows.map((row) => sync.table.input.text(row))).toEqual(server.inputLines)
        expect(sync.table.count).toBe(rows.length)
        const misplaced = rows.filter((row) => {
          const { record } = sync.table.at(row)
          const text = record === null ? null : sync.table.results.text(record)
          return text !== null && !text.includes(`"custom_id":"row-${row}"`)
        })
        expect(misplaced).toEqual([])
      }),
      { numRuns: 100, seed },
    )
  })

  it('shows a finished batch on the next visit as it was, without a single request', async () => {
    await fc.assert(
      fc.asyncProperty(anyServer, fc.integer(), async (given, chance) => {
        const { server, sync: before, disk } = await settle(given, chance, 0.1)
        const results = resultsOf(before)
        const asked: string[] = []
        // Nothing but what was made safe is left.
        disk.crash(() => 0)
        const clock = new VirtualClock()
        const after = visit(disk, server, clock, (fileId) => {
          asked.push(fileId)
          return Promise.resolve(server.content(fileId, 0))
        })
        void after.run()
        await clock.rest()
        expect(asked).toEqual([])
        expect(resultsOf(after)).toEqual(results)
        const { version: _before, ...statusBefore } = before.status()
        const { version: _after, ...statusAfter } = after.status()
        expect(statusAfter).toEqual({ ...statusBefore, inputProblem: null, keeping: 'device' })
      }),
      { numRuns: 200, seed },
    )
  })
})
