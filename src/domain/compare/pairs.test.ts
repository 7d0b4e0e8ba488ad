import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultyIds, pairById } from './pairs.ts'

const ids = fc.array(fc.constantFrom('', 'a', 'b', 'c', 'd'), { maxLength: 12 })

/** The same pairs, the slow and plain way. */
function naivePairs(left: readonly string[], right: readonly string[]): [number, number][] {
  const free = new Set(right.keys())
  const pairs = left.map((id, row): [number, number] => {
    const partner = id === '' ? undefined : [...free].find((other) => right[other] === id)
    if (partner !== undefined) free.delete(partner)
    return [row, partner ?? -1]
  })
  return [...pairs, ...[...free].map((row): [number, number] => [-1, row])]
}

describe('pairs by custom_id', () => {
  it('holds every row of both sides once, equal ids in order of appearance', () => {
    fc.assert(
      fc.property(ids, ids, (left, right) => {
        const pairs = pairById(left, right)
        const found = Array.from(pairs.left, (row, index) => [row, pairs.right[index]])
        expect(found).toEqual(naivePairs(left, right))
      }),
    )
  })

  it('counts repeated and missing ids', () => {
    expect(faultyIds(['a', 'b', 'a', '', 'a', ''])).toEqual({ repeated: 2, nameless: 2 })
  })
})
