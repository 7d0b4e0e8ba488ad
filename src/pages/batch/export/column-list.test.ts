import { describe, expect, it } from 'vitest'
import { NO_FIELDS } from '../../../domain/export/columns.ts'
import { changeColumns, columnEntries, columnLabel } from './column-list.ts'

const titles = (entries: ReturnType<typeof columnEntries>) => entries.map(({ column }) => column.title)

describe('the columns of a file', () => {
  it('begin with the usual ones and hold every other one once', () => {
    const entries = columnEntries({ names: ['name', 'age'], hasOther: false })
    const chosen = titles(entries.filter(({ isChosen }) => isChosen))
    expect(chosen.slice(0, 5)).toEqual(['custom_id', 'outcome', 'name', 'age', 'error'])
    expect(new Set(titles(entries)).size).toBe(entries.length)
    expect(titles(entries)).toContain('raw_result')
    expect(titles(entries)).toContain('answer')
    expect(columnLabel(entries[2]?.column ?? { source: { kind: 'fact', name: 'row' }, title: '' })).toContain(
      '“name”',
    )
  })

  it('begin with the answer too where fields do not hold every one', () => {
    const chosen = columnEntries({ names: ['name'], hasOther: true }).filter(({ isChosen }) => isChosen)
    expect(titles(chosen).slice(0, 5)).toEqual(['custom_id', 'outcome', 'answer', 'name', 'error'])
    expect(titles(columnEntries(NO_FIELDS).slice(0, 4))).toEqual(['custom_id', 'outcome', 'answer', 'error'])
  })

  it('tell which batch ran a row where those of several stand together', () => {
    const chosen = columnEntries(NO_FIELDS, true).filter(({ isChosen }) => isChosen)
    expect(titles(chosen).at(-1)).toBe('batch')
    expect(titles(columnEntries(NO_FIELDS))).not.toContain('batch')
  })

  it('are chosen, renamed and moved', () => {
    let entries = columnEntries(NO_FIELDS)
    entries = changeColumns(entries, { kind: 'toggle', key: 'outcome' })
    entries = changeColumns(entries, { kind: 'rename', key: 'custom_id', title: 'Key' })
    entries = changeColumns(entries, { kind: 'move', key: 'custom_id', by: 1 })
    expect(titles(entries).slice(0, 3)).toEqual(['outcome', 'Key', 'answer'])
    expect(entries[0]?.isChosen).toBe(false)
  })

  it('stay as they are at the ends and for keys that are not there', () => {
    const entries = columnEntries(NO_FIELDS)
    expect(changeColumns(entries, { kind: 'move', key: 'custom_id', by: -1 })).toEqual(entries)
    expect(changeColumns(entries, { kind: 'toggle', key: 'field:gone' })).toEqual(entries)
  })
})
