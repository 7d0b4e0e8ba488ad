import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { ChangeLog } from '../changes.ts'
import { factColumn, fieldColumn } from '../columns.ts'
import { answeredRow, collectBytes, priceOf } from '../testing/rows.ts'
import { unzip } from '../testing/unzip.ts'
import { Crc32 } from './crc32.ts'
import { LONGEST_CELL, sheetText } from './sheet-text.ts'
import { sheetRow } from './sheet.ts'
import { xlsxBytes } from './xlsx-bytes.ts'

const wellFormed = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed())

/** As readers of workbooks do: entities first, then the escapes of the format. */
function readSheetText(xml: string): string {
  return xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

describe('text in a sheet', () => {
  it('reads back as it was written, whatever it is', () => {
    const texts = fc.oneof(
      wellFormed,
      fc
        .array(fc.constantFrom('_x0041_', '_', '_x', '\u0000', '\r\n', '&', '_x005F_', 'a'), { maxLength: 9 })
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const xml = sheetText(text)
        expect(readSheetText(xml)).toBe(text)
        // eslint-disable-next-line no-control-regex -- what XML 1.0 forbids
        expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff<>]|&(?!amp;|lt;|gt;)/)
      }),
    )
  })

  it('stands in cells by the letters of their columns', () => {
    const cells = Array.from({ length: 703 }, (_, index) => ({
      kind: 'text' as const,
      text: index % 26 === 0 ? 'x' : '',
    }))
    const places = Array.from(sheetRow(7, cells).matchAll(/ r="([A-Z]+)7"/g), ([, letters]) => letters)
    expect(places.slice(0, 3)).toEqual(['A', 'AA', 'BA'])
    expect(places.at(-1)).toBe('AAA')
  })
})

describe('a workbook', () => {
  it('carries the checksum that all ZIPs carry', () => {
    const crc = new Crc32()
    crc.update(new TextEncoder().encode('123456789'))
    expect(crc.value).toBe(0xcbf43926)
  })

  it('holds text as text, numbers as numbers, and lists what it had to cut', async () => {
    const answers = [
      '{"id":"12345678901234567","n":2.5,"big":12345678901234567890,"f":"=1+1"}',
      `{"f":"${'x'.repeat(40_000)}"}`,
    ]
    const rows = answers.map((answer, index) => answeredRow(index, answer))
    const columns = [...['id', 'n', 'big', 'f'].map(fieldColumn), factColumn('cost_usd')]
    const changes = new ChangeLog()
    const files = await unzip(await collectBytes(xlsxBytes(rows, columns, priceOf, changes)))
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet).toContain(
      '<c r="A2" t="inlineStr"><is><t xml:space="preserve">12345678901234567</t></is></c>',
    )
    expect(sheet).toContain('<c r="B2"><v>2.5</v></c>')
    expect(sheet).toContain('<t xml:space="preserve">12345678901234567890</t>')
    expect(sheet).toContain('<t xml:space="preserve">=1+1</t>')
    expect(sheet).toContain('<c r="E2" s="2"><v>0.00000108</v></c>')
    const cut = /<c r="D3"[^>]*><is><t[^>]*>([^<]*)</.exec(sheet)?.[1] ?? ''
    expect(cut).toHaveLength(LONGEST_CELL)
    expect(cut).toMatch(/x … \[cut here: 40000 characters\]$/)
    expect(changes.first).toEqual([{ kind: 'cut', row: 2, customId: 'row-2', column: 'f' }])
    expect(files.get('xl/worksheets/sheet2.xml')).toContain('longer than 32,767 characters')
    expect(files.get('xl/workbook.xml')).toContain('name="Changed values"')
  })

  it('is as wide as its first rows need, within limits, and holds the others too', async () => {
    const ids = Array.from({ length: 250 }, (_, row) => `order-${String(row).padStart(14, '0')}`)
    const rows = ids.map((id, row) => answeredRow(row, 'x'.repeat(row), id))
    const columns = [factColumn('custom_id'), factColumn('answer'), factColumn('row')]
    const files = await unzip(await collectBytes(xlsxBytes(rows, columns, priceOf, new ChangeLog())))
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? ''
    const widths = Array.from(sheet.matchAll(/<col [^>]*width="(\d+)"/g), ([, width]) => Number(width))
    expect(widths).toEqual([22, 60, 8])
    for (const id of ids) expect(sheet).toContain(`>${id}<`)
    expect(sheet.match(/<row /g)).toHaveLength(251)
    const none = await unzip(await collectBytes(xlsxBytes([], columns, priceOf, new ChangeLog())))
    expect(none.get('xl/worksheets/sheet1.xml')).toContain('width="11"')
  })

  it('has one sheet when nothing had to be changed', async () => {
    const rows = [answeredRow(0, 'a')]
    const files = await unzip(
      await collectBytes(xlsxBytes(rows, [factColumn('answer')], priceOf, new ChangeLog())),
    )
    expect(files.has('xl/worksheets/sheet2.xml')).toBe(false)
    expect(files.get('[Content_Types].xml')).not.toContain('sheet2')
  })

  it('refuses what no sheet can hold', async () => {
    const columns = Array.from({ length: 16_385 }, () => factColumn('row'))
    await expect(collectBytes(xlsxBytes([], columns, priceOf, new ChangeLog()))).rejects.toThrow(
      /16,384 columns/,
    )
  })

  it('ends its source when nobody reads on', async () => {
    let ended = false
    function* endless() {
      try {
        for (let row = 0; ; row += 1) yield answeredRow(row, 'x'.repeat(1000))
      } finally {
        ended = true
      }
    }
    for await (const _ of xlsxBytes(
      endless(),
      [factColumn('answer'), factColumn('raw_result')],
      priceOf,
      new ChangeLog(),
    )) {
      if (_.length > 1000) break
    }
    await vi.waitFor(() => expect(ended).toBe(true))
  })
})
