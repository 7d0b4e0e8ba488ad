import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AnswerShape,
  changeColumns,
  type ColumnChange,
  type ColumnChoice,
  type ColumnKey,
  NARROWEST,
  NO_CHOICE,
  leadingField,
  placeOfAnswer,
  rowColumns,
} from './row-columns.ts'

const PROSE: AnswerShape = { fields: [], isStructured: false, numbers: [] }
const STRUCTURED: AnswerShape = {
  fields: ['mood', 'score', 'tags', 'why', 'more'],
  isStructured: true,
  numbers: ['score'],
}

function after(shape: AnswerShape, ...changes: ColumnChange[]): ColumnChoice {
  return changes.reduce(
    (choice, change) => changeColumns(choice, change, rowColumns(shape, choice)),
    NO_CHOICE,
  )
}

function shown(shape: AnswerShape, choice: ColumnChoice): ColumnKey[] {
  return rowColumns(shape, choice).flatMap(({ key, isShown }) => (isShown ? [key] : []))
}

describe('the columns of the results', () => {
  it('are what every row has, or the first fields where answers have some', () => {
    expect(shown(PROSE, NO_CHOICE)).toEqual([
      'row',
      'custom_id',
      'outcome',
      'request',
      'answer',
      'tokens_in',
      'tokens_out',
      'cost',
    ])
    expect(shown(STRUCTURED, NO_CHOICE).slice(3)).toEqual([
      'request',
      'field:mood',
      'field:score',
      'field:tags',
      'field:why',
      'cost',
    ])
    expect(rowColumns(STRUCTURED, NO_CHOICE).map(({ key }) => key)).toContain('field:more')
  })

  it('stay the one line where only some answers have fields', () => {
    expect(shown({ fields: ['odd'], isStructured: false, numbers: [] }, NO_CHOICE)).toContain('answer')
  })

  it('have the answer beside its fields only where a person wants it', () => {
    const both = after(STRUCTURED, { kind: 'toggle', key: 'answer' })
    expect(shown(STRUCTURED, both)).toContain('answer')
    expect(
      shown(
        STRUCTURED,
        after(STRUCTURED, { kind: 'toggle', key: 'answer' }, { kind: 'toggle', key: 'answer' }),
      ),
    ).not.toContain('answer')
  })

  it('have the answer wherever no field stands in its place, whatever was chosen elsewhere', () => {
    const hidden = { ...NO_CHOICE, shown: { answer: false } }
    expect(shown(STRUCTURED, hidden)).not.toContain('answer')
    expect(shown(PROSE, hidden)).toContain('answer')
    const few = { fields: ['mood'], isStructured: false, numbers: [] }
    expect(shown(few, { ...hidden, shown: { ...hidden.shown, 'field:mood': true } })).toContain('answer')
    const noField = Object.fromEntries(STRUCTURED.fields.map((field) => [`field:${field}`, false]))
    expect(shown(STRUCTURED, { ...hidden, shown: { ...hidden.shown, ...noField } })).toContain('answer')
  })

  it('cannot be rid of the answer where nothing stands in its place', () => {
    const toggle: ColumnChange = { kind: 'toggle', key: 'answer' }
    expect(after(PROSE, toggle)).toEqual(NO_CHOICE)
    const isNeeded = (shape: AnswerShape) =>
      rowColumns(shape, NO_CHOICE).flatMap((column) => (column.isNeeded ? column.key : []))
    expect(isNeeded(PROSE)).toEqual(['answer'])
    expect(isNeeded(STRUCTURED)).toEqual([])
  })

  it('have figures at their right, also where fields are numbers', () => {
    const numbers = rowColumns(STRUCTURED, NO_CHOICE).flatMap(({ key, isNumber }) => (isNumber ? key : []))
    expect(numbers).toEqual([
      'row',
      'field:score',
      'tokens_in',
      'tokens_out',
      'tokens_cached',
      'cost',
      'took',
    ])
  })

  it('hold an answer without fields over the fields that follow each other', () => {
    const place = (shape: AnswerShape, ...changes: ColumnChange[]) => {
      const columns = rowColumns(shape, after(shape, ...changes)).filter(({ isShown }) => isShown)
      const { from, to } = placeOfAnswer(columns)
      return columns.slice(from, to).map(({ key }) => key)
    }
    expect(place(STRUCTURED)).toEqual(['field:mood', 'field:score', 'field:tags', 'field:why'])
    expect(
      place(STRUCTURED, { kind: 'move', key: 'field:why', by: 1 }, { kind: 'toggle', key: 'cost' }),
    ).toEqual(['field:mood', 'field:score', 'field:tags', 'field:why'])
    expect(place(STRUCTURED, { kind: 'move', key: 'field:mood', by: -1 })).toEqual(['field:mood'])
    expect(place(STRUCTURED, { kind: 'toggle', key: 'answer' })).toEqual([])
    expect(place(PROSE)).toEqual([])
  })

  it('let the first field with a value stand for the answer, where that has no column', () => {
    const leading = (shape: AnswerShape, empty: string[], ...changes: ColumnChange[]) => {
      const columns = rowColumns(shape, after(shape, ...changes)).filter(({ isShown }) => isShown)
      return leadingField(columns, (field) => !empty.includes(field))
    }
    expect(leading(STRUCTURED, [])).toBe('field:mood')
    expect(leading(STRUCTURED, ['mood', 'score'])).toBe('field:tags')
    expect(leading(STRUCTURED, [], { kind: 'move', key: 'field:mood', by: 1 })).toBe('field:score')
    expect(leading(STRUCTURED, STRUCTURED.fields.slice())).toBeNull()
    expect(leading(STRUCTURED, [], { kind: 'toggle', key: 'answer' })).toBeNull()
    expect(leading(PROSE, [])).toBeNull()
  })

  it('are shown, hidden and moved past what is shown', () => {
    const choice = after(
      STRUCTURED,
      { kind: 'toggle', key: 'request' },
      { kind: 'toggle', key: 'model' },
      { kind: 'move', key: 'field:score', by: -1 },
      { kind: 'move', key: 'cost', by: 1 },
      { kind: 'move', key: 'tokens_cached', by: 1 },
    )
    expect(shown(STRUCTURED, choice)).toEqual([
      'row',
      'custom_id',
      'outcome',
      'field:score',
      'field:mood',
      'field:tags',
      'field:why',
      'model',
      'cost',
    ])
    expect(rowColumns(STRUCTURED, after(STRUCTURED, { kind: 'reset' }))).toEqual(
      rowColumns(STRUCTURED, NO_CHOICE),
    )
  })

  it('keep a decision for the next batch that has the column, and only that', () => {
    const choice = after(
      STRUCTURED,
      { kind: 'toggle', key: 'field:tags' },
      { kind: 'move', key: 'cost', by: -1 },
    )
    expect(shown(PROSE, choice)).toContain('answer')
    const there = changeColumns(choice, { kind: 'move', key: 'row', by: 1 }, rowColumns(PROSE, choice))
    expect(shown(PROSE, there).slice(0, 2)).toEqual(['custom_id', 'row'])
    expect(shown(STRUCTURED, there)).not.toContain('field:tags')
    expect(shown(STRUCTURED, there)).toContain('field:mood')
  })

  it('have a width that can be used', () => {
    const width = (wanted: number | null) => {
      const choice = after(PROSE, { kind: 'size', key: 'cost', width: wanted })
      return rowColumns(PROSE, choice).find(({ key }) => key === 'cost')?.width
    }
    expect(width(120.4)).toBe(120)
    expect(width(-50)).toBe(NARROWEST)
    expect(width(1e9)).toBe(1200)
    expect(width(null)).toBeNull()
  })

  it('are each there once, whatever was chosen', () => {
    const keys = fc.constantFrom<ColumnKey>('row', 'cost', 'answer', 'time', 'field:mood', 'field:gone')
    const changes = fc.oneof(
      fc.record({ kind: fc.constant('toggle' as const), key: keys }),
      fc.record({
        kind: fc.constant('move' as const),
        key: keys,
        by: fc.constantFrom(-1 as const, 1 as const),
      }),
      fc.record({ kind: fc.constant('size' as const), key: keys, width: fc.integer() }),
    )
    fc.assert(
      fc.property(fc.array(changes), fc.constantFrom(PROSE, STRUCTURED), (made, shape) => {
        const columns = rowColumns(shape, after(STRUCTURED, ...made)).map(({ key }) => key)
        expect(columns.toSorted()).toEqual(
          rowColumns(shape, NO_CHOICE)
            .map(({ key }) => key)
            .toSorted(),
        )
      }),
    )
  })
})
