import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readResultLine } from '../../domain/results/result-line.ts'
import { ALL_ROWS, type RowQuery, STILL_OPEN } from '../row-query.ts'
import { RowTable } from '../row-table.ts'
import { memoryRowStore } from '../store/row-store.ts'
import { findPorts } from '../testing/find-ports.ts'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { Finder } from './finder.ts'
import type { Found } from './found.ts'
import { type MatchTask, matchTask } from './match-task.ts'
import type { FindPorts } from './ports.ts'
import { QueryViews } from './query-views.ts'

const encoder = new TextEncoder()
const never = new AbortController().signal

let clock: VirtualClock
let table: RowTable
let finder: Finder
let views: QueryViews
/** What time it is after each look at it: a search may take long. */
let lookMs: number

// Loading takes a time of its own, which a clock that stands still knows nothing of.
beforeAll(() => import('./content-scan.ts'))
beforeEach(() => setUp({}))

function setUp(changes: Partial<FindPorts>): void {
  clock = new VirtualClock()
  lookMs = 0
  let looks = 0
  const store = memoryRowStore()
  table = new RowTable(store)
  const ports = {
    ...findPorts({
      now: () => clock.now() + (looks += lookMs),
      wait: (milliseconds) => clock.wait(milliseconds, never),
    }),
    ...changes,
  }
  views = new QueryViews({ table, store, openOutcome: () => 'pending', model: null }, ports)
  finder = new Finder(views, ports)
}

function add(id: string, content: string): void {
  const messages = [{ role: 'user', content: `Say ${content}` }]
  table.addInput(encoder.encode(JSON.stringify({ custom_id: id, body: { messages } })))
  finder.changed()
}

function answer(id: string, content: string): void {
  const body = { choices: [{ message: { content } }] }
  const text = JSON.stringify({ id, custom_id: id, response: { status_code: 200, body } })
  const line = readResultLine(text)
  if (line !== null) table.addResult('output', line, encoder.encode(text), 0)
  finder.changed()
}

function listing(query: Partial<RowQuery>) {
  return { query: { ...ALL_ROWS, ...query }, prices: [] }
}

/** Follows a query and keeps what is told. */
function follow(asker: string, query: Partial<RowQuery>): Found[] {
  const told: Found[] = []
  const asked = finder
  const go = async () => {
    for (;;) told.push(await asked.follow(asker, listing(query), told.at(-1)?.stamp ?? ''))
  }
  go().catch(() => undefined)
  return told
}

/** Lets everything that is due happen. */
async function comeToRest(): Promise<void> {
  for (let timer = 0; timer < 4; timer += 1) await clock.advance()
}

describe('whoever follows a query', () => {
  it('is told that rows which are still open are not known before the later attempts have been read', () => {
    expect(() => finder.follow('a', listing({ outcome: STILL_OPEN }), '')).toThrow('has not been read yet')
    const settled = (name: string, ...marks: number[]) => ({ name, count: 1, marks: Uint8Array.from(marks) })
    for (const id of ['a', 'b']) add(id, 'x')
    const first = views.of(listing({ outcome: STILL_OPEN, settled: settled('1', 1, 0) }))
    const second = views.of(listing({ outcome: STILL_OPEN, settled: settled('2', 0, 1) }))
    expect([...first.rows(), ...second.rows()]).toEqual([1, 0])
  })

  it('is told what is found, and again when rows change, and nothing otherwise', async () => {
    add('a', 'lake')
    add('b', 'river')
    const told = follow('page', { text: 'LAKE' })
    await comeToRest()
    expect(told.at(-1)).toMatchObject({ matched: 1, scanned: 2, total: 2, isSearching: false })
    const before = told.length
    await comeToRest()
    expect(told).toHaveLength(before)
    answer('b', 'A lake')
    await comeToRest()
    expect(told.at(-1)).toMatchObject({ matched: 2, outcomes: { succeeded: 1, pending: 1 } })
    expect([...views.of(listing({ text: 'LAKE' })).rows()]).toEqual([0, 1])
  })

  it('is told how far a long search is, and of the first rows at once', async () => {
    for (let row = 0; row < 400; row += 1)
      add(`row-${row}`, `${'x'.repeat(40_000)} ${row % 100 === 50 ? 'lake' : ''}`)
    lookMs = 7
    const told = follow('page', { text: 'lake', scope: 'request' })
    await comeToRest()
    expect(told.at(-1)).toMatchObject({ matched: 4, scanned: 400, isSearching: false })
    const searching = told.filter(({ isSearching }) => isSearching)
    expect(searching.some(({ matched }) => matched > 0)).toBe(true)
    const scanned = told.map((found) => found.scanned)
    expect(scanned).toEqual([...scanned].sort((left, right) => left - right))
  })

  it('is not told of the query it asked before', async () => {
    add('a', 'lake')
    const first = finder.follow('page', listing({ text: 'lake' }), '')
    const second = finder.follow('page', listing({ text: 'none' }), '')
    await comeToRest()
    expect((await first).isSearching).toBe(false)
    expect(await second).toMatchObject({ matched: 0 })
    const other = follow('guest', { text: 'lake' })
    await comeToRest()
    expect(other.at(-1)).toMatchObject({ matched: 1 })
  })

  it('is told of rows that arrive one by one a few times a second only', async () => {
    const told = follow('page', { text: 'lake' })
    await comeToRest()
    const before = told.length
    for (let row = 0; row < 1000; row += 1) add(`row-${row}`, 'lake')
    await comeToRest()
    expect(told.at(-1)).toMatchObject({ matched: 1000 })
    expect(told.length - before).toBeLessThan(10)
  })

  it('learns that an expression was given up, and finds with the next one', async () => {
    setUp({
      match: (expression, task) =>
        Promise.resolve(expression.source === 'lake' ? matchTask(expression, task) : null),
    })
    add('a', 'lake')
    const told = follow('page', { text: '(a+)+', isRegex: true })
    await comeToRest()
    expect(told.at(-1)).toMatchObject({ isTooSlow: true, isSearching: false, matched: 0, scanned: 0 })
    const next = follow('another', { text: 'lake', isRegex: true })
    await comeToRest()
    expect(next.at(-1)).toMatchObject({ isTooSlow: false, matched: 1 })
    expect(() => finder.follow('page', listing({ text: '(', isRegex: true }), '')).toThrow(SyntaxError)
  })
})

describe('a person’s expression', () => {
  const countOf = ({ texts, lines }: MatchTask) =>
    texts.length + lines.reduce((sum, { ids }) => sum + ids.length, 0)
  /** More text than is read at once. */
  const addMany = () => {
    for (let row = 0; row < 100; row += 1) add(`row-${row}`, `${'x'.repeat(40_000)} lake ${row % 10}`)
  }

  it('is asked of lines while the next ones are read, never of more than two lots at once', async () => {
    let running = 0
    const lots: number[] = []
    setUp({
      match: async (expression, task) => {
        running += 1
        expect(running).toBeLessThanOrEqual(2)
        lots.push(countOf(task))
        await Promise.resolve()
        running -= 1
        return matchTask(expression, task)
      },
    })
    addMany()
    const told = follow('page', { text: 'lake [37]', isRegex: true })
    await comeToRest()
    expect(told.at(-1)).toMatchObject({ matched: 20, scanned: 100, isSearching: false })
    expect(lots.length).toBeGreaterThan(2)
  })

  it('is asked once of each line that has its words', async () => {
    let asked = 0
    setUp({
      match: (expression, task) => {
        asked += countOf(task)
        return Promise.resolve(matchTask(expression, task))
      },
    })
    for (let row = 0; row < 200; row += 1) add(`row-${row}`, row % 2 === 0 ? `lake ${row}` : 'river')
    const told = follow('page', { text: 'lake .{3}$', isRegex: true, scope: 'request' })
    await comeToRest()
    expect(told.at(-1)).toMatchObject({ matched: 50, scanned: 200 })
    expect(asked).toBe(100)
  })

  it('that comes to no end is asked of nothing more', async () => {
    let asked = 0
    setUp({
      match: () => {
        asked += 1
        return Promise.resolve(null)
      },
    })
    addMany()
    const told = follow('page', { text: '(a+)+', isRegex: true })
    await comeToRest()
    expect(told.at(-1)).toMatchObject({ isTooSlow: true, isSearching: false })
    expect(asked).toBe(1)
  })
})

describe('all rows of a query', () => {
  it('are handed out when every row has been looked at', async () => {
    for (const id of ['a', 'b', 'c']) add(id, id === 'b' ? 'river' : 'lake')
    const rows = finder.rows(
      'export',
      listing({ text: 'lake', sort: { by: 'custom_id', direction: 'down' } }),
    )
    await comeToRest()
    expect([...(await rows)]).toEqual([2, 0])
  })
})
