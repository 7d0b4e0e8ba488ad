import { describe, expect, it } from 'vitest'
import { mergeWords } from './merge-words.ts'

const counts = {
  open: 12,
  triedAgain: 12,
  succeeded: 12,
  pending: 0,
  openHaveFailed: true,
  ambiguous: 0,
  strangers: 0,
}

describe('what became of rows that were tried again', () => {
  it('is one sentence', () => {
    expect(mergeWords(counts)).toEqual(['All 12 failed rows succeeded when tried again.'])
    expect(mergeWords({ ...counts, open: 1, triedAgain: 1, succeeded: 1 })).toEqual([
      'The failed row succeeded when tried again.',
    ])
    expect(mergeWords({ ...counts, succeeded: 11 })).toEqual([
      'Of 12 failed rows, 11 succeeded when tried again and 1 did not succeed again.',
    ])
    expect(
      mergeWords({ ...counts, triedAgain: 11, succeeded: 7, pending: 2, openHaveFailed: false }),
    ).toEqual([
      'Of 12 rows without a usable answer, 7 succeeded when tried again, 2 are still to come, 2 did not succeed again and 1 was not tried again.',
    ])
    expect(mergeWords({ ...counts, triedAgain: 0, succeeded: 0 })).toEqual([
      'None of the rows without a usable answer was tried again.',
    ])
  })

  it('names rows that could not be matched', () => {
    expect(mergeWords({ ...counts, ambiguous: 2, strangers: 1 }).slice(1)).toEqual([
      '2 rows tried again cannot be told from others with the same custom_id or none, and change nothing.',
      '1 row tried again has a custom_id that this batch does not have, and is left out.',
    ])
  })
})
