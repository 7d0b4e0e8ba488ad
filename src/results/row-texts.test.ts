import { describe, expect, it } from 'vitest'
import { ChangeLog } from '../domain/export/changes.ts'
import { MOST_FIELDS } from '../domain/export/columns.ts'
import { exportBytes } from '../domain/export/export-bytes.ts'
import { collectBytes, priceOf } from '../domain/export/testing/rows.ts'
import { OUTCOMES } from '../domain/results/outcome.ts'
import { readResultLine } from '../domain/results/result-line.ts'
import { partOf, type RowSnapshot } from './row-snapshot.ts'
import { type OpenOutcome, RowTable } from './row-table.ts'
import { RowTexts } from './row-texts.ts'
import { memoryRowStore } from './store/row-store.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A line of an output file whose answer is some bytes. */
function lineOf(
  id: string,
  answer: readonly number[],
  before: readonly number[] = [],
): Uint8Array<ArrayBuffer> {
  const [head = '', tail = ''] = JSON.stringify({
    id,
    custom_id: id,
    response: { status_code: 200, body: { choices: [{ message: { content: '|' } }] } },
    error: null,
  }).split('|')
  return Uint8Array.from([...before, ...encoder.encode(head), ...answer, ...encoder.encode(tail)])
}

function tableOf(lines: readonly Uint8Array[]): RowTable {
  const table = new RowTable(memoryRowStore())
  lines.forEach((bytes, lineNumber) => {
    const line = readResultLine(decoder.decode(bytes))
    if (line !== null) table.addResult('output', line, bytes, lineNumber)
  })
  return table
}

describe('the lines of results', () => {
  it('leave in the bytes they came in, broken characters and byte order marks included', async () => {
    const lines = [
      lineOf('a', [0x47, 0xc3, 0xbc]),
      lineOf('b', [0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80]),
      lineOf('c', [0x63], [0xef, 0xbb, 0xbf]),
    ]
    const texts = new RowTexts(tableOf(lines), () => 'pending', 'first')
    const { rows } = texts.texts(texts.snapshot(Uint32Array.of(0, 1, 2)))
    const bytes = await collectBytes(exportBytes(rows, { format: 'jsonl' }, priceOf, new ChangeLog()))
    expect([...bytes]).toEqual(lines.flatMap((line) => [...line, 0x0a]))
    const merged = await collectBytes(exportBytes(rows, { format: 'merged' }, priceOf, new ChangeLog()))
    const answers = decoder
      .decode(merged)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).custom_id)
    expect(answers).toEqual(['a', 'b', 'c'])
  })
})

describe('the fields of answers', () => {
  const quoted = (answer: object) => JSON.stringify(JSON.stringify(answer)).slice(1, -1)
  const fieldsOf = (answers: readonly string[]) => {
    const table = tableOf(answers.map((answer, row) => lineOf(String(row), [...encoder.encode(answer)])))
    const texts = new RowTexts(table, () => 'pending', 'first')
    return texts.fields(texts.snapshot(Uint32Array.from(answers.keys())))
  }

  it('are told with whether some answer stands in none of them', () => {
    const objects = [{ mood: 1 }, { why: 2 }].map(quoted)
    expect(fieldsOf(objects)).toEqual({ names: ['mood', 'why'], hasOther: false })
    expect(fieldsOf([...objects, 'Sure!'])).toEqual({ names: ['mood', 'why'], hasOther: true })
    expect(fieldsOf([...objects, '{'])).toEqual({ names: ['mood', 'why'], hasOther: true })
    expect(fieldsOf([...objects, ''])).toEqual({ names: ['mood', 'why'], hasOther: false })
  })
})

describe('what answers look like', () => {
  const schema = { type: 'object', properties: { why: { type: 'string' }, mood: { type: 'string' } } }
  const asked = { response_format: { type: 'json_schema', json_schema: { name: 'x', schema } } }

  /** @param last options of the last request, where it asks for something else */
  function shapeOf(answers: readonly string[], options: object, last = options) {
    const table = tableOf(answers.map((answer, row) => lineOf(String(row), [...encoder.encode(answer)])))
    for (let row = 0; row < 4; row += 1) {
      const body = { model: 'm', messages: [{ role: 'user', content: 'Q' }], ...(row === 3 ? last : options) }
      table.addInput(encoder.encode(JSON.stringify({ custom_id: String(row), body })))
    }
    return new RowTexts(table, () => 'pending', 'first').shape(Uint32Array.of(0, 1, 2, 3))
  }

  const quoted = (answer: object) => JSON.stringify(JSON.stringify(answer)).slice(1, -1)

  it('is what is asked for before the first of them is there', () => {
    expect(shapeOf([], asked)).toEqual({ fields: ['why', 'mood'], isStructured: true, numbers: [] })
    expect(shapeOf([], {})).toEqual({ fields: [], isStructured: false, numbers: [] })
  })

  it('is not that of a few rows that ask for something else', () => {
    expect(shapeOf([], {}, asked)).toEqual({ fields: ['why', 'mood'], isStructured: false, numbers: [] })
    expect(shapeOf(['Sure!'], {}, asked).isStructured).toBe(false)
  })

  it('stays while rows arrive that do as they were asked to', () => {
    const answers = [{ mood: 1 }, { mood: 2, why: 'x' }, { why: 'y' }, { mood: 3 }].map(quoted)
    for (const count of answers.keys()) {
      expect(shapeOf(answers.slice(0, count), asked)).toMatchObject({
        fields: ['why', 'mood'],
        isStructured: true,
      })
      expect(shapeOf(answers.slice(0, count).fill('Sure!'), {}).isStructured).toBe(false)
    }
  })

  it('is what most of the rows have, in the order of the schema', () => {
    const answers = [{ mood: 1, why: 2 }, { extra: 3 }].map(quoted)
    expect(shapeOf([...answers, 'Sure!'], asked)).toEqual({
      fields: ['why', 'mood', 'extra'],
      isStructured: true,
      numbers: ['why', 'mood', 'extra'],
    })
    expect(shapeOf([...answers, 'Sure!', 'No.'], {})).toMatchObject({
      fields: ['mood', 'why', 'extra'],
      isStructured: false,
    })
  })

  it('has the fields that were asked for until every row is there without them', () => {
    const answers = ['a', 'b', 'c'].map((mood) => quoted({ mood }))
    expect(shapeOf(answers, asked).fields).toEqual(['why', 'mood'])
    expect(shapeOf([...answers, quoted({ mood: 'd' })], asked).fields).toEqual(['mood'])
  })

  it('tells the fields whose values are all numbers', () => {
    const answers = [
      { price: 1.5, count: -2, size: 3, gift: true, list: [1], none: null },
      { price: 1e21, count: null, size: '3', gift: false, list: [2], none: null },
    ]
    expect(shapeOf(answers.map(quoted), {}).numbers).toEqual(['price', 'count'])
  })

  it('has no more fields than anybody has columns for', () => {
    const objectOf = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, number) => [`field ${number}`, number]))
    expect(shapeOf([quoted(objectOf(MOST_FIELDS + 1))], {}).fields.length).toBe(MOST_FIELDS)
  })

  it('is words where they do not do as asked', () => {
    expect(shapeOf(['Sure!', 'No.', 'Yes.'], asked).isStructured).toBe(false)
  })
})

describe('a snapshot of rows', () => {
  const request = (id: string) => encoder.encode(JSON.stringify({ custom_id: id, body: {} }))

  function rowsOf(texts: RowTexts, snapshot: RowSnapshot): (string | null)[][] {
    const { rows } = texts.texts(snapshot)
    return rows.map(({ row, outcome, request: asked, result }) => [
      String(row),
      outcome,
      asked === null ? null : JSON.parse(asked).custom_id,
      result === null ? null : JSON.parse(result).custom_id,
    ])
  }

  it('holds the rows of its moment, each once, while requests and results go on arriving', () => {
    const table = tableOf(['c', 'b', 'a'].map((id) => lineOf(id, [0x78])))
    let open: OpenOutcome = 'pending'
    const texts = new RowTexts(table, () => open, 'first')
    table.addInput(request('a'))
    table.addInput(request('d'))
    const snapshot = texts.snapshot(Uint32Array.of(0, 1, 2, 3))
    const before = rowsOf(texts, snapshot)
    expect(before).toEqual([
      ['0', 'succeeded', 'a', 'a'],
      ['1', 'pending', 'd', null],
      ['2', 'succeeded', null, 'c'],
      ['3', 'succeeded', null, 'b'],
    ])
    for (const id of ['b', 'e', 'c']) table.addInput(request(id))
    const bytes = lineOf('d', [0x78])
    const line = readResultLine(decoder.decode(bytes))
    if (line !== null) table.addResult('output', line, bytes, 3)
    open = 'missing'
    expect(rowsOf(texts, snapshot)).toEqual(before)
    expect(rowsOf(texts, partOf(snapshot, 1, 3))).toEqual(before.slice(1, 3))
  })

  it('names its rows and how they stand, also those whose request is not known', () => {
    const table = tableOf([lineOf('a', [0x78]), lineOf('c', [0x78])])
    for (const id of ['a', 'd']) table.addInput(request(id))
    const texts = new RowTexts(table, () => 'missing', 'first')
    const { customIds, outcomes } = texts.ids(texts.snapshot(Uint32Array.of(2, 0, 1)))
    expect(customIds).toEqual(['c', 'a', 'd'])
    expect([...outcomes].map((code) => OUTCOMES[code])).toEqual(['succeeded', 'succeeded', 'missing'])
  })

  it('is not read from rows that were opened anew: their results may be numbered otherwise', () => {
    const table = tableOf([lineOf('a', [0x78])])
    const snapshot = new RowTexts(table, () => 'pending', 'first').snapshot(Uint32Array.of(0))
    expect(() => new RowTexts(table, () => 'pending', 'second').texts(snapshot)).toThrow('opened anew')
  })
})
