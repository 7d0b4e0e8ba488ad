import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import type { PriceOf } from './cells.ts'
import { ChangeLog } from './changes.ts'
import { FACT_NAMES, factColumn, fieldColumn, usualColumns } from './columns.ts'
import { csvLine } from './csv.ts'
import { exportBytes } from './export-bytes.ts'
import type { ExportPlan } from './export-plan.ts'
import type { ExportRow } from './export-row.ts'
import { answeredRow, collectBytes, priceOf } from './testing/rows.ts'

async function exported(
  rows: ExportRow[],
  plan: ExportPlan,
  changes = new ChangeLog(),
  prices: PriceOf = priceOf,
): Promise<string> {
  const bytes = await collectBytes(exportBytes(rows, plan, prices, changes))
  return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes)
}

const csv = { format: 'csv', bom: false, isGuarded: false } as const
const pending: ExportRow = { ...answeredRow(1, ''), outcome: 'pending', result: null }
const failed: ExportRow = {
  row: 2,
  outcome: 'failed',
  request: null,
  result:
    '{"id":"x","custom_id":"lost","response":null,"error":{"code":"rate_limit_exceeded","message":"Slow down."}}',
}

describe('JSONL as served', () => {
  it('holds the lines of the server and nothing for rows without one', async () => {
    const rows = [answeredRow(0, 'a'), pending, failed]
    expect(await exported(rows, { format: 'jsonl' })).toBe(`${rows[0]?.result}\n${failed.result}\n`)
  })
})

describe('JSONL with requests', () => {
  it('holds every row with its request and result as they were written', async () => {
    const large = { ...answeredRow(0, 'a'), result: '{"id":"1","n":12345678901234567890}' }
    const broken = { ...failed, request: '{"custom_id"' }
    const lines = (await exported([large, pending, broken], { format: 'merged' })).trimEnd().split('\n')
    expect(lines).toEqual([
      `{"row":1,"custom_id":"row-1","outcome":"succeeded","request":${large.request},"result":{"id":"1","n":12345678901234567890}}`,
      `{"row":2,"custom_id":"row-2","outcome":"pending","request":${pending.request},"result":null}`,
      `{"row":3,"custom_id":"lost","outcome":"failed","request":"{\\"custom_id\\"","result":${failed.result}}`,
    ])
  })
})

describe('rows of several batches', () => {
  it('name the batch that ran them, and cost what that one is charged', async () => {
    const origin = { batchId: 'batch_2', tier: '1h' }
    const rows = [answeredRow(0, 'a'), { ...answeredRow(1, 'b'), origin }]
    const columns = [factColumn('batch'), factColumn('cost_usd')]
    const text = await exported(rows, { ...csv, columns }, new ChangeLog(), (_model, tier) =>
      tier === '1h' ? { input: '1', output: '1' } : null,
    )
    expect(text).toBe('batch,cost_usd\r\n,\r\nbatch_2,0.00001\r\n')
    const [alone, merged] = (await exported(rows, { format: 'merged' })).split('\n')
    expect(alone).not.toContain('"batch":')
    expect(merged).toContain('"outcome":"succeeded","batch":"batch_2","request":')
  })
})

describe('CSV', () => {
  it('says of each row what is known of it', async () => {
    const rows = [answeredRow(0, 'Yes, it is.'), pending, failed]
    const names = FACT_NAMES.filter((name) => !name.startsWith('raw_') && name !== 'batch')
    const text = await exported(rows, { ...csv, columns: names.map(factColumn) })
    expect(text).toBe(
      [
        'row,custom_id,outcome,request,answer,error,tokens_in,tokens_out,tokens_cached,tokens_reasoning,cost_usd,model,finish_reason',
        '1,row-1,Succeeded,Say it.,"Yes, it is.",,7,3,0,0,0.00000108,Qwen/Qwen3.5-9B,stop',
        '2,row-2,Pending,Say it.,,,,,,,,Qwen/Qwen3.5-9B,',
        '3,lost,Failed,,,Slow down.,,,,,,,',
        '',
      ].join('\r\n'),
    )
  })

  it('opens structured answers and renames columns', async () => {
    const row = answeredRow(0, '{"id":12345678901234567890,"name":"=1+1","gone":null}')
    const columns = [fieldColumn('id'), { ...fieldColumn('name'), title: 'Name, new' }, fieldColumn('gone')]
    expect(await exported([row], { ...csv, columns })).toBe(
      'id,"Name, new",gone\r\n12345678901234567890,=1+1,\r\n',
    )
    expect(usualColumns({ names: ['id'], hasOther: false }).map(({ title }) => title)).toEqual([
      'custom_id',
      'outcome',
      'id',
      'error',
      'tokens_in',
      'tokens_out',
      'cost_usd',
      'model',
    ])
  })

  it('guards formulas when asked to, never numbers, and says so', async () => {
    const changes = new ChangeLog()
    const answers = ['=1+1', '-5', '+49 30', '@a', '\tx', '-', '1', '-1.5e3']
    const columns = [factColumn('answer')]
    const rows = answers.map((answer, index) => answeredRow(index, answer))
    const text = await exported(rows, { ...csv, columns, isGuarded: true, bom: true }, changes)
    expect(text.startsWith('\uFEFFanswer\r\n')).toBe(true)
    expect(Papa.parse<string[]>(text.slice(1)).data.slice(1, -1).flat()).toEqual([
      "'=1+1",
      '-5',
      "'+49 30",
      "'@a",
      "'\tx",
      "'-",
      '1',
      '-1.5e3',
    ])
    expect(changes.counts).toEqual({ cut: 0, half_character: 0, guarded: 5 })
    expect(changes.first[0]).toEqual({ kind: 'guarded', row: 1, customId: 'row-1', column: 'answer' })
  })

  it('guards titles, which models choose, like any other text', async () => {
    const changes = new ChangeLog()
    const name = '=HYPERLINK("http://evil.example","Open")'
    const columns = [fieldColumn(name), { ...fieldColumn('x'), title: 'a\uD800' }]
    const text = await exported([], { ...csv, columns, isGuarded: true }, changes)
    expect(text).toBe(`"'${name.replaceAll('"', '""')}",a\uFFFD\r\n`)
    expect(changes.first).toEqual([
      { kind: 'guarded', row: 0, customId: '', column: name },
      { kind: 'half_character', row: 0, customId: '', column: 'a\uD800' },
    ])
  })

  it('reads back as it was written, whatever the answers are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), async (answers) => {
        const rows = answers.map((answer, index) => answeredRow(index, answer))
        const columns = [factColumn('custom_id'), factColumn('answer')]
        const read = Papa.parse<string[]>(await exported(rows, { ...csv, columns }), { newline: '\r\n' })
        expect(read.data.slice(1, -1)).toEqual(answers.map((answer, index) => [`row-${index + 1}`, answer]))
      }),
    )
  })

  it('has no blank line, which readers would skip', () => {
    expect(csvLine([''])).toBe('""\r\n')
    expect(csvLine(['', ''])).toBe(',\r\n')
  })

  it('tells of half characters', async () => {
    const changes = new ChangeLog()
    const text = await exported(
      [answeredRow(0, 'a\uD800b')],
      { ...csv, columns: [factColumn('answer')] },
      changes,
    )
    expect(text).toBe('answer\r\na\uFFFDb\r\n')
    expect(changes.counts.half_character).toBe(1)
  })
})
