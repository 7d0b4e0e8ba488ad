import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MemoryStore } from './memory-store.ts'
import { ResultsSync } from './sync.ts'
import { BatchServer, type Manners } from './testing/batch-server.ts'
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

const manners: fc.Arbitrary<Manners> = fc.record({
  rows: fc.integer({ min: 0, max: 60 }),
  chunkBytes: fc.constantFrom(7, 64, 1000),
  slip: fc.constantFrom(0, 2, 20),
  failing: fc.constantFrom(0, 0.2, 1),
  repeats: fc.constantFrom(0, 0.2),
  refuses: fc.constantFrom(0, 0.3, 0.6),
  cuts: fc.constantFrom(0, 0.3, 0.6),
  silentCuts: fc.constantFrom(0, 0.1, 0.3),
  ignoresOffset: fc.constantFrom(0, 0.2, 1),
  blankLines: fc.constantFrom(0, 0.3),
  retries: fc.constantFrom(0, 1, 3),
  cancels: fc.boolean(),
  contentOnlyAtEnd: fc.boolean(),
  inputGone: fc.boolean(),
})

interface Run {
  server: BatchServer
  sync: ResultsSync
  /** Moments at which the sync said that everything was there, and it was not. */
  falseClaims: number
}

/** Rows as the sync lists them: every text of its results. */
function resultsOf(sync: ResultsSync): string[] {
  const texts: string[] = []
  for (let row = 0; row < sync.table.count; row += 1) {
    const { record } = sync.table.at(row)
    if (record !== null) texts.push(sync.table.results.text(record))
  }
  return texts.toSorted()
}

function resultsHeldBy(server: BatchServer): string[] {
  return [...new Set([...server.outputLines, ...server.errorLines])].toSorted()
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, index) => text === right[index])
}

/** Lets a server and a sync work side by side, as a page would poll, until nothing changes any more. */
async function settle(given: Manners, seed: number): Promise<Run> {
  const random = seeded(seed)
  const clock = new VirtualClock(random)
  const server = new BatchServer(given, random)
  const sync = new ResultsSync(
    {
      clock,
      store: new MemoryStore(4096),
      changed: () => {},
      fetchContent: (fileId, from) => {
        if (random() < 0.3) server.work(Math.floor(random() * 4))
        return Promise.resolve(server.content(fileId, from))
      },
    },
    server.batch(),
  )
  let toldVersion = server.version
  void sync.run()
  let falseClaims = 0
  const isComplete = () => sync.phase().kind === 'complete'
  const isSettled = () => server.settled && toldVersion === server.version && isComplete()
  for (let poll = 0; poll < 3000 && !(isSettled() && sync.status().input !== 'reading'); poll += 1) {
    if (random() < 0.5) server.work(Math.floor(random() * 8))
    if (random() < 0.1) server.retry()
    if (toldVersion !== server.version) sync.update(server.batch())
    toldVersion = server.version
    const pause = server.settled ? 30_000 : 2000
    const nextPoll = clock.now() + pause
    void clock.wait(pause, new AbortController().signal)
    while (clock.now() < nextPoll) {
      await clock.advance()
      const claims = isComplete() && toldVersion === server.version
      if (claims && !same(resultsOf(sync), resultsHeldBy(server))) falseClaims += 1
    }
  }
  sync.stop()
  return { server, sync, falseClaims }
}

/** The same servers in every run; `SYNC_SEED` tries others. */
const seed = Number(process.env['SYNC_SEED'] ?? 20_261_122)

describe('sync of results', () => {
  it('ends with exactly the rows the server holds, however the server behaves', async () => {
    await fc.assert(
      fc.asyncProperty(manners, fc.integer(), async (given, chance) => {
        const { server, sync, falseClaims } = await settle(given, chance)
        expect(falseClaims).toBe(0)
        expect(sync.phase()).toEqual({ kind: 'complete' })
        expect(resultsOf(sync)).toEqual(resultsHeldBy(server))
        expect(sync.status().outcomes).toMatchObject({
          succeeded: new Set(server.outputLines).size,
          failed: server.errorLines.length,
          pending: 0,
        })
      }),
      { numRuns: 500, seed },
    )
  })

  it('lists every request in input order, each with its own result', async () => {
    await fc.assert(
      fc.asyncProperty(manners, fc.integer(), async (given, chance) => {
        const { server, sync } = await settle({ ...given, inputGone: false }, chance)
        const rows = Array.from({ length: sync.table.input.count }, (_, row) => row)
        expect(rows.map((row) => sync.table.input.text(row))).toEqual(server.inputLines)
        expect(sync.table.count).toBe(rows.length)
        const misplaced = rows.filter((row) => {
          const { record } = sync.table.at(row)
          return record !== null && sync.table.customIdOf(record) !== `row-${row}`
        })
        expect(misplaced).toEqual([])
      }),
      { numRuns: 100, seed },
    )
  })
})
