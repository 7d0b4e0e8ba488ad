import { describe, expect, it } from 'vitest'
import { type ColumnKey, NO_CHOICE, rowColumns } from '~/domain/results/row-columns'
import { columnLook, gridOf, keptInPlace, sortOf } from './column-facts'
import { sampleOf } from './sample'

describe('the grid of the list', () => {
  it('shares what is left among texts, and gives a sized column what it was given', () => {
    const column = { isShown: true, isNeeded: false, isNumber: false }
    const columns = [
      { ...column, key: 'row', width: null },
      { ...column, key: 'field:mood', width: null },
      { ...column, key: 'answer', width: 300 },
    ] as const
    expect(gridOf(columns)).toEqual({ template: '52px minmax(108px, 2fr) 300px', least: 52 + 108 + 300 + 48 })
  })

  it('keeps in place what tells rows apart, as far as there is room', () => {
    const shown = (...keys: readonly (readonly [ColumnKey, number | null])[]) =>
      keys.map(([key, width]) => ({ key, width, isShown: true, isNeeded: false, isNumber: false }))
    const places = (...keys: readonly (readonly [ColumnKey, number | null])[]) => keptInPlace(shown(...keys))
    expect(places(['row', null], ['custom_id', null], ['outcome', null])).toEqual([8, 76])
    expect(places(['custom_id', 200], ['row', null], ['outcome', null])).toEqual([8, 224])
    expect(places(['row', null], ['custom_id', 300])).toEqual([8])
    expect(places(['outcome', null], ['row', null], ['custom_id', null])).toEqual([])
  })

  it('knows every column there can be', () => {
    for (const { key } of rowColumns({ fields: ['a'], isStructured: true, numbers: [] }, NO_CHOICE)) {
      expect(columnLook(key).heading).not.toBe('')
    }
    expect(columnLook('field:turned \u202E around').heading).toBe('turned around')
  })

  it('sorts by what the rows can be sorted by', () => {
    expect(sortOf('cost')).toBe('cost')
    expect(sortOf('field:cost')).toBe('field:cost')
    expect(sortOf('answer')).toBeNull()
  })
})

describe('a sample of the rows', () => {
  it('is of the first ones and of all the others, each once and in order', () => {
    expect([...sampleOf(0)]).toEqual([])
    expect([...sampleOf(3)]).toEqual([0, 1, 2])
    const many = [...sampleOf(50_000)]
    expect(many.length).toBeLessThanOrEqual(80)
    expect(many).toEqual([...new Set(many)].toSorted((left, right) => left - right))
    expect(many[39]).toBe(39)
    expect(many.at(-1)).toBeGreaterThan(40_000)
  })
})
