import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OUTCOMES, type Outcome } from '../results/outcome.ts'
import { Comparison } from './comparison.ts'
import { type DigestBlock, joinBlocks, RESULT_STATES, type ResultState } from './digests.ts'
import { rowsInBoth, summaryOf } from './summary.ts'
import { VERDICTS } from './verdict.ts'

interface Row {
  id: string
  outcome?: Outcome
  state?: ResultState
  /** Stands for the answer. */
  answer?: number
  tokens?: [number, number]
  model?: string
}

function blockOf(rows: readonly Row[], from: number, total: number): DigestBlock {
  const modelNames = [...new Set(rows.map(({ model = '' }) => model))]
  return {
    from,
    total,
    customIds: rows.map(({ id }) => id),
    outcomes: Uint8Array.from(rows, ({ outcome = 'succeeded' }) => OUTCOMES.indexOf(outcome)),
    states: Uint8Array.from(rows, ({ state = 'known' }) => RESULT_STATES.indexOf(state)),
    hashes: Uint32Array.from(rows.flatMap(({ answer = 0 }) => [7, answer])),
    tokensIn: Uint32Array.from(rows, ({ tokens }) => tokens?.[0] ?? 0),
    tokensOut: Uint32Array.from(rows, ({ tokens }) => tokens?.[1] ?? 0),
    counted: Uint8Array.from(rows, ({ tokens }) => (tokens === undefined ? 0 : 1)),
    models: Uint32Array.from(rows, ({ model = '' }) => modelNames.indexOf(model)),
    modelNames,
  }
}

function compare(left: readonly Row[], right: readonly Row[]): Comparison {
  // In two blocks each, as they come.
  const sides = [left, right].map((rows) =>
    joinBlocks([blockOf(rows.slice(0, 2), 0, rows.length), blockOf(rows.slice(2), 2, rows.length)]),
  )
  const [one = joinBlocks([]), other = joinBlocks([])] = sides
  return new Comparison(one, other)
}

const LEFT: Row[] = [
  { id: 'same', answer: 1, tokens: [10, 5], model: 'small' },
  { id: 'changed', answer: 2, tokens: [10, 5], model: 'small' },
  { id: 'alone', answer: 3, tokens: [10, 5], model: 'small' },
  { id: 'broke', answer: 4, tokens: [10, 5], model: 'small' },
  { id: 'waits', answer: 5 },
  { id: 'lost', answer: 6 },
  { id: 'bad', answer: 7, outcome: 'failed' },
]
const RIGHT: Row[] = [
  { id: 'bad', answer: 7, outcome: 'failed' },
  { id: 'lost', state: 'lost' },
  { id: 'waits', state: 'none', outcome: 'pending' },
  { id: 'broke', answer: 9, outcome: 'failed' },
  { id: 'changed', answer: 8, tokens: [11, 50], model: 'large' },
  { id: 'same', answer: 1, tokens: [11, 40], model: 'large' },
  { id: 'new', answer: 1, tokens: [1, 1], model: 'small' },
]

describe('a comparison', () => {
  const comparison = compare(LEFT, RIGHT)
  const all = comparison.pairsFor({ filter: 'all', search: '' })

  it('judges every row, those of the left batch in its order first', () => {
    expect(
      Array.from(all, (pair) => comparison.row(pair)).map(({ key, customId, verdict }) => [
        key,
        customId,
        verdict,
      ]),
    ).toEqual([
      ['1', 'same', 'same'],
      ['2', 'changed', 'changed'],
      ['3', 'alone', 'only_left'],
      ['4', 'broke', 'changed'],
      ['5', 'waits', 'unanswered'],
      ['6', 'lost', 'lost'],
      ['7', 'bad', 'same'],
      ['b7', 'new', 'only_right'],
    ])
    expect(comparison.row(1)).toMatchObject({
      left: { row: 1, outcome: 'succeeded', tokens: { input: 10, output: 5 }, model: 'small' },
      right: { row: 4, outcome: 'succeeded', tokens: { input: 11, output: 50 }, model: 'large' },
    })
  })

  it('finds rows by filter and by a part of their id', () => {
    expect([...comparison.pairsFor({ filter: 'changed', search: '' })]).toEqual([1, 3])
    expect([...comparison.pairsFor({ filter: 'outcome', search: '' })]).toEqual([3])
    expect([...comparison.pairsFor({ filter: 'all', search: 'A' })]).toEqual([0, 1, 2, 4, 6])
  })

  it('knows where a row stands, and its neighbours also when it has left the filter', () => {
    const query = { filter: 'changed', search: '' } as const
    expect(comparison.place('4', query)).toMatchObject({ index: 1, previous: { key: '2' }, next: null })
    expect(comparison.place('3', query)).toMatchObject({
      index: null,
      previous: { key: '2' },
      next: { key: '4' },
    })
    expect(comparison.place('b7', { filter: 'all', search: '' })).toMatchObject({
      index: 7,
      row: { customId: 'new' },
    })
    expect(comparison.place('b2', { filter: 'all', search: '' })).toMatchObject({ row: { customId: 'lost' } })
    for (const key of ['8', 'b8', '0', 'x']) expect(comparison.place(key, query)).toBeNull()
  })

  it('adds up rows, changes of outcome, and tokens by model, of all answers and of those in both', () => {
    const summary = summaryOf(comparison)
    expect(summary.verdicts).toEqual({
      same: 2,
      changed: 2,
      only_left: 1,
      only_right: 1,
      unanswered: 1,
      lost: 1,
    })
    expect(rowsInBoth(summary)).toBe(6)
    expect(summary.changes).toEqual([{ from: 'succeeded', to: 'failed', rows: 1 }])
    expect(summary).toMatchObject({ alikeFailures: 1, sharedAnswers: 3 })
    expect(summary.left).toMatchObject({
      rows: 7,
      succeeded: 6,
      failed: 1,
      firstIds: ['same', 'changed', 'alone'],
    })
    expect(summary.left.totals).toMatchObject([
      { model: 'small', rows: 4, input: 40, output: 20, uncounted: 0 },
      { model: '', rows: 2, uncounted: 2 },
    ])
    expect(summary.right.sharedTotals).toMatchObject([
      { model: 'large', rows: 2, input: 22, output: 90 },
      { model: '', rows: 1, uncounted: 1 },
    ])
  })

  it('puts every row under one verdict', () => {
    const rows = fc.array(
      fc.record({
        id: fc.constantFrom('', 'a', 'b', 'c'),
        state: fc.constantFrom(...RESULT_STATES),
        answer: fc.nat({ max: 2 }),
      }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(rows, rows, (left, right) => {
        const found = compare(left, right)
        const counts = VERDICTS.map((verdict) => found.pairsFor({ filter: verdict, search: '' }).length)
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(found.count)
        const { verdicts } = summaryOf(found)
        expect(Object.values(verdicts)).toEqual(VERDICTS.map((verdict) => verdicts[verdict]))
        expect(left.length + verdicts.only_right).toBe(found.count)
      }),
    )
  })
})
