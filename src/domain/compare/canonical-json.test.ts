import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

describe('JSON in one form', () => {
  it('is the same however names are ordered and white space is set', () => {
    expect(canonicalJson('{"b": 1, "a": [true, null]}')).toBe('{"a":[true,null],"b":1}')
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed())
        expect(canonicalJson(JSON.stringify(turned, null, 2))).toBe(canonicalJson(JSON.stringify(value)))
      }),
    )
  })

  it('differs where the values do', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.array(fc.jsonValue()), (one, other) => {
        // What JSON cannot tell apart, minus zero, is equal here.
        const isEqual = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
        expect(canonicalJson(JSON.stringify(one)) === canonicalJson(JSON.stringify(other))).toBe(isEqual)
      }),
    )
  })

  it('keeps the digits of integers that a double cannot hold', () => {
    const one = canonicalJson('{"id": 12345678901234567, "price": 1.50}')
    expect(one).toBe('{"id":12345678901234567,"price":1.5}')
    expect(canonicalJson('{"price": 1.5, "id": 12345678901234568}')).not.toBe(one)
    expect(canonicalJson('[1e400]')).not.toBe(canonicalJson('[null]'))
  })

  it('is nothing for text that is no object or list, and for nesting too deep to follow', () => {
    for (const text of ['plain', '12', '"text"', '{"a":', '']) expect(canonicalJson(text)).toBeNull()
    expect(canonicalJson(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)).toBeNull()
  })
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, entry]) => [`name ${name}`, sorted(entry), 'of object'])
}
