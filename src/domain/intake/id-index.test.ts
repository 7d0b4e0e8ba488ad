import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IdIndex } from './id-index.ts'

describe('IdIndex', () => {
  it('remembers what a Map would, also while it grows', () => {
    const ids = fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.string({ minLength: 60 })), {
      maxLength: 300,
    })
    fc.assert(
      fc.property(ids, (list) => {
        const index = new IdIndex(1_000)
        const first = new Map<string, number>()
        list.forEach((id, position) => {
          const place = { line: position + 1, ordinal: position + 1 }
          const known = first.get(id)
          expect(index.add(id, place)).toEqual(known === undefined ? null : { line: known, ordinal: known })
          if (known === undefined) first.set(id, position + 1)
        })
      }),
    )
  })

  it('takes 200,000 ids that differ in a digit for different ones', () => {
    const index = new IdIndex(1_000_000)
    const ids = Array.from({ length: 200_000 }, (_, position) => position + 1)
    const mistaken = ids.filter((id) => index.add(`request-${id}`, { line: id, ordinal: id }) !== null)
    expect(mistaken).toEqual([])
    expect(index.add('request-77777', { line: 200_001, ordinal: 200_001 })).toEqual({
      line: 77_777,
      ordinal: 77_777,
    })
  })

  it('stops remembering at its limit and says so', () => {
    const index = new IdIndex(2)
    for (const id of ['a', 'b']) expect(index.add(id, { line: 1, ordinal: 1 })).toBeNull()
    expect(index.hasForgotten).toBe(false)
    for (const id of ['c', 'c']) expect(index.add(id, { line: 1, ordinal: 1 })).toBeNull()
    expect(index.hasForgotten).toBe(true)
    expect(index.add('a', { line: 5, ordinal: 5 })).not.toBeNull()
  })
})
