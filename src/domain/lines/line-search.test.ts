import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LineSearch } from './line-search.ts'

function hits(words: string, ...lines: string[]): number[] {
  return new LineSearch(words).linesWith(lines.join('\n'))
}

/** As writers that allow nothing but ASCII do. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

describe('the search', () => {
  test('finds lines without regard to case and counts blank ones', () => {
    expect(hits('danube', '{"a":"Danube, DANUBE"}', '', '{"a":"Rhine"}', '{"a":"danube"}')).toEqual([0, 3])
  })

  test('finds what JSON escapes', () => {
    expect(hits('say "no"', String.raw`{"a":"Say \"no\"."}`)).toEqual([0])
    expect(hits('größe', String.raw`{"a":"Gr\u00f6\u00dfe"}`, String.raw`{"a":"GR\u00D6\u00DFE"}`)).toEqual([
      0, 1,
    ])
    expect(hits('a/b', String.raw`{"a":"a\/b"}`)).toEqual([0])
    expect(hits('a\\b', String.raw`{"a":"a\\b"}`)).toEqual([0])
  })

  test('finds names and punctuation of the line itself', () => {
    expect(hits('"custom_id":"row-1"', '{"custom_id":"row-1"}', '{"custom_id":"row-10"}')).toEqual([0])
  })

  test('finds any text that a line holds, however the line was written', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(texts, fc.nat(), fc.boolean(), (values, pick, isAscii) => {
        const at = pick % values.length
        const words = values[at]?.trim() ?? ''
        fc.pre(words !== '' && !/\s/.test(words) && words.toLowerCase().length === words.length)
        const text = values.map((value) => (isAscii ? asciiJson(value) : JSON.stringify(value))).join('\n')
        expect(new LineSearch(words).linesWith(text)).toContain(at)
      }),
    )
  })

  test('names each line once, in order', () => {
    const lines = fc.array(fc.constantFrom('', 'ab', 'abab', 'b', 'xaby'), { maxLength: 12 })
    fc.assert(
      fc.property(lines, (found) => {
        const expected = found.flatMap((line, index) => (line.includes('ab') ? [index] : []))
        expect(hits('ab', ...found)).toEqual(expected)
      }),
    )
  })
})
