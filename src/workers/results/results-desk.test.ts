import { beforeEach, expect, it } from 'vitest'
import { MissingCode } from '../../lib/missing-code.ts'
import type { MakeExcerpts } from '../../results/find/expression-excerpts.ts'
import { ALL_ROWS } from '../../results/row-query.ts'
import type { RowWindow } from '../../results/row-reader.ts'
import { memoryRowStore } from '../../results/store/row-store.ts'
import { BatchServer } from '../../results/testing/batch-server.ts'
import { findPorts } from '../../results/testing/find-ports.ts'
import { VirtualClock } from '../../results/testing/virtual-clock.ts'
import { ResultsDesk } from './results-desk.ts'

const connection = { id: 'c', name: 'Test', baseUrl: 'http://127.0.0.1/v1', apiKey: null }

let clock: VirtualClock
let desk: ResultsDesk
/** How excerpts are made, which a test may change. */
let excerpts: MakeExcerpts
/** Tasks of excerpts that were begun. */
let begun: number

/** A desk with twenty rows that have been read, all of which the expression finds. */
beforeEach(async () => {
  // Code that is loaded on the way would come to rest at its own time.
  await Promise.all([
    import('../../results/find/finder.ts'),
    import('../../results/find/content-scan.ts'),
    import('../../results/find/expression-excerpts.ts'),
  ])
  clock = new VirtualClock()
  const wait = (milliseconds: number) => clock.wait(milliseconds, new AbortController().signal)
  const ports = findPorts({ now: clock.now, wait })
  begun = 0
  excerpts = ports.excerpts
  const server = new BatchServer({ rows: 20 }, () => 0.5)
  server.work(20)
  desk = new ResultsDesk(
    {
      clock,
      find: {
        ...ports,
        excerpts: (expression, rows) => {
          begun += 1
          return excerpts(expression, rows)
        },
      },
      fetchContentFrom: () => (fileId, from) => Promise.resolve(server.content(fileId, from)),
      changed: () => {},
      broken: (message) => expect.unreachable(message),
    },
    connection,
    { batch: server.batch(), answeredAt: 0 },
    { store: memoryRowStore(), kept: null },
  )
  desk.setWanted(true)
  while (desk.status().rowsRead < 20) await clock.advance()
  for (let since = ''; ;) {
    const asked = Promise.resolve(desk.answer('tab', { kind: 'found', listing, since }))
    const ending = await settled(asked)
    if (ending.kind !== 'reply' || ending.reply.kind !== 'found') throw new Error('Nothing was found.')
    since = ending.reply.found.stamp
    if (!ending.reply.found.isSearching) break
  }
})

const listing = { query: { ...ALL_ROWS, text: 'row-\\d|answer', isRegex: true }, prices: [] }

/** What a promise comes to; time goes on only where nothing else does. */
async function settled<Value>(promise: Promise<Value>): Promise<Value> {
  const state = { isSettled: false }
  void promise.then(() => {
    state.isSettled = true
  })
  for (let turn = 0; turn < 10 && !state.isSettled; turn += 1) await clock.rest()
  while (!state.isSettled) await clock.advance()
  return promise
}

function ask(awaitsExcerpts: boolean): Promise<RowWindow> {
  const question = { kind: 'rows', from: 0, count: 20, listing, fields: [], awaitsExcerpts } as const
  return Promise.resolve(desk.answer('tab', question)).then((ending) => {
    if (ending.kind !== 'reply' || ending.reply.kind !== 'rows') throw new Error('There are no rows.')
    return ending.reply.window
  })
}

it('answers with the excerpts of an expression where they are made at once', async () => {
  const startedAt = clock.now()
  const window = await settled(ask(false))
  expect(window).toMatchObject({ total: 20, lacksExcerpts: false })
  expect(window.rows[0]?.foundIn).toBe('answer')
  expect(clock.now()).toBe(startedAt)
  await settled(ask(false))
  expect(begun).toBe(1)
})

it('shows the lines as they begin after a short while, and the excerpts to whoever awaits them', async () => {
  const slow = Promise.withResolvers<void>()
  const atOnce = excerpts
  excerpts = (expression, rows) => slow.promise.then(() => atOnce(expression, rows))
  const startedAt = clock.now()
  const first = await settled(ask(false))
  expect(first).toMatchObject({ total: 20, lacksExcerpts: true })
  expect(first.rows[0]?.foundIn).toBeNull()
  expect(clock.now() - startedAt).toBe(100)
  // Whoever scrolls meanwhile does not wait again.
  expect(await settled(ask(false))).toMatchObject({ lacksExcerpts: true })
  expect(clock.now() - startedAt).toBe(100)
  const awaited = ask(true)
  slow.resolve()
  expect((await settled(awaited)).rows[0]?.foundIn).toBe('answer')
  expect(begun).toBe(1)
})

it('waits for an expression that takes too long once', async () => {
  excerpts = () => Promise.resolve(null)
  expect(await settled(ask(false))).toMatchObject({ total: 20, lacksExcerpts: false })
  const startedAt = clock.now()
  expect((await settled(ask(true))).rows[0]?.foundIn).toBeNull()
  expect([begun, clock.now() - startedAt]).toEqual([1, 0])
})

it('shows the lines as they begin where code is missing, and tries again', async () => {
  const atOnce = excerpts
  excerpts = () => Promise.reject(new MissingCode())
  const window = await settled(ask(true))
  expect(window).toMatchObject({ total: 20, lacksExcerpts: true })
  excerpts = atOnce
  expect(await settled(ask(true))).toMatchObject({ lacksExcerpts: false })
})
