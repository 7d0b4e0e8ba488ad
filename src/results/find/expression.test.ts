import { describe, expect, it } from 'vitest'
import { apartExpression, expressionTrouble, MOST_BETWEEN, ownExpression } from './expression.ts'

describe('a person’s expression', () => {
  it.each([
    ['lake', 'Great LAKE', true],
    ['^lake$', 'a\nLake\nb', true],
    [String.raw`\p{Lu}`, 'a', true],
    [String.raw`\p{Nd}`, 'a', false],
    [String.raw`a\-b`, 'a-b', true],
    ['^.$', '😀', true],
    ['^[^a]$', '😀', true],
    [String.raw`^\S$`, '😀', true],
    [String.raw`\u{1f600}`, '😀', true],
    ['^é+$', 'É', true],
  ])('%s in %j: %j', (text, searched, isThere) => {
    expect(ownExpression(text, false).test(searched)).toBe(isThere)
  })

  it('is told to be none, and why', () => {
    expect(expressionTrouble('(lake')).toBe('Unterminated group')
    expect(expressionTrouble('[^b-a]')).toBe('Range out of order in character class')
    expect(expressionTrouble('lake')).toBeNull()
  })
})

describe('an expression for two words that stand apart', () => {
  const finds = (words: string, text: string) =>
    ownExpression(apartExpression(words) ?? '(?!)', false).test(text)

  it('finds them in either order, over several lines, as they are written', () => {
    expect(finds('lamp garden', 'A Lamp\nfor the garden')).toBe(true)
    expect(finds(' lamp  garden ', 'garden, lamp')).toBe(true)
    expect(finds('lamp garden', 'a lamp')).toBe(false)
    expect(finds('a.c (x)', 'abc and (x)')).toBe(false)
    expect(finds('a.c (x) ', '(x) and a.c')).toBe(true)
    expect(finds('$5 größe|', 'größe| for $5')).toBe(true)
    expect(finds('lamp garden', `lamp${' '.repeat(MOST_BETWEEN)}garden`)).toBe(true)
    expect(finds('lamp garden', `lamp${' '.repeat(MOST_BETWEEN + 1)}garden`)).toBe(false)
  })

  it('is there for two words only', () => {
    for (const words of ['lamp', ' lamp ', 'lamp garden shelf', '', ' '])
      expect(apartExpression(words)).toBeNull()
  })
})
