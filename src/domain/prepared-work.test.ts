import { describe, expect, it } from 'vitest'
import { wordsOfChanged, wordsOfFilledIn } from './prepared-work.ts'

describe('what leaving would lose', () => {
  const start = { title: 'Rivers (copy)', pairs: [{ key: 'team', value: 'north' }] }

  it('is nothing while the form holds what it began with', () => {
    const empty = { key: ' ', value: '' }
    expect(wordsOfFilledIn({ title: ' Rivers (copy) ', pairs: [...start.pairs, empty] }, start)).toEqual([])
    expect(wordsOfChanged(0)).toEqual([])
  })

  it('names a title, also one that was taken out, and metadata', () => {
    expect(wordsOfFilledIn({ ...start, title: 'Lakes' }, start)).toEqual(['The title “Lakes”'])
    expect(wordsOfFilledIn({ ...start, title: '' }, start)).toEqual(['The empty title'])
    expect(wordsOfFilledIn({ ...start, pairs: [{ key: 'team', value: 'south' }] }, start)).toEqual([
      'The metadata you entered',
    ])
    expect(wordsOfFilledIn({ ...start, pairs: [] }, start)).toEqual(['The metadata you entered'])
  })

  it('counts the changes to the requests', () => {
    expect(wordsOfChanged(1)).toEqual(['The change you made to the requests'])
    expect(wordsOfChanged(19)).toEqual(['19 changes you made to the requests'])
  })
})
