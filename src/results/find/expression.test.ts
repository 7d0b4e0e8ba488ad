import { describe, expect, it } from 'vitest'
import { expressionTrouble, ownExpression } from './expression.ts'

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
