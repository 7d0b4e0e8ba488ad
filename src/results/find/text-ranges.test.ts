import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownExpression, wordsExpression } from './expression.ts'
import { textRanges } from './text-ranges.ts'

const found = (expression: RegExp, texts: string[], most = 100) =>
  textRanges(expression, texts, most).map(({ text, start, end }) => texts[text]?.slice(start, end))

describe('ranges of an expression', () => {
  it('are all its matches in every text, lines by lines', () => {
    expect(textRanges(ownExpression('^na', false), ['Name\nnasal', 'banana', 'NA'], 100)).toEqual([
      { text: 0, start: 0, end: 2 },
      { text: 0, start: 5, end: 7 },
      { text: 2, start: 0, end: 2 },
    ])
    expect(found(ownExpression(String.raw`\p{Extended_Pictographic}`, false), ['a😀b', '🌊'])).toEqual([
      '😀',
      '🌊',
    ])
  })

  it('leave out matches of nothing and come to an end', () => {
    expect(found(ownExpression('a*', false), ['baab', ''])).toEqual(['aa'])
    expect(found(ownExpression('(?=b)|$', false), ['abb😀'])).toEqual([])
    expect(found(ownExpression('x?', false), ['😀x😀'])).toEqual(['x'])
  })

  it('are as many as are wanted at most', () => {
    expect(found(ownExpression('.', false), ['abc', 'def'], 4)).toEqual(['a', 'b', 'c', 'd'])
    expect(found(ownExpression('.', false), ['abc'], 0)).toEqual([])
  })

  it('lie one behind the other and match', () => {
    const expression = fc.constantFrom('a+', 'ab|b', '(?<=a)b', '[^a]', String.raw`\b`, 'b??')
    const text = fc.array(fc.constantFrom('a', 'B', 'A', 'b', '\n', '😀')).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(expression, fc.array(text), fc.nat(8), (source, texts, most) => {
        const ranges = textRanges(ownExpression(source, false), texts, most)
        expect(ranges.length).toBeLessThanOrEqual(most)
        for (const [index, { text: at, start, end }] of ranges.entries()) {
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(texts[at]?.length ?? 0)
          const before = ranges[index - 1] ?? { text: -1, end: 0 }
          expect(before.text < at || (before.text === at && before.end <= start)).toBe(true)
        }
      }),
    )
  })
})

it('words are found as they stand, with no sign that means something', () => {
  expect(found(wordsExpression('a.b (c)', false), ['xA.B (C)', 'axb (c)'])).toEqual(['A.B (C)'])
  // Lowering the case of this text changes its length.
  expect(textRanges(wordsExpression('stand', false), ['İ Stand'], 9)).toEqual([{ text: 0, start: 2, end: 7 }])
  expect(found(wordsExpression('Lake', true), ['lake Lake'])).toEqual(['Lake'])
})
