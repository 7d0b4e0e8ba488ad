import { describe, expect, it } from 'vitest'
import { isHit, placeAmong } from './hits'

describe('the hits of a search', () => {
  it('are told from other lines', () => {
    expect([1, 3, 4, 9, 10].map((line) => isHit([3, 9], line))).toEqual([false, true, false, true, false])
  })

  it('lead on from the open line, and round at both ends', () => {
    const hits = [3, 7, 9]
    expect(placeAmong(hits, 7)).toEqual({ rank: 2, previous: 3, next: 9 })
    expect(placeAmong(hits, 9)).toEqual({ rank: 3, previous: 7, next: 3 })
    expect(placeAmong(hits, 3)).toEqual({ rank: 1, previous: 9, next: 7 })
    expect(placeAmong(hits, 5)).toEqual({ rank: null, previous: 3, next: 7 })
    expect(placeAmong(hits, 100)).toEqual({ rank: null, previous: 9, next: 3 })
  })

  it('begin with the first one while no line is open', () => {
    expect(placeAmong([3, 7], null)).toEqual({ rank: null, previous: 7, next: 3 })
    expect(placeAmong([], null)).toEqual({ rank: null, previous: null, next: null })
  })
})
