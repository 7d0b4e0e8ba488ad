import { describe, expect, it } from 'vitest'
import { jsonTrouble } from './json-trouble.ts'

describe('what is wrong with an answer that should be JSON', () => {
  it.each([
    ['{"a": 1,}', 1, 8, /comma/],
    ['{\n  "a": 1,\n  b: 2\n}', 3, 3, /without quotes/],
    ['{"a": "b', 1, 9, /ends before/],
    ["{'a': 1}", 1, 2, /only " is/],
    ['[1, None]', 1, 5, /does not know this word/],
    ['{"a": 1} Hope this helps!', 1, 10, /does not belong/],
    ['```json\n{"a": 1}\n```', 1, 1, /code block/],
    ['\n Sure: {"a": 1}', 2, 2, /begins with words/],
    ['', 1, 1, /begins with words/],
  ])('is told with its place: %j', (text, line, column, reason) => {
    expect(jsonTrouble(text)).toMatchObject({ line, column, reason: expect.stringMatching(reason) })
  })

  it('shows the text around the place, and not all of a long one', () => {
    const text = `{"long": "${'x'.repeat(1000)}", oops: 1}`
    const { before = '', marked = '', after = '' } = jsonTrouble(text)?.excerpt ?? {}
    expect(before).toMatch(/^…x+", $/)
    expect(marked).toBe('oops')
    expect(after).toBe(': 1}')
  })

  it('is nothing for an object or a list', () => {
    expect(jsonTrouble(' {"a": [1]} ')).toBe(null)
    expect(jsonTrouble('[]')).toBe(null)
  })
})
