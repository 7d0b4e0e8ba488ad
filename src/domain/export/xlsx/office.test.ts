import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { CHANGE_WORDS, ChangeLog } from '../changes.ts'
import { factColumn, fieldColumn } from '../columns.ts'
import { exportBytes } from '../export-bytes.ts'
import type { ExportPlan } from '../export-plan.ts'
import { answeredRow, collectBytes, priceOf } from '../testing/rows.ts'

/** What spreadsheets are known to change when they can. */
const HOSTILE = [
  '=1+1',
  '=HYPERLINK("http://evil.example","x")',
  "=cmd|' /C calc'!A0",
  '+49 30 1234',
  '-5',
  '-2+3',
  '@SUM(A1)',
  '\t=1+1',
  '＝1+1',
  "'quoted",
  '12345678901234567',
  '00042',
  '1e5',
  '1E400',
  '0.1',
  '1.10',
  '1,234.50',
  '12%',
  '$5',
  '2024-01-02',
  '01/02/2024',
  '3-4',
  '12:30',
  'SEPT2',
  'TRUE',
  'false',
  'null',
  '#N/A',
  '#REF!',
  ' spaces around ',
  '\u00a0no-break\u00a0',
  'two\nlines and a "quote", a comma; a semicolon\tand a tab',
  '\nstarts and ends with a line\n',
  '"',
  '""',
  ',',
  'Grüße 日本語 👩‍👩‍👧 \u202eright to left\u202c',
  'שלום עולם مرحبا',
  'e\u0301 is not \u00e9',
  'zero\u200bwidth and a mark \ufeff inside',
  '_x0041_ and _x005F_',
  'a carriage\r\nreturn',
  'bell \u0007, escape \u001b and delete \u007f',
  '<script>alert(1)</script> & more &amp; &#65;',
  'half \ud83d a character',
  '',
]

/** Structured answers: what is missing, empty, or no text. */
const FIELDS = [
  '{"flag":true,"n":2.5,"id":12345678901234567890,"list":[1,"=2"],"empty":""}',
  '{"flag":false}',
]

const LONG = 'x'.repeat(40_000)

// LibreOffice is a large program: `npm run bench` finds or installs it and asks for these.
const isWanted = process.env['OFFICE'] === '1'

const columns = [
  factColumn('custom_id'),
  factColumn('answer'),
  ...['flag', 'n', 'id', 'list', 'empty'].map(fieldColumn),
  factColumn('tokens_in'),
  factColumn('cost_usd'),
]

/** The sheets as LibreOffice reads them, by name: written by it as CSV, every value in quotes, nothing rounded. */
async function throughOffice(
  answers: readonly string[],
  plan: ExportPlan,
  filterOptions: readonly string[] = [],
): Promise<Map<string, string[][]>> {
  const folder = mkdtempSync(join(tmpdir(), 'batch-console-office-'))
  try {
    const rows = answers.map((answer, index) => answeredRow(index, answer, `00${index}`))
    const source = join(folder, `rows.${plan.format}`)
    writeFileSync(source, await collectBytes(exportBytes(rows, plan, priceOf, new ChangeLog())))
    const { status, stderr } = spawnSync(
      'soffice',
      [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        ...filterOptions,
        '--convert-to',
        'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,-1',
        '--outdir',
        join(folder, 'read'),
        source,
      ],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`LibreOffice could not read the file: ${stderr}`)
    const sheets = readdirSync(join(folder, 'read')).map((name) => {
      const text = readFileSync(join(folder, 'read', name), 'utf8').replace(/^\uFEFF/, '')
      const { data } = Papa.parse<string[]>(text, { newline: '\n', skipEmptyLines: true })
      return [name.replace(/^rows-|\.csv$/g, ''), data] as const
    })
    return new Map(sheets)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const answers = [...HOSTILE, ...FIELDS]

/** What must come back: half characters as U+FFFD, and one kind of line end, to which LibreOffice itself changes others. */
const EXPECTED = [
  columns.map(({ title }) => title),
  ...answers.map((answer, index) => {
    const text = answer.toWellFormed().replaceAll('\r\n', '\n')
    const fields = FIELDS.includes(answer) ? fieldsOf(answer) : ['', '', '', '', '']
    return [`00${index}`, text, ...fields, '7', '0.00000108']
  }),
]

function fieldsOf(answer: string): string[] {
  return answer === FIELDS[0]
    ? ['true', '2.5', '12345678901234567890', '[1,"=2"]', '']
    : ['false', '', '', '', '']
}

describe.skipIf(!isWanted)('LibreOffice', { timeout: 120_000 }, () => {
  it('gives every value of a workbook back as it was written', async () => {
    const sheets = await throughOffice(answers, { format: 'xlsx', columns })
    expect(sheets.get('Rows')).toEqual(EXPECTED)
    expect(sheets.get('Changed values')?.slice(1)).toEqual([
      [
        String(HOSTILE.findIndex((answer) => !answer.isWellFormed()) + 1),
        expect.any(String),
        'answer',
        CHANGE_WORDS.half_character,
      ],
    ])
  })

  it('shows where a value was too long for a cell, and how long it was', async () => {
    const sheets = await throughOffice([LONG], { format: 'xlsx', columns: [factColumn('answer')] })
    const cell = sheets.get('Rows')?.[1]?.[0] ?? ''
    expect(cell).toHaveLength(32_767)
    expect(cell).toMatch(/^x+ … \[cut here: 40000 characters\]$/)
    expect(sheets.get('Changed values')?.slice(1)).toEqual([['1', '000', 'answer', CHANGE_WORDS.cut]])
  })

  it('gives every value of a CSV back when all columns are read as text', async () => {
    const asText = columns.map((_, index) => `${index + 1}/2`).join('/')
    const plan = { format: 'csv', columns, bom: true, isGuarded: false } as const
    const read = await throughOffice([...answers, LONG], plan, [
      `--infilter=Text - txt - csv (StarCalc):44,34,76,1,${asText}`,
    ])
    const long = [`00${answers.length}`, LONG, '', '', '', '', '', '7', '0.00000108']
    expect(read.get('rows')).toEqual([...EXPECTED, long])
  })
})
