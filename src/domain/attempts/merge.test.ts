import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OUTCOMES, type Outcome } from '../results/outcome.ts'
import { type AttemptRows, type MergedRows, mergeAttempts, replaces } from './merge.ts'

type Row = readonly [id: string, outcome: Outcome]

function rowsOf(...rows: readonly Row[]): AttemptRows {
  return {
    customIds: rows.map(([id]) => id),
    outcomes: Uint8Array.from(rows, ([, outcome]) => OUTCOMES.indexOf(outcome)),
  }
}

/** "source:row outcome" of every row. */
function told({ sources, rows, outcomes }: MergedRows): string[] {
  return Array.from(sources, (source, row) => `${source}:${rows[row]} ${OUTCOMES[outcomes[row] ?? 0]}`)
}

describe('rows that were tried again', () => {
  it('take the answer of the attempt that succeeded, in the order of the batch', () => {
    const merged = mergeAttempts(
      rowsOf(['a', 'succeeded'], ['b', 'failed'], ['c', 'cancelled'], ['d', 'failed']),
      [rowsOf(['d', 'succeeded'], ['b', 'failed']), rowsOf(['b', 'succeeded'], ['c', 'succeeded'])],
    )
    expect(told(merged)).toEqual(['0:0 succeeded', '2:0 succeeded', '2:1 succeeded', '1:0 succeeded'])
    expect(merged.counts).toEqual({
      open: 3,
      triedAgain: 3,
      succeeded: 3,
      pending: 0,
      openHaveFailed: false,
      ambiguous: 0,
      strangers: 0,
    })
  })

  it('keep a success whatever follows, but for a later success', () => {
    const first = rowsOf(['a', 'failed'])
    const failedLater = mergeAttempts(first, [rowsOf(['a', 'succeeded']), rowsOf(['a', 'failed'])])
    expect(told(failedLater)).toEqual(['1:0 succeeded'])
    const succeededLater = mergeAttempts(first, [rowsOf(['a', 'succeeded']), rowsOf(['a', 'succeeded'])])
    expect(told(succeededLater)).toEqual(['2:0 succeeded'])
  })

  it('are pending while one attempt at them is, unless another has succeeded', () => {
    const first = rowsOf(['a', 'failed'], ['b', 'truncated'], ['c', 'succeeded'])
    const merged = mergeAttempts(first, [
      rowsOf(['a', 'pending'], ['b', 'pending'], ['c', 'pending']),
      rowsOf(['a', 'failed'], ['b', 'succeeded']),
    ])
    expect(told(merged)).toEqual(['1:0 pending', '2:1 succeeded', '0:2 succeeded'])
    expect(merged.counts).toMatchObject({ open: 2, triedAgain: 2, succeeded: 1, pending: 1 })
  })

  it('that share an id are matched by their order where their number leaves no doubt', () => {
    const first = rowsOf(['a', 'failed'], ['b', 'failed'], ['a', 'succeeded'], ['a', 'failed'])
    expect(told(mergeAttempts(first, [rowsOf(['a', 'failed'], ['a', 'succeeded'])]))).toEqual([
      '1:0 failed',
      '0:1 failed',
      '0:2 succeeded',
      '1:1 succeeded',
    ])
    const doubtful = mergeAttempts(first, [rowsOf(['a', 'succeeded'], ['b', 'succeeded'])])
    expect(told(doubtful)).toEqual(['0:0 failed', '1:1 succeeded', '0:2 succeeded', '0:3 failed'])
    expect(doubtful.counts).toMatchObject({ open: 3, triedAgain: 1, succeeded: 1, ambiguous: 1 })
  })

  it('without an id, or with one that the batch does not have, change nothing', () => {
    const merged = mergeAttempts(rowsOf(['', 'failed'], ['a', 'failed']), [
      rowsOf(['', 'succeeded'], ['z', 'succeeded']),
    ])
    expect(told(merged)).toEqual(['0:0 failed', '0:1 failed'])
    expect(merged.counts).toMatchObject({ triedAgain: 0, ambiguous: 1, strangers: 1 })
  })
})

const outcome = fc.constantFrom(...OUTCOMES)

/** The rule in other words: the last success; else pending; else the last of what is worth most. */
function expected(held: Outcome, later: readonly Outcome[]): { source: number; outcome: Outcome } {
  const all = [held, ...later]
  const last = (...kinds: readonly Outcome[]) => all.findLastIndex((each) => kinds.includes(each))
  const success = last('succeeded')
  if (success !== -1) return { source: success, outcome: 'succeeded' }
  const pending = all.indexOf('pending')
  if (pending !== -1) return { source: pending, outcome: 'pending' }
  const answered = last('truncated', 'refused', 'empty', 'invalid_json')
  const source = answered === -1 ? Math.max(0, last('failed')) : answered
  return { source, outcome: all[source] ?? held }
}

describe('the merge of any attempts', () => {
  it('gives each row once, in order, by the rule', () => {
    const batch = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), outcome), {
      maxLength: 12,
      selector: ([id]) => id,
    })
    fc.assert(
      fc.property(
        batch,
        fc.array(fc.array(fc.tuple(fc.nat(11), outcome), { maxLength: 12 }), { maxLength: 4 }),
        (rows, picks) => {
          const attempts = picks.map((picked) => {
            const unique = new Map(
              picked.flatMap(([place, its]): Row[] => {
                const row = rows[place]
                return row === undefined ? [] : [[row[0], its]]
              }),
            )
            return [...unique]
          })
          const merged = mergeAttempts(
            rowsOf(...rows),
            attempts.map((attempt) => rowsOf(...attempt)),
          )
          expect(merged.sources).toHaveLength(rows.length)
          for (const [row, [id, first]] of rows.entries()) {
            const tries = attempts.map((attempt) => attempt.find(([theirs]) => theirs === id))
            const tried = tries.flatMap((found, index) => (found ? [{ index, outcome: found[1] }] : []))
            const rule = expected(
              first,
              tried.map((one) => one.outcome),
            )
            const source = rule.source === 0 ? 0 : (tried[rule.source - 1]?.index ?? -1) + 1
            expect(OUTCOMES[merged.outcomes[row] ?? 0]).toBe(rule.outcome)
            expect(merged.sources[row]).toBe(source)
            const held = source === 0 ? rows : (attempts[source - 1] ?? [])
            expect(held[merged.rows[row] ?? -1]?.[0]).toBe(id)
          }
        },
      ),
    )
  })

  it('never takes a row of a batch twice, however ids repeat', () => {
    const id = fc.constantFrom('a', 'b', 'c', '')
    const rows = fc.array(fc.tuple(id, outcome), { maxLength: 8 })
    fc.assert(
      fc.property(rows, fc.array(rows, { maxLength: 3 }), (batch, attempts) => {
        const merged = mergeAttempts(
          rowsOf(...batch),
          attempts.map((attempt) => rowsOf(...attempt)),
        )
        const taken = Array.from(merged.sources, (source, row) => `${source}:${merged.rows[row]}`)
        expect(new Set(taken).size).toBe(batch.length)
        for (const [row, [own, first]] of batch.entries()) {
          const source = merged.sources[row] ?? 0
          const held = source === 0 ? batch : (attempts[source - 1] ?? [])
          expect(held[merged.rows[row] ?? -1]?.[0]).toBe(own)
          const isLost = first === 'succeeded' && OUTCOMES[merged.outcomes[row] ?? 0] !== 'succeeded'
          expect(isLost).toBe(false)
        }
      }),
    )
  })

  it('has one rule for two attempts: a success is replaced by nothing but a success', () => {
    fc.assert(
      fc.property(outcome, (later) => {
        expect(replaces('succeeded', later)).toBe(later === 'succeeded')
        expect(replaces(later, 'succeeded')).toBe(true)
      }),
    )
  })
})
