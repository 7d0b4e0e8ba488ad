import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ListSplitter } from './list-values.ts'

const decoder = new TextDecoder()

function split(text: string, cut = 0, longestValue = 10_000) {
  const bytes = new TextEncoder().encode(text)
  const at = cut % (bytes.length + 1)
  const splitter = new ListSplitter(longestValue)
  const values = [
    ...splitter.push(bytes.subarray(0, at)),
    ...splitter.push(bytes.subarray(at)),
    ...splitter.end(),
  ]
  return values.map(({ bytes: value, ...others }) => ({ ...others, text: decoder.decode(value) }))
}

const textsOf = (text: string) => split(text).map((value) => value.text)

describe('ListSplitter', () => {
  it('finds the entries of a list in an object, however it is laid out and cut', () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(objects, fc.constantFrom(undefined, 1, 2), fc.nat(), (list, indent, cut) => {
        const text = JSON.stringify({ note: '}]"[{', requests: list, total: 3 }, null, indent)
        const found = split(text, cut, 1_000_000).map((value): unknown => JSON.parse(value.text))
        expect(found).toEqual(JSON.parse(JSON.stringify(list)))
      }),
    )
  })

  it('skips what stands beside the list', () => {
    expect(textsOf('{"meta":{"a":[{"b":1}]},"requests":[{"c":[{"d":2}]}, 7],"end":{"e":3}}')).toEqual([
      '{"c":[{"d":2}]}',
    ])
  })

  it('reads on in the objects that follow, and takes one without a list as it is', () => {
    const text = '{"requests":[{"a":1}]}\n{"body":{"messages":[{"b":2}]}}\n{"requests":[{"c":3},\n{"d":4}]}'
    expect(split(text)).toEqual([
      { line: 1, isComplete: true, isTooLong: false, text: '{"a":1}' },
      { line: 2, isComplete: true, isTooLong: false, text: '{"body":{"messages":[{"b":2}]}}' },
      { line: 3, isComplete: true, isTooLong: false, text: '{"c":3}' },
      { line: 4, isComplete: true, isTooLong: false, text: '{"d":4}' },
    ])
  })

  it('hands out an entry that is not whole, or longer than is kept', () => {
    expect(split('{"requests":[{"a":1},{"b":')).toMatchObject([
      { isComplete: true },
      { isComplete: false, text: '{"b":' },
    ])
    expect(split(`{"requests":[{"a":"${'x'.repeat(50)}"},{"b":2}]}`, 20, 30)).toMatchObject([
      { isTooLong: true, text: '' },
      { isTooLong: false, text: '{"b":2}' },
    ])
  })
})
