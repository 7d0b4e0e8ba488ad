import { describe, expect, it } from 'vitest'
import { NO_ROWS, OUTCOMES } from '../results/outcome.ts'
import { CLONE_ROWS, cloneCounts, pickOf } from './clone-rows.ts'
import { rerunOf } from './rerun.ts'

describe('the rows a new batch can be made of', () => {
  it('are counted by outcome once all rows are known', () => {
    const outcomes = { ...NO_ROWS, succeeded: 3, failed: 2, truncated: 7, invalid_json: 1, missing: 4 }
    const counts = cloneCounts({ total: 17, completed: 11, failed: 2 }, outcomes, outcomes)
    expect(counts).toEqual({
      all: 17,
      unanswered: 6,
      failed: 2,
      truncated: 7,
      refused: 0,
      empty: 0,
      invalid_json: 1,
    })
  })

  it('are counted as the server does before, and by what has been read where the server cannot tell', () => {
    const soFar = { ...NO_ROWS, succeeded: 3, refused: 2 }
    const counts = cloneCounts({ total: 9, completed: 6, failed: 1 }, null, soFar)
    const unknown = { truncated: null, empty: null, invalid_json: null }
    expect(counts).toEqual({ all: 9, unanswered: 3, failed: 1, refused: 2, ...unknown })
    expect(cloneCounts({ total: 9, completed: 6, failed: 1 }, null, null).refused).toBeNull()
  })

  it('have a choice for every outcome but success and what never ran', () => {
    const without = OUTCOMES.filter((outcome) => rerunOf(outcome) === null)
    expect(without).toEqual(['succeeded', 'pending', 'cancelled', 'missing'])
    for (const outcome of OUTCOMES) expect([null, ...CLONE_ROWS]).toContain(rerunOf(outcome))
  })

  it('are picked by outcome, by the cause of a failure, or one by one', () => {
    expect(pickOf('invalid_json', '')).toEqual({ outcomes: ['invalid_json'], cause: null })
    expect(pickOf('truncated', 'timeout..', 4)).toEqual({ outcomes: ['truncated'], cause: null, row: 4 })
    expect(pickOf('failed', 'timeout..', 4)).toEqual({ outcomes: ['failed'], cause: 'timeout..', row: 4 })
  })
})
