import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldCell, fieldWhole } from './field-cell.ts'

describe('a field in a cell', () => {
  it.each([
    ['"a\\n b"', 'a b'],
    ['12345678901234567890', '12345678901234567890'],
    ['1.50', '1.50'],
    ['true', 'true'],
    ['null', 'null'],
    ['[]', '[]'],
    ['["red", "green",3]', 'red, green, 3'],
    ['[{"a":1},{"a":2}]', '[2 entries]'],
    ['[[1]]', '[1 entry]'],
    ['{"a": 1}', '{"a": 1}'],
    [`["${'x'.repeat(30_000)}"]`, '[…]'],
    ['"turned \\u202E around"', 'turned around'],
  ])('reads %s', (json, text) => {
    expect(fieldCell(json)).toBe(text)
  })

  it.each([
    [JSON.stringify(`${'x'.repeat(3000)}\n\u00e9nd`), `${'x'.repeat(3000)}\n\u00e9nd`],
    [JSON.stringify(['red', 'x'.repeat(300), 3]), `red, ${'x'.repeat(300)}, 3`],
    ['[{"a":1},{"a":2}]', '[{"a":1},{"a":2}]'],
    ['{"a": 1}', '{"a": 1}'],
    ['', ''],
  ])('is read whole where it is searched: %#', (json, text) => {
    expect(fieldWhole(json)).toBe(text)
  })

  it('is short whatever is in it, and never fails', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(fieldCell(JSON.stringify(value)).length).toBeLessThanOrEqual(161)
      }),
    )
    for (const unit of ['x', '\\', '"', '\u0001', '\\u1', '😀', '\u{1F600}"']) {
      for (const shift of ['', 'a', 'ab', 'abc', 'abcd', 'abcde']) {
        const text = fieldCell(JSON.stringify(shift + unit.repeat(3000)))
        expect(text.length).toBeLessThanOrEqual(162)
      }
    }
  })
})
