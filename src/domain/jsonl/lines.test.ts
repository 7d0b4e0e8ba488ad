import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineSplitter, LineTooLong, linesOf, type FileLine } from './lines.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function split(chunks: readonly Uint8Array[]): FileLine[] {
  const splitter = new LineSplitter()
  return [...chunks.flatMap((chunk) => [...splitter.push(chunk)]), ...splitter.end()]
}

function texts(text: string): string[] {
  return split([encoder.encode(text)]).map((line) => decoder.decode(line.bytes))
}

/** Bytes in which line ends and blanks are common. */
const hostileBytes = fc
  .array(fc.constantFrom(0x0a, 0x0d, 0x20, 0x09, 0x7b, 0xe2, 0x80, 0xa8, 0xff), { maxLength: 200 })
  .map((bytes) => Uint8Array.from(bytes))

function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const cuts = [...places].map((place) => place % (bytes.length + 1)).sort((one, other) => one - other)
  return [0, ...cuts].map((from, index) => bytes.subarray(from, cuts[index] ?? bytes.length))
}

async function drain(lines: AsyncIterable<FileLine>): Promise<void> {
  for await (const line of lines) expect(line.isTooLong).toBe(false)
}

describe('LineSplitter', () => {
  it('finds the same lines however the bytes are cut', () => {
    fc.assert(
      fc.property(hostileBytes, fc.array(fc.nat(200), { maxLength: 20 }), (bytes, places) => {
        expect(split(cutAt(bytes, places))).toEqual(split([bytes]))
      }),
    )
  })

  it('tells the place of a line that is longer than is kept, and goes on after it', () => {
    const splitter = new LineSplitter(4)
    const lines = [...splitter.push(encoder.encode('abcd\nefg')), ...splitter.push(encoder.encode('hi\nj\n'))]
    expect(lines.map(({ number, isTooLong }) => ({ number, isTooLong }))).toEqual([
      { number: 1, isTooLong: false },
      { number: 2, isTooLong: true },
      { number: 3, isTooLong: false },
    ])
  })

  it('gives back exactly the bytes between line ends, where it says they are', () => {
    fc.assert(
      fc.property(hostileBytes, (bytes) => {
        const lines = split([bytes])
        for (const { start, bytes: line } of lines) {
          expect(line).toEqual(bytes.subarray(start, start + line.length))
          expect(line.includes(0x0a)).toBe(false)
        }
        const whole = decoder.decode(bytes).split('\n')
        const expected = whole.map((line) => line.replace(/\r$/, '')).filter((line) => /[^ \t\r]/.test(line))
        expect(lines.map((line) => decoder.decode(line.bytes))).toEqual(expected)
      }),
    )
  })

  it('numbers lines as an editor does and as a server does', () => {
    const lines = split([encoder.encode('\n{"a":1}\r\n  \n\n{"b":2}')])
    expect(lines.map(({ number, ordinal, start }) => [number, ordinal, start])).toEqual([
      [2, 1, 1],
      [5, 2, 14],
    ])
  })

  it('ends lines at 0x0A only', () => {
    expect(texts('"a\u2028b"\n"c\u2029d\u0085e"')).toEqual(['"a\u2028b"', '"c\u2029d\u0085e"'])
  })

  it('has nothing to say about an empty file', () => {
    expect(split([])).toEqual([])
    expect(texts('\n\n')).toEqual([])
  })
})

describe('linesOf', () => {
  it('reads no further than it is asked to, and cancels the stream', async () => {
    let served = 0
    let isCancelled = false
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          served += 1
          controller.enqueue(encoder.encode(`line ${served}\n`))
        },
        cancel() {
          isCancelled = true
        },
      },
      { highWaterMark: 0 },
    )
    for await (const line of linesOf(stream)) {
      expect(decoder.decode(line.bytes)).toBe('line 1')
      break
    }
    expect({ served, isCancelled }).toEqual({ served: 1, isCancelled: true })
  })

  it('gives up on a line that is longer than it may be, before all of it is read', async () => {
    const chunks = ['abcd\n\nef', 'gh', 'i', 'never read']
    const stream = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const chunk = chunks.shift()
          if (chunk === undefined) controller.close()
          else controller.enqueue(encoder.encode(chunk))
        },
      },
      { highWaterMark: 0 },
    )
    const failure = await drain(linesOf(stream, 4)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(LineTooLong)
    expect(failure).toMatchObject({ ordinal: 2 })
    expect(chunks).toEqual(['never read'])
  })
})
