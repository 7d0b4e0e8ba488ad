import { describe, expect, it } from 'vitest'
import { metadataOf, mostPairs, pairProblems } from './metadata-rules.ts'

const problemOf = (key: string, value: string) => pairProblems([{ key, value }])[0]

describe('metadata', () => {
  it.each([
    ['', 'value', 'Enter a key for this value.'],
    ['k'.repeat(65), 'value', 'At most 64 characters; this has 65.'],
    ['batch_description', 'value', 'The title is kept under this key. Change it above.'],
    ['job_id', 'value', 'The console needs this key itself. Choose another.'],
  ])('refuses the key %j', (key, value, words) => {
    expect(problemOf(key, value)).toEqual({ key: words, value: null })
  })

  it('refuses a value that is too long and a key that is there twice', () => {
    expect(problemOf('team', 'v'.repeat(513))?.value).toBe('At most 512 characters; this has 513.')
    const twice = pairProblems([
      { key: 'team', value: 'a' },
      { key: ' team ', value: 'b' },
    ])
    expect(twice.map(({ key }) => key)).toEqual([null, 'This key stands above already.'])
  })

  it('names a key without a value as well as a value without a key', () => {
    expect(problemOf('team', ' ')).toEqual({ key: null, value: 'Enter a value for this key.' })
    expect(problemOf(' ', 'north')).toEqual({ key: 'Enter a key for this value.', value: null })
  })

  it('takes what is right at the limit and leaves out what is empty', () => {
    expect(problemOf('k'.repeat(64), 'v'.repeat(512))).toEqual({ key: null, value: null })
    expect(problemOf('', ' ')).toEqual({ key: null, value: null })
    expect(
      metadataOf([
        { key: ' team ', value: ' north ' },
        { key: '', value: '' },
      ]),
    ).toEqual({ team: 'north' })
  })

  it('leaves room for what the console writes', () => {
    expect([mostPairs(false), mostPairs(true)]).toEqual([14, 10])
  })
})
