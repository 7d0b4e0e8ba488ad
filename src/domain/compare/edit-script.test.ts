import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markChanges } from './edit-script.ts'

/** Length of the longest common subsequence, the slow and plain way. */
function commonLength(left: readonly number[], right: readonly number[]): number {
  let row = Array.from({ length: right.length + 1 }, () => 0)
  for (const token of left) {
    const next = [0]
    right.forEach((other, index) => {
      next.push(token === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0))
    })
    row = next
  }
  return row.at(-1) ?? 0
}

const tokens = fc.array(fc.nat({ max: 3 }), { maxLength: 40 })

describe('changes between two lists', () => {
  it('leaves the same tokens unmarked on both sides, as many as there can be', () => {
    fc.assert(
      fc.property(tokens, tokens, (left, right) => {
        const marks = markChanges(Int32Array.from(left), Int32Array.from(right))
        const keptLeft = left.filter((_, index) => marks.left[index] === 0)
        const keptRight = right.filter((_, index) => marks.right[index] === 0)
        expect(keptLeft).toEqual(keptRight)
        expect(keptLeft.length).toBe(commonLength(left, right))
        expect(marks.isRough).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  it('gives up within its steps and marks all but the common ends', () => {
    fc.assert(
      fc.property(tokens, tokens, fc.integer({ min: 0, max: 4 }), (left, right, most) => {
        const marks = markChanges(Int32Array.from(left), Int32Array.from(right), most)
        expect(left.filter((_, index) => marks.left[index] === 0)).toEqual(
          right.filter((_, index) => marks.right[index] === 0),
        )
      }),
    )
    const marks = markChanges(Int32Array.of(1, 2, 3, 9), Int32Array.of(1, 4, 5, 9), 0)
    expect(marks).toEqual({
      left: Uint8Array.of(0, 1, 1, 0),
      right: Uint8Array.of(0, 1, 1, 0),
      isRough: true,
    })
  })

  it('compares lists of ten thousand tokens that have nothing in common without searching for long', () => {
    const left = Int32Array.from({ length: 10_000 }, (_, index) => index)
    const right = Int32Array.from({ length: 10_000 }, (_, index) => 20_000 + index)
    const marks = markChanges(left, right)
    expect(marks.isRough).toBe(true)
    expect(marks.left.every((mark) => mark === 1)).toBe(true)
  })
})
