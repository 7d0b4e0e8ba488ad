import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ValueSplitter } from './values.ts'

const decoder = new TextDecoder()

function split(text: string, cut = 0, opensArrays = true, longestValue = 10_000) {
  const bytes = new TextEncoder().encode(text)
  const at = cut % (bytes.length + 1)
  const splitter = new ValueSplitter({ line: 1, opensArrays, longestValue })
  const values = [
    ...splitter.push(bytes.subarray(0, at)),
    ...splitter.push(bytes.subarray(at)),
    ...splitter.end(),
  ]
  return values.map(({ line, bytes: value, isComplete, isTooLong }) => ({
    line,
    text: decoder.decode(value),
    isComplete,
    isTooLong,
  }))
}

const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 5 })

describe('ValueSplitter', () => {
  it('finds the objects of an array, however it is laid out and cut', () => {
    fc.assert(
      fc.property(objects, fc.constantFrom(undefined, 1, 2), fc.nat(), (list, indent, cut) => {
        const found = split(JSON.stringify(list, null, indent), cut).map(({ text }): unknown =>
          JSON.parse(text),
        )
        expect(found).toEqual(JSON.parse(JSON.stringify(list)))
      }),
    )
  })

  it('finds objects one after the other, without an array around them', () => {
    fc.assert(
      fc.property(objects, fc.nat(), (list, cut) => {
        const text = list.map((object) => JSON.stringify(object, null, 2)).join('\n')
        const found = split(text, cut, false).map((value): unknown => JSON.parse(value.text))
        expect(found).toEqual(JSON.parse(JSON.stringify(list)))
      }),
    )
  })

  it('says on which line each begins', () => {
    expect(split('[\n{"a":"}\\"{"},\n\n {\n}\n]').map(({ line, text }) => [line, text])).toEqual([
      [2, '{"a":"}\\"{"}'],
      [4, '{\n}'],
    ])
  })

  it('tells what the end cuts off, and what is too long to keep', () => {
    expect(split('{"a":[1')).toEqual([{ line: 1, text: '{"a":[1', isComplete: false, isTooLong: false }])
    expect(split('{"a":1}{"long":true}', 0, false, 8)).toEqual([
      { line: 1, text: '{"a":1}', isComplete: true, isTooLong: false },
      { line: 1, text: '', isComplete: true, isTooLong: true },
    ])
  })
})
