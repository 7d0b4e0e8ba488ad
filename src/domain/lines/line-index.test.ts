import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LineSplitter } from '../jsonl/lines.ts'
import { LineIndex, type LinePosition } from './line-index.ts'

const encoder = new TextEncoder()

function indexOf(chunks: readonly Uint8Array[]): LineIndex {
  const index = new LineIndex()
  for (const chunk of chunks) index.push(chunk)
  index.end()
  return index
}

function linesOf(index: LineIndex): (LinePosition | null)[] {
  return Array.from({ length: index.count }, (_, at) => index.at(at))
}

/** The same figures by the splitter that the check and the results use. */
function split(bytes: Uint8Array): LinePosition[] {
  const splitter = new LineSplitter()
  const found = [...splitter.push(bytes), ...splitter.end()]
  return found.map(({ number, start, bytes: { length } }) => ({ number, start, length }))
}

const pieces = fc.constantFrom('{}', '{"a":1}', '\n', '\r\n', '\r', ' ', '\t', 'ü', '\u2028')
const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''))

describe('the index of lines', () => {
  test('counts like an editor and leaves blank lines out', () => {
    const index = indexOf([encoder.encode('{"a":1}\r\n\n  \n{"b":2}\n{"c":3}')])
    expect(linesOf(index)).toEqual([
      { number: 1, start: 0, length: 7 },
      { number: 4, start: 13, length: 7 },
      { number: 5, start: 21, length: 7 },
    ])
    expect(index.numbered).toBe(5)
    expect(index.at(3)).toBeNull()
    expect(index.at(-1)).toBeNull()
  })

  test('finds the same lines as the splitter, however the file is cut into chunks', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(60), { maxLength: 12 }), (text, cuts) => {
        const bytes = encoder.encode(text)
        const places = [
          0,
          ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
          bytes.length,
        ]
        const chunks = places.slice(1).map((place, at) => bytes.subarray(places[at], place))
        expect(linesOf(indexOf(chunks))).toEqual(split(bytes))
      }),
    )
  })

  test('leads from a line number to the line, or to the next one that is not blank', () => {
    const index = indexOf([encoder.encode('a\n\n\nb\nc\n')])
    expect([1, 2, 3, 4, 5, 6].map((number) => index.indexFrom(number))).toEqual([0, 1, 1, 1, 2, 3])
  })

  test('stops keeping lines where a file has absurdly many, and says so', () => {
    const index = new LineIndex(2)
    index.push(encoder.encode('a\nb\n\n'))
    expect(index.isFull).toBe(false)
    index.push(encoder.encode('c\n'))
    expect([index.isFull, index.count, index.numbered]).toEqual([true, 2, 4])
  })

  test('grows with the file', () => {
    const index = indexOf([encoder.encode('{}\n'.repeat(120_000))])
    expect(index.count).toBe(120_000)
    expect(index.at(119_999)).toEqual({ number: 120_000, start: 359_997, length: 2 })
  })
})
