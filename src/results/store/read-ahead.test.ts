import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ReadAhead } from './read-ahead.ts'

/** A file of a million bytes, each told from its neighbours. */
const content = Uint8Array.from({ length: 1_000_000 }, (_, at) => (at * 31 + (at >> 8)) % 251)

function fileOf(size: () => number) {
  let reads = 0
  return {
    reads: () => reads,
    read: (buffer: Uint8Array, { at }: { at: number }) => {
      reads += 1
      const found = content.subarray(at, Math.min(at + buffer.length, size()))
      buffer.set(found)
      return found.length
    },
  }
}

describe('reading ahead', () => {
  it('gives what stands in the file, wherever and in whatever order it is read while the file grows', () => {
    const reads = fc.array(
      fc.record({
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.oneof(fc.nat(200), fc.nat(600_000)),
        near: fc.boolean(),
        grows: fc.nat(50_000),
      }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(reads, (wanted) => {
        let size = 1000
        const ahead = new ReadAhead(fileOf(() => size))
        let at = 0
        for (const { share, length, near, grows } of wanted) {
          size = Math.min(content.length, size + grows)
          at = near ? Math.min(size, at + Math.floor(share * 5000)) : Math.floor(share * size)
          const most = Math.min(length, size - at)
          expect(ahead.read(at, most, size)).toEqual(content.subarray(at, at + most))
        }
      }),
    )
  })

  it('reads a file from end to end in few pieces, also where rows lie a little out of order', () => {
    const file = fileOf(() => content.length)
    const ahead = new ReadAhead(file)
    for (let row = 0; row < 5000; row += 1) {
      const at = 200 * (row % 2 === 0 ? row + 1 : row - 1)
      if (at + 200 <= content.length) ahead.read(at, 200, content.length)
    }
    expect(file.reads()).toBeLessThan(10)
  })

  it('reads nothing else where reads lie far apart', () => {
    const sizes: number[] = []
    const read = (buffer: Uint8Array) => sizes.push(buffer.length) && buffer.length
    const ahead = new ReadAhead({ read })
    for (const at of [0, 5_000_000, 90_000_000, 1_000_000]) ahead.read(at, 300, 100_000_000)
    expect(sizes).toEqual([300, 300, 300, 300])
  })

  it('tells what is not there, and goes on after a file that could not be read', () => {
    let isBroken = true
    const file = fileOf(() => 1000)
    const ahead = new ReadAhead({
      read: (buffer, options) => {
        if (isBroken) throw new DOMException('It is gone.', 'NotFoundError')
        return file.read(buffer, options)
      },
    })
    expect(() => ahead.read(10, 5, 1000)).toThrow('gone')
    isBroken = false
    expect(ahead.read(12, 5, 1000)).toEqual(content.subarray(12, 17))
    expect(ahead.read(998, 5, 2000)).toBeNull()
  })
})
