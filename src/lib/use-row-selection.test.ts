import { describe, expect, it } from 'vitest'
import { toggleRows } from './use-row-selection'

const IDS = ['a', 'b', 'c', 'd', 'e']

function after(chosen: string[], anchor: string | null, clicked: string): string[] {
  return [...toggleRows(new Set(chosen), IDS, anchor, clicked)].toSorted()
}

describe('a click on a row', () => {
  it('selects it, and takes it out again', () => {
    expect(after([], null, 'c')).toEqual(['c'])
    expect(after(['a', 'c'], null, 'c')).toEqual(['a'])
  })

  it('takes all rows since the last one with it while Shift is held, in both directions', () => {
    expect(after(['b'], 'b', 'd')).toEqual(['b', 'c', 'd'])
    expect(after(['d'], 'd', 'b')).toEqual(['b', 'c', 'd'])
    expect(after(['a', 'b', 'c', 'd'], 'a', 'c')).toEqual(['d'])
  })

  it('is about one row where the last one has left the list', () => {
    expect(after(['z'], 'z', 'b')).toEqual(['b', 'z'])
  })
})
