import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonFault } from './json-fault.ts'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Texts that are nearly JSON: a piece of JSON with a piece of something else put in or taken out. */
const nearlyJson = fc
  .tuple(
    fc.json(),
    fc.nat(),
    fc.constantFrom('', '"', "'", ',', '{', '}', '[', ']', '\\', '\n', 'NaN', '1', '.', '-', 'e'),
    fc.nat(3),
  )
  .map(([text, place, piece, removed]) => {
    const at = place % (text.length + 1)
    return text.slice(0, at) + piece + text.slice(at + removed)
  })

describe('findJsonFault', () => {
  it('finds a fault exactly where JSON.parse refuses the text', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyJson, fc.string(), fc.json()), (text) => {
        expect(findJsonFault(text) === null).toBe(isJson(text))
      }),
      { numRuns: 3_000 },
    )
  })

  it('calls every beginning of an object cut off, at its end', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, place) => {
        const text = JSON.stringify(value)
        const beginning = text.slice(0, place % text.length)
        expect(findJsonFault(beginning)).toEqual({ reason: 'cut_off', at: beginning.length, length: 0 })
      }),
    )
  })

  it.each([
    ['{"a":1}{"a":2}', 'two_values', 7],
    ['{"a":1}, {"a":2}', 'two_values', 7],
    ['{"a":1} x', 'unexpected', 8],
    ['{"a":1},', 'trailing_comma', 7],
    ['{"a":[1,]}', 'trailing_comma', 7],
    ['{"a":1 , }', 'trailing_comma', 7],
    ["{'a':1}", 'wrong_quotes', 1],
    ['{“a”:1}', 'wrong_quotes', 1],
    ['{"a":\'b\'}', 'wrong_quotes', 5],
    ['{a:1}', 'unquoted_name', 1],
    ['{"a":NaN}', 'foreign_word', 5],
    ['{"a":-Infinity}', 'foreign_word', 5],
    ['{"a":None}', 'foreign_word', 5],
    ['{"a":"b\nc"}', 'line_break', 7],
    ['{"a":"b\tc"}', 'control_character', 7],
    [String.raw`{"a":"C:\Users"}`, 'wrong_escape', 8],
    ['{"a":1 "b":2}', 'unexpected', 7],
    ['{"a":01}', 'unexpected', 6],
    ['{"a":1]', 'unexpected', 6],
    ['{"a" 1}', 'unexpected', 5],
  ])('says why %j is no JSON', (text, reason, at) => {
    expect(findJsonFault(text)).toMatchObject({ reason, at })
  })
})
