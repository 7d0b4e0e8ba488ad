import { describe, expect, it } from 'vitest'
import { rowsBetween, topThatPlaces, topThatShows, widened } from './rows-in-view'

describe('rowsBetween', () => {
  it('counts rows that can be seen in part', () => {
    expect(rowsBetween(0, 100, 38)).toEqual({ from: 0, to: 3 })
    expect(rowsBetween(37, 100, 38)).toEqual({ from: 0, to: 4 })
    expect(rowsBetween(38, 114, 38)).toEqual({ from: 1, to: 4 })
  })

  it('sees nothing in a list without height, and nothing above its first row', () => {
    expect(rowsBetween(0, 0, 38)).toEqual({ from: 0, to: 0 })
    expect(rowsBetween(-40, 76, 38)).toEqual({ from: 0, to: 1 })
  })
})

describe('widened', () => {
  it('adds rows at both ends and ends where the list does', () => {
    expect(widened({ from: 10, to: 20 }, 5, 1000)).toEqual({ from: 5, to: 25 })
    expect(widened({ from: 2, to: 20 }, 5, 22)).toEqual({ from: 0, to: 22 })
    expect(widened({ from: 0, to: 16 }, 5, 0)).toEqual({ from: 0, to: 0 })
  })

  it('goes to the end of a list that has become shorter than where it was scrolled to', () => {
    expect(widened({ from: 900, to: 915 }, 5, 100)).toEqual({ from: 80, to: 100 })
    expect(widened({ from: 900, to: 915 }, 5, 10)).toEqual({ from: 0, to: 10 })
  })
})

describe('topThatShows', () => {
  it('stays where the row can be seen whole', () => {
    expect(topThatShows(10, 380, 380, 38)).toBe(380)
    expect(topThatShows(19, 380, 380, 38)).toBe(380)
  })

  it('goes as far as it must, up or down', () => {
    expect(topThatShows(9, 380, 380, 38)).toBe(342)
    expect(topThatShows(20, 380, 380, 38)).toBe(418)
  })

  it('shows the top of a row that is higher than what can be seen', () => {
    expect(topThatShows(20, 0, 20, 38)).toBe(760)
  })
})

describe('topThatPlaces', () => {
  it('stays, or goes on by a row, where the row is in view or next to what is', () => {
    expect(topThatPlaces(15, 380, 380, 38)).toBe(380)
    expect(topThatPlaces(20, 380, 380, 38)).toBe(418)
    expect(topThatPlaces(9, 380, 380, 38)).toBe(342)
  })

  it('has rows before and after one that is far away', () => {
    expect(topThatPlaces(100, 0, 380, 38)).toBe(97 * 38)
    expect(topThatPlaces(3, 3800, 380, 38)).toBe(0)
    expect(topThatPlaces(100, 0, 0, 38)).toBe(3800)
  })
})
