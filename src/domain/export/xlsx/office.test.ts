import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { ChangeLog } from '../changes.ts'
import { factColumn } from '../columns.ts'
import { exportBytes } from '../export-bytes.ts'
import type { ExportPlan } from '../export-plan.ts'
import { answeredRow, collectBytes, priceOf } from '../testing/rows.ts'

/** What spreadsheets are known to change when they can. */
const HOSTILE = [
  '=1+1',
  '=HYPERLINK("http://evil.example","x")',
  '+49 30 1234',
  '-5',
  '@SUM(A1)',
  "'quoted",
  '12345678901234567',
  '00042',
  '1e5',
  '2024-01-02',
  'TRUE',
  ' spaces around ',
  'two\nlines and a "quote", a comma; a semicolon\tand a tab',
  'Grüße 日本語 👩‍👩‍👧 \u202eright to left\u202c',
  '_x0041_ and _x005F_',
  'a carriage\r\nreturn',
  'bell \u0007 and escape \u001b',
  '<script>alert(1)</script> & more',
]

const office = spawnSync('soffice', ['--version'], { encoding: 'utf8' }).status === 0
const columns = [
  factColumn('custom_id'),
  factColumn('answer'),
  factColumn('tokens_in'),
  factColumn('cost_usd'),
]

/** Values as LibreOffice reads them: written by it as CSV, every value in quotes, nothing rounded. */
async function throughOffice(
  plan: ExportPlan,
  extension: string,
  filterOptions: readonly string[],
): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'batch-console-office-'))
  try {
    const rows = HOSTILE.map((answer, index) => answeredRow(index, answer, `id-${index}`))
    const source = join(folder, `rows.${extension}`)
    writeFileSync(source, await collectBytes(exportBytes(rows, plan, priceOf, new ChangeLog())))
    const { status, stderr } = spawnSync(
      'soffice',
      [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        ...filterOptions,
        '--convert-to',
        'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false',
        '--outdir',
        join(folder, 'read'),
        source,
      ],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`LibreOffice could not read the file: ${stderr}`)
    const text = readFileSync(join(folder, 'read', 'rows.csv'), 'utf8').replace(/^\uFEFF/, '')
    return Papa.parse<string[]>(text, { skipEmptyLines: true }).data
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// LibreOffice itself keeps one kind of line end inside of cells.
const EXPECTED = [
  columns.map(({ title }) => title),
  ...HOSTILE.map((answer, index) => [`id-${index}`, answer.replaceAll('\r\n', '\n'), '7', '0.00000108']),
]

// LibreOffice is a large program that a fresh machine does not have.
describe.skipIf(!office)('LibreOffice', () => {
  it('gives every value of a workbook back as it was written', { timeout: 120_000 }, async () => {
    expect(await throughOffice({ format: 'xlsx', columns }, 'xlsx', [])).toEqual(EXPECTED)
  })

  it('gives every value of a CSV back when all columns are read as text', { timeout: 120_000 }, async () => {
    const asText = columns.map((_, index) => `${index + 1}/2`).join('/')
    const plan = { format: 'csv', columns, bom: true, isGuarded: false } as const
    expect(
      await throughOffice(plan, 'csv', [`--infilter=Text - txt - csv (StarCalc):44,34,76,1,${asText}`]),
    ).toEqual(EXPECTED)
  })
})
