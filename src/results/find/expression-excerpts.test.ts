import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { RowSources } from '../../domain/results/row-excerpts.ts'
import { ALL_ROWS, type RowQuery } from '../row-query.ts'
import { RowReader } from '../row-reader.ts'
import { RowTable } from '../row-table.ts'
import { memoryRowStore } from '../store/row-store.ts'
import { findPorts } from '../testing/find-ports.ts'
import { readResultLine } from '../../domain/results/result-line.ts'
import { ExpressionExcerpts, type MakeExcerpts } from './expression-excerpts.ts'
import { QueryView } from './query-view.ts'
import { RowCosts } from './row-costs.ts'

const { excerpts: makeAtOnce } = findPorts({ now: () => 0, wait: () => Promise.resolve() })
const encoder = new TextEncoder()
const ASKED = 'Summarise the ticket on the opening of the new harbours along the coast.'

let table: RowTable
let reader: RowReader
let view: QueryView

beforeEach(() => {
  table = new RowTable(memoryRowStore())
  reader = new RowReader(table, () => 'pending')
  view = new QueryView(table, () => 'pending', ALL_ROWS, { costs: new RowCosts(() => null), scan: null })
})

function add(id: string, asked: string, content: string) {
  const body = { model: 'm', messages: [{ role: 'user', content: asked }] }
  table.addInput(encoder.encode(JSON.stringify({ custom_id: id, body })))
  const response = { status_code: 200, body: { choices: [{ message: { content } }] } }
  const text = JSON.stringify({ id: `id-${id}`, custom_id: id, response, error: null })
  const line = readResultLine(text)
  if (line !== null) table.addResult('output', line, encoder.encode(text), 0)
}

const window = (query: RowQuery, fields: readonly string[] = []) => reader.window(0, 100, view, fields, query)
const lacking = (query: RowQuery, fields: readonly string[] = []) =>
  reader.lackingExcerpts(0, 100, view, fields, query)

/** The window when its excerpts have been made. */
async function madeWindow(query: RowQuery, fields: readonly string[] = []) {
  const work = lacking(query, fields)
  if (work !== null) await new ExpressionExcerpts(makeAtOnce).make('tab', work)
  return window(query, fields)
}

const expression = (text: string, more: Partial<RowQuery> = {}): RowQuery => ({
  ...ALL_ROWS,
  text,
  isRegex: true,
  ...more,
})

describe('the excerpts of an expression', () => {
  it('stand in the list when they have been made, and the lines as they begin until then', async () => {
    add('a', ASKED, 'A long sentence that says very little before it comes to the harbours at last.')
    add('b', ASKED, 'Done.')
    const query = expression('harbou?rs?')
    expect(window(query)).toMatchObject({
      lacksExcerpts: true,
      rows: [{ request: ASKED, foundIn: null }, {}],
    })
    const excerpt = '… of the new harbours along the coast.'
    expect(await madeWindow(query)).toMatchObject({
      lacksExcerpts: false,
      rows: [
        { request: excerpt, answer: '… comes to the harbours at last.', foundIn: 'answer' },
        { request: excerpt, answer: 'Done.', foundIn: 'request' },
      ],
    })
    expect(lacking(query)).toBeNull()
    add('c', ASKED, 'More.')
    expect(window(query)).toMatchObject({
      lacksExcerpts: true,
      rows: [{ request: excerpt }, {}, { request: ASKED }],
    })
    // Where one looks, and how, leads to others.
    expect((await madeWindow(expression('harbou?rs?', { scope: 'answer' }))).rows[1]).toMatchObject({
      request: ASKED,
      foundIn: null,
    })
    expect((await madeWindow(expression('HARBOU?RS', { matchesCase: true }))).rows[0]?.foundIn).toBeNull()
    expect(lacking(expression('harbours', { scope: 'id' }))).toBeNull()
    expect(lacking({ ...query, isRegex: false })).toBeNull()
  })

  it('are those of the words where the expression is plain text', async () => {
    const units = [...'aAb é\n.*("\\{', '😀', 'harbour']
    const text = fc.string({ unit: fc.constantFrom(...units), maxLength: 120 })
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...units), minLength: 1, maxLength: 3 }),
        text,
        fc.oneof(
          text,
          fc.record({ mood: text, tags: fc.array(text) }).map((value) => JSON.stringify(value)),
        ),
        fc.boolean(),
        fc.constantFrom('all' as const, 'request' as const, 'answer' as const, 'id' as const),
        async (words, asked, answered, matchesCase, scope) => {
          table = new RowTable(memoryRowStore())
          reader = new RowReader(table, () => 'pending')
          view = new QueryView(table, () => 'pending', ALL_ROWS, {
            costs: new RowCosts(() => null),
            scan: null,
          })
          add('a', asked, answered)
          const query = { ...ALL_ROWS, text: words, matchesCase, scope }
          const escaped = words.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
          const fields = ['mood', 'tags']
          const found = await madeWindow({ ...query, text: escaped, isRegex: true }, fields)
          expect(found).toEqual(window(query, fields))
        },
      ),
    )
  })

  it('stay while those of other rows in sight are made', async () => {
    for (let row = 0; row < 600; row += 1) add(`row-${row}`, 'Q', 'A harbour')
    const query = expression('harbour')
    for (const [from, count] of [
      [0, 64],
      [150, 430],
      [0, 128],
    ] as const) {
      const work = reader.lackingExcerpts(from, count, view, [], query)
      if (work === null) throw new Error('Nothing is lacking.')
      await new ExpressionExcerpts(makeAtOnce).make('tab', work)
      expect(reader.window(from, count, view, [], query).lacksExcerpts).toBe(false)
    }
  })

  it('are given up once and for all when they take too long', async () => {
    add('a', 'aaa', 'b')
    const query = expression('(a+)+$')
    const asked: RegExp[] = []
    const slow = new ExpressionExcerpts((sought) => {
      asked.push(sought)
      return Promise.resolve(null)
    })
    const [first, second] = [lacking(query), lacking(query)]
    if (first === null || second === null) throw new Error('Nothing is lacking.')
    await Promise.all([slow.make('one tab', first), slow.make('another', second)])
    expect(asked).toHaveLength(1)
    expect(window(query)).toMatchObject({ lacksExcerpts: false, rows: [{ request: 'aaa', foundIn: null }] })
    expect(lacking(query)).toBeNull()
    expect(lacking(expression('(a+)+$', { scope: 'request' }))).toBeNull()
    expect(lacking(expression('a+'))).not.toBeNull()
  })
})

describe('the work at excerpts', () => {
  /** Work that is done when a test says so. */
  function doneByHand() {
    const parts: { rows: readonly RowSources[]; done: () => void }[] = []
    const make: MakeExcerpts = async (sought, rows) => {
      await new Promise<void>((done) => parts.push({ rows, done }))
      return makeAtOnce(sought, rows)
    }
    return { parts, excerpts: new ExpressionExcerpts(make) }
  }
  const work = (query: RowQuery) => {
    const lacks = lacking(query)
    if (lacks === null) throw new Error('Nothing is lacking.')
    return lacks
  }
  const turn = () => new Promise((resolve) => setTimeout(resolve))

  it('is handed over in parts, without what is not looked through', async () => {
    for (const id of ['a', 'b', 'c']) add(id, 'Q', 'x'.repeat(300_000))
    const { parts, excerpts } = doneByHand()
    const made = excerpts.make('tab', work(expression('xy?')))
    for (const part of [0, 1]) {
      await turn()
      expect(parts[part]?.rows.map(([, answer]) => answer?.texts[0]?.length)).toEqual(
        part === 0 ? [200_000, 200_000] : [200_000],
      )
      parts[part]?.done()
    }
    await made
    expect(parts).toHaveLength(2)
    expect(window(expression('xy?')).lacksExcerpts).toBe(false)
  })

  it('ends between two parts when its asker wants something else, and never makes an excerpt twice', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) add(id, 'Q', `${id}${'x'.repeat(200_000)}`)
    const { parts, excerpts } = doneByHand()
    const former = excerpts.make('tab', work(expression('x+')))
    await turn()
    const latter = excerpts.make('tab', work(expression('x+')))
    const others = excerpts.make('another tab', work(expression('x+')))
    parts[0]?.done()
    await former
    for (const part of [1, 2]) {
      await turn()
      parts[part]?.done()
    }
    await Promise.all([latter, others])
    const seen = parts.flatMap(({ rows }) => rows.map(([, answer]) => answer?.line[0]))
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('ends with its tab, and with the batch', async () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) add(id, 'Q', 'x'.repeat(200_000))
    for (const end of ['forget', 'stop'] as const) {
      const { parts, excerpts } = doneByHand()
      const made = excerpts.make('tab', work(expression(`x|${end}`)))
      await turn()
      excerpts[end]('tab')
      parts[0]?.done()
      await made
      expect(parts).toHaveLength(1)
    }
  })

  it('goes on after a part that failed', async () => {
    add('a', 'Q', 'x')
    let isMissing = true
    const excerpts = new ExpressionExcerpts((sought, rows) =>
      isMissing ? Promise.reject(new Error('missing')) : makeAtOnce(sought, rows),
    )
    await expect(excerpts.make('tab', work(expression('x')))).rejects.toThrow('missing')
    isMissing = false
    await excerpts.make('tab', work(expression('x')))
    expect(window(expression('x')).lacksExcerpts).toBe(false)
  })
})
