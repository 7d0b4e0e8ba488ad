import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { knowsSince, type Stretch, withNewest, withOlder } from './stretch.ts'

interface Entry {
  id: string
  created_at: number
}

const entry = (number: number): Entry => ({ id: `b${number}`, created_at: number })
const stretch = (numbers: readonly number[], reachedEnd = false): Stretch<Entry> => ({
  entries: numbers.map(entry),
  reachedEnd,
})

describe('a list that is read page by page while it changes', () => {
  it('takes in what is new and lets go of what was deleted', () => {
    const known = stretch([5, 4, 3, 2, 1], true)
    expect(withNewest(known, stretch([7, 5, 3]))).toEqual(stretch([7, 5, 3, 2, 1], true))
  })

  it('does not pretend to know what lies between', () => {
    expect(withNewest(stretch([3, 2, 1]), stretch([9, 8, 7]))).toBeNull()
  })

  it('starts with whatever is read first, and ends where the server’s list ends', () => {
    expect(withNewest(stretch([]), stretch([2, 1]))).toEqual(stretch([2, 1]))
    expect(withNewest(stretch([9, 8, 7, 1]), stretch([8, 7], true))).toEqual(stretch([8, 7], true))
  })

  it('knows a time only once something older was read', () => {
    expect(knowsSince(stretch([5, 4]), 4)).toBe(false)
    expect(knowsSince(stretch([5, 3]), 4)).toBe(true)
    expect(knowsSince(stretch([], true), 0)).toBe(true)
    expect(knowsSince(stretch([5]), 0)).toBe(false)
  })

  it('misses none and shows none twice, whatever is created and deleted between the pages', () => {
    const steps = fc.array(fc.constantFrom('create', 'delete', 'older', 'newest'), { maxLength: 60 })
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 25 }),
        steps,
        fc.integer({ min: 1, max: 7 }),
        (size, all, page) => {
          let server = Array.from({ length: size }, (_, index) => size - index)
          let next = size + 1
          let known: Stretch<Entry> = stretch([])
          const readFrom = (start: number, length: number) =>
            stretch(server.slice(start, start + length), start + length >= server.length)
          const readNewest = () => {
            for (let length = page; ; length += page) {
              const merged = withNewest(known, readFrom(0, length))
              if (merged) return merged
            }
          }
          const readOlder = () => {
            const last = known.entries.at(-1)
            if (!last) return readNewest()
            const at = server.indexOf(last.created_at)
            // The server no longer knows the cursor: the one before it may do.
            if (at === -1) return { entries: known.entries.slice(0, -1), reachedEnd: false }
            return withOlder(known, readFrom(at + 1, page))
          }
          for (const step of all) {
            if (step === 'create') server = [next++, ...server]
            if (step === 'delete') server = server.filter((_, index) => index !== 1)
            if (step === 'newest') known = readNewest()
            if (step === 'older' && !known.reachedEnd) known = readOlder()
          }
          known = readNewest()
          while (!known.reachedEnd) known = readOlder()
          const numbers = known.entries.map(({ created_at }) => created_at)
          expect(numbers).toEqual([...new Set(numbers)].toSorted((one, other) => other - one))
          expect(numbers).toEqual(expect.arrayContaining(server))
          // What was deleted further down than the newest page is noticed by the walk of the whole list alone.
          expect(numbers.slice(0, page).filter((number) => !server.includes(number))).toEqual([])
          expect(withNewest(known, readFrom(0, server.length))).toEqual(stretch(server, true))
        },
      ),
    )
  })
})
