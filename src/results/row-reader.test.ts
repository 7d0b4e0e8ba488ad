import { beforeEach, describe, expect, it } from 'vitest'
import { readResultLine } from '../domain/results/result-line.ts'
import { QueryView } from './find/query-view.ts'
import { RowCosts } from './find/row-costs.ts'
import type { ByteStore } from './ports.ts'
import { ALL_ROWS, type RowQuery } from './row-query.ts'
import { RowReader } from './row-reader.ts'
import { RowTable } from './row-table.ts'
import { memoryRowStore } from './store/row-store.ts'

const encoder = new TextEncoder()

let table: RowTable
let reader: RowReader

beforeEach(() => {
  table = new RowTable(memoryRowStore())
  reader = new RowReader(table, () => 'pending')
})

function view(query: Partial<RowQuery> = {}): QueryView {
  return new QueryView(
    table,
    () => 'pending',
    { ...ALL_ROWS, ...query },
    { costs: new RowCosts(() => null), scan: null },
  )
}

function ask(customId: string, content: string, more: object = {}) {
  const body = { model: 'm', messages: [{ role: 'user', content }], ...more }
  table.addInput(encoder.encode(JSON.stringify({ custom_id: customId, body })))
}

function answer(customId: string, content: string) {
  const body = { choices: [{ message: { content } }], usage: { prompt_tokens: 5, completion_tokens: 7 } }
  add('output', {
    id: `id-${customId}`,
    custom_id: customId,
    response: { status_code: 200, body },
    error: null,
  })
}

function fail(customId: string, message: string) {
  add('error', { id: `id-${customId}`, custom_id: customId, response: null, error: { code: 'x', message } })
}

function add(file: 'output' | 'error', value: object) {
  const text = JSON.stringify(value)
  const line = readResultLine(text)
  if (line !== null) table.addResult(file, line, encoder.encode(text), 0)
}

/** A store that takes everything and gives nothing back. */
function forgets(store: ByteStore): ByteStore {
  return { append: (bytes) => store.append(bytes), read: () => null, readOn: () => null }
}

/** What rows without a result say of one. */
const NOTHING = {
  tokensIn: 0,
  tokensOut: 0,
  tokensCached: 0,
  isCounted: false,
  model: 'm',
  answeredAt: null,
  durationMs: null,
  foundIn: null,
  fields: [],
}

describe('RowReader', () => {
  it('hands out single rows as lines, in the order asked for, with fields of their answers', () => {
    for (const id of ['a', 'b']) ask(id, 'Q')
    answer('b', '{"mood":"calm"}')
    const lines = reader.summaries(Uint32Array.of(1, 0), ['mood'])
    expect(lines.map(({ customId, outcome, fields }) => [customId, outcome, ...fields])).toEqual([
      ['b', 'succeeded', 'calm'],
      ['a', 'pending', ''],
    ])
  })

  it('lists rows in input order with what is known of each', () => {
    for (const id of ['a', 'b', 'c']) ask(id, `Question ${id}`)
    answer('c', 'Answer c')
    fail('a', 'It broke')
    expect(reader.window(0, 10, view())).toEqual({
      total: 3,
      lacksExcerpts: false,
      rows: [
        {
          row: 0,
          customId: 'a',
          outcome: 'failed',
          request: 'Question a',
          answer: 'It broke',
          ...NOTHING,
        },
        {
          row: 1,
          customId: 'b',
          outcome: 'pending',
          request: 'Question b',
          answer: '',
          ...NOTHING,
        },
        {
          row: 2,
          customId: 'c',
          outcome: 'succeeded',
          request: 'Question c',
          answer: 'Answer c',
          ...NOTHING,
          tokensIn: 5,
          tokensOut: 7,
          isCounted: true,
        },
      ],
    })
  })

  it('brings the fields of structured answers that are asked for', () => {
    for (const id of ['a', 'b', 'c', 'd']) ask(id, 'Q')
    answer('a', '{"mood":"good","size":{"wide":1.50},"tags":["x","y"]}')
    answer('b', 'Sure!')
    fail('c', '{"mood":"bad"}')
    const fields = (names: string[]) => reader.window(0, 9, view(), names).rows.map((row) => row.fields)
    expect(fields(['size.wide', 'mood', 'tags'])).toEqual([
      ['1.50', 'good', 'x, y'],
      ['', '', ''],
      ['', '', ''],
      ['', '', ''],
    ])
    expect(fields(['mood'])[0]).toEqual(['good'])
    expect(fields([])[0]).toEqual([])
  })

  it('tells when an answer was made and how long that took, where it says so', () => {
    for (const id of ['a', 'b']) ask(id, 'Q')
    const usage = { prompt_tokens: 3, completion_tokens: 4, total_time: 1.5 }
    const body = { created: 1_767_225_600, model: 'other', choices: [{ message: { content: 'A' } }], usage }
    add('output', { id: 'id-a', custom_id: 'a', response: { status_code: 200, body }, error: null })
    const told = { model: 'other', answeredAt: 1_767_225_600, durationMs: 1500 }
    expect(reader.window(0, 2, view()).rows).toMatchObject([told, NOTHING])
    expect(reader.detail(0)).toMatchObject(told)
  })

  it('filters by outcome and leads to the neighbours under the filter', () => {
    for (const id of ['a', 'b', 'c', 'd']) ask(id, 'Q')
    for (const id of ['a', 'c', 'd']) answer(id, 'A')
    expect(reader.window(1, 1, view({ outcome: 'succeeded' }))).toMatchObject({
      total: 3,
      rows: [{ row: 2 }],
    })
    expect(reader.place(2, view({ outcome: 'succeeded' }))).toMatchObject({ index: 1, previous: 0, next: 3 })
    expect(reader.place(1, view({ outcome: 'succeeded' }))).toMatchObject({
      index: null,
      previous: 0,
      next: 2,
    })
    expect(reader.place(3, view())).toMatchObject({ index: 3, previous: 2, next: null })
    expect(reader.place(900, view())).toMatchObject({ index: null, previous: 3, next: null })
    expect(reader.detail(4)).toBeNull()
  })

  it('begins the lines of found rows shortly before what was found, and says where that is', () => {
    const asked = 'Summarise the ticket on the opening of the new harbours along the coast.'
    ask('a', asked)
    answer('a', 'A long sentence that says very little before it comes to the harbours at last.')
    ask('b', asked)
    answer('b', 'Done.')
    ask('c', 'Harbours?')
    const found = (query: Partial<RowQuery>) =>
      reader.window(0, 3, view(), [], { ...ALL_ROWS, text: 'harbours', ...query }).rows
    const excerpt = '… of the new harbours along the coast.'
    expect(found({})).toMatchObject([
      { request: excerpt, answer: '… comes to the harbours at last.', foundIn: 'answer' },
      { request: excerpt, answer: 'Done.', foundIn: 'request' },
      { request: 'Harbours?', answer: '', foundIn: 'request' },
    ])
    expect(found({ scope: 'answer' })[1]).toMatchObject({ request: asked, foundIn: null })
    expect(found({ matchesCase: true })[2]).toMatchObject({ foundIn: null })
    expect(reader.window(0, 1, view()).rows[0]).toMatchObject({ request: asked, foundIn: null })
  })

  it('begins fields of structured answers where the words stand in them', () => {
    ask('a', 'Q')
    answer(
      'a',
      '{"title":"A year on the new harbours","tags":["old ships","slow boats","harbours"],"sizes":[[1]]}',
    )
    const fields = (text: string, scope: RowQuery['scope'] = 'all') =>
      reader.window(0, 1, view(), ['title', 'tags', 'sizes', 'gone'], { ...ALL_ROWS, text, scope }).rows[0]
        ?.fields
    const plain = ['A year on the new harbours', 'old ships, slow boats, harbours', '[1 entry]', '']
    expect(fields('')).toEqual(plain)
    expect(fields('harbours')).toEqual(['… new harbours', '… boats, harbours', '[1 entry]', ''])
    expect(fields('[1]')).toEqual([...plain.slice(0, 2), '[[1]]', ''])
    expect(fields('harbours', 'request')).toEqual(plain)
  })

  it('shows the newest text of a row that failed again', () => {
    ask('a', 'Q')
    fail('a', 'first time')
    expect(reader.window(0, 1, view()).rows[0]?.answer).toBe('first time')
    const before = reader.place(0, view()).stamp
    fail('a', 'second time')
    expect(reader.place(0, view()).stamp).not.toBe(before)
    expect(reader.window(0, 1, view()).rows[0]?.answer).toBe('second time')
  })

  it('calls prose invalid only where the request asked for JSON, whichever is read first', () => {
    const format = { response_format: { type: 'json_object' } }
    answer('late', 'Sure!')
    ask('late', 'Q', format)
    ask('early', 'Q', format)
    answer('early', 'Sure!')
    ask('prose', 'Q')
    answer('prose', 'Sure!')
    const outcomes = reader.window(0, 3, view()).rows.map(({ outcome }) => outcome)
    expect(outcomes).toEqual(['invalid_json', 'invalid_json', 'succeeded'])
  })

  it('lets the answer of a retry take the place of the failure', () => {
    ask('a', 'Q')
    fail('a', 'It broke')
    answer('a', 'Better')
    expect(reader.window(0, 5, view())).toMatchObject({
      total: 1,
      rows: [{ outcome: 'succeeded', answer: 'Better' }],
    })
    table.beginErrorReading()
    table.endErrorReading()
    expect(reader.window(0, 5, view())).toMatchObject({ total: 1, rows: [{ outcome: 'succeeded' }] })
  })

  it('gives requests with the same custom_id one result each', () => {
    ask('twin', 'first')
    ask('twin', 'second')
    answer('twin', 'one')
    add('output', {
      id: 'other',
      custom_id: 'twin',
      response: { status_code: 200, body: { choices: [{ text: 'two' }] } },
    })
    expect(reader.window(0, 5, view()).rows.map((row) => row.answer)).toEqual(['one', 'two'])
  })

  it('lists results whose request is not known behind the others', () => {
    answer('x', 'orphan')
    ask('a', 'Q')
    expect(reader.window(0, 5, view()).rows).toMatchObject([
      { row: 0, customId: 'a', outcome: 'pending' },
      { row: 1, customId: 'x', request: '', answer: 'orphan' },
    ])
  })

  it('says of texts that were dropped that they are not kept, and still knows the row', () => {
    const { results, requests } = memoryRowStore()
    const forgetful = { ...memoryRowStore(), results: forgets(results), requests: forgets(requests) }
    table = new RowTable(forgetful)
    reader = new RowReader(table, () => 'pending')
    ask('a', 'Q')
    answer('a', 'A')
    const [row] = reader.window(0, 1, view()).rows
    expect(row).toMatchObject({ customId: 'a', outcome: 'succeeded', tokensOut: 7 })
    expect(row?.answer).toContain('not kept')
    expect(reader.detail(0)).toMatchObject({ customId: 'a', dropped: { request: true, result: true } })
  })

  it('reads a row whole, numbers digit by digit', () => {
    ask('a', 'Q', { seed: 1 })
    answer('a', 'A')
    expect(reader.detail(0)).toMatchObject({
      customId: 'a',
      status: 200,
      usage: { input: 5, output: 7 },
      request: { model: 'm', options: [{ name: 'seed', json: '1' }] },
      answer: { kind: 'choices', choices: [{ text: 'A' }] },
      cause: null,
    })
  })

  it('cuts the view of an enormous answer, not the answer', () => {
    ask('a', 'Q')
    answer('a', 'x'.repeat(5_000_000))
    const source = reader.detail(0)?.resultSource
    expect(source?.isCut).toBe(true)
    expect(source?.pretty.length).toBeLessThan(300_000)
    expect(source?.whole.length).toBeGreaterThan(5_000_000)
    expect(reader.window(0, 1, view()).rows[0]?.answer.length).toBeLessThan(300)
  })
})

describe('the answers over time', () => {
  const answered = (customId: string, created: number | null, more: object = {}) =>
    add('output', {
      id: `id-${customId}`,
      custom_id: customId,
      response: {
        status_code: 200,
        body: {
          ...(created === null ? {} : { created }),
          model: 'big',
          choices: [{ message: { content: `Answer ${customId}` } }],
          usage: {
            prompt_tokens: 5,
            completion_tokens: 7,
            prompt_tokens_details: { cached_tokens: 2 },
            completion_tokens_details: { reasoning_tokens: 3 },
          },
          ...more,
        },
      },
      error: null,
    })

  it('hold each row once, with its tokens, and the newest rows first', () => {
    for (const id of ['a', 'b', 'c', 'd']) ask(id, `Question ${id}`)
    fail('c', 'It broke')
    answered('b', 1000)
    answered('b', 1000)
    answered('a', 1003)
    answered('stranger', null, { usage: null })
    const { series, failed, newest } = reader.progress(0, 3)
    const tokens = { input: 5, cached: 2, output: 7, reasoning: 3 }
    expect(series.buckets).toEqual([
      { start: 1000, models: [{ model: 'big', rows: 1, uncounted: 0, ...tokens }] },
      { start: 1003, models: [{ model: 'big', rows: 1, uncounted: 0, ...tokens }] },
    ])
    expect(series.untimed).toMatchObject([{ model: 'big', rows: 1, uncounted: 1, input: 0 }])
    expect(failed).toBe(1)
    expect(newest.map(({ row, customId }) => [row, customId])).toEqual([
      [4, 'stranger'],
      [0, 'a'],
      [1, 'b'],
    ])
  })

  it('leave out an answer that is an error', () => {
    ask('a', 'Question a')
    add('output', { id: 'id-a', custom_id: 'a', response: { status_code: 500, body: {} }, error: null })
    expect(reader.progress(0, 5).series).toMatchObject({ buckets: [], untimed: [] })
  })

  it('count a failed row that has been answered since as answered', () => {
    ask('a', 'Question a')
    fail('a', 'It broke')
    answered('a', 1000)
    const { failed, newest } = reader.progress(0, 5)
    expect(failed).toBe(0)
    expect(newest).toMatchObject([{ row: 0, outcome: 'succeeded' }])
  })
})
