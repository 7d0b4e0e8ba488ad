import { describe, expect, it } from 'vitest'
import { ALL_ROWS, narrows } from '~/results/row-query'
import { queryOf as queryWith, ResultsUrl } from '../url-schema'
import {
  causeWords,
  filtersInUse,
  foundWords,
  NO_FILTERS,
  noMatchRemarks,
  noMatchWords,
} from './filter-words'

const url = (parameters: string) => ResultsUrl.parse(Object.fromEntries(new URLSearchParams(parameters)))
const queryOf = (asked: ResultsUrl) => queryWith(asked, null)
const words = (parameters: string) => filtersInUse(url(parameters)).map((filter) => filter.words)

describe('the address of found rows', () => {
  it('says all that is asked, and nothing where it cannot be read', () => {
    expect(queryOf(url(''))).toEqual(ALL_ROWS)
    const asked = queryOf(
      url(
        'search=a.b&regex=yes&case=match&in=answer&field=size&compare=over&value=3&cost_to=0.002&sort=field:size&direction=down',
      ),
    )
    expect(asked).toMatchObject({
      text: 'a.b',
      isRegex: true,
      matchesCase: true,
      scope: 'answer',
      field: { name: 'size', comparison: 'over', value: '3' },
      cost: { from: null, to: '0.002' },
      sort: { by: 'field:size', direction: 'down' },
    })
    expect(queryOf(url('search=a&case=no')).matchesCase).toBe(false)
    expect(narrows(queryOf(url('search=(&regex=yes&tokens_from=x&cost_from=1e3&sort=nothing&field=a')))).toBe(
      false,
    )
  })

  it('names each filter and takes it out again', () => {
    const all =
      'search=x&in=id&model=m&cause=timeout.504&field=a.b&value=c&tokens_from=1000&cost_from=0.1&cost_to=2&sort=time'
    expect(words(all)).toEqual([
      'Only in ids',
      'Model is m',
      'Timed out · HTTP 504',
      'a.b is “c”',
      'Tokens from 1,000',
      'Cost $0.1 to $2',
      'Sorted by time of the answer, ascending',
    ])
    for (const { without, key } of filtersInUse(url(all))) {
      const left = filtersInUse({ ...url(all), ...without })
      expect(left.map((filter) => filter.key)).not.toContain(key)
      expect(left).toHaveLength(6)
    }
    expect(queryOf({ ...url(`${all}&outcome=failed&case=match`), ...NO_FILTERS })).toEqual(ALL_ROWS)
  })
})

describe('the words for what is found', () => {
  const found = {
    stamp: '',
    matched: 37,
    scanned: 12_000,
    total: 50_000,
    isSearching: true,
    isTooSlow: false,
    stillOpen: null,
  }
  const outcomes = {
    succeeded: 0,
    failed: 0,
    truncated: 0,
    refused: 0,
    empty: 0,
    invalid_json: 0,
    pending: 0,
    cancelled: 0,
    missing: 0,
  }

  it('tell how far the search is', () => {
    expect(foundWords({ ...found, outcomes })).toBe('37 rows match; 12,000 of 50,000 searched …')
    expect(foundWords({ ...found, outcomes, isSearching: false })).toBe('37 of 50,000 rows match.')
    expect(foundWords({ ...found, outcomes, matched: 1, isTooSlow: true })).toContain(
      '1 row matches; 12,000 of',
    )
  })

  it('tell what to take out where nothing is', () => {
    expect(noMatchWords({ ...ALL_ROWS, text: 'lake' })).toBe('No row matches “lake”.')
    expect(noMatchWords({ ...ALL_ROWS, text: 'lake', matchesCase: true })).toBe(
      'No row matches “lake” in this upper and lower case.',
    )
    expect(noMatchWords({ ...ALL_ROWS, text: 'lake', model: 'm', outcome: 'failed' })).toBe(
      'No row matches all of “lake”, the model and the outcome “Failed”. Take one out to see more.',
    )
  })

  it('name what no row can meet', () => {
    const remarks = (parameters: string) => noMatchRemarks(queryOf(url(parameters)))
    expect(remarks('field=size&compare=over&value=4,5&tokens_from=40&tokens_to=50&cost_from=1')).toEqual([])
    expect(remarks('field=size&compare=is&value=abc')).toEqual([])
    expect(remarks('field=size&compare=under&value=abc')).toEqual([
      '“abc” is no number, so it is compared with texts only.',
    ])
    expect(remarks('field=size&compare=over&value=1,000')).toEqual([
      '“1,000” could be 1000 or 1.000: enter it like that.',
    ])
    expect(remarks('tokens_from=1050&tokens_to=40&cost_from=0.5&cost_to=0.25')).toEqual([
      'No number of tokens is from 1,050 to 40.',
      'No cost is from $0.5 to $0.25.',
    ])
  })

  it('decode the cause of a failure', () => {
    expect(causeWords('rate_limited.429.rate.limit')).toBe('Too many requests · HTTP 429 · rate.limit')
    expect(causeWords('expired..batch_expired')).toBe('Ran out of time · batch_expired')
    expect(causeWords('of another day')).toBe('of another day')
  })
})
