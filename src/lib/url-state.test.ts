import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { readUrlState, urlQuery } from './url-state.ts'

const Url = z.object({
  search: z.catch(z.string(), ''),
  status: z.catch(z.enum(['', 'completed']), ''),
})

describe('state in the URL', () => {
  it('reads what fits and takes the default for what does not', () => {
    const parameters = new URLSearchParams('search=a%26b&status=no-such&other=1')
    expect(readUrlState(Url, parameters)).toEqual({ search: 'a&b', status: '' })
  })

  it('writes no defaults, and reads back what it wrote', () => {
    expect(urlQuery(Url, { search: '', status: '' })).toBe('')
    const query = urlQuery(Url, { search: 'tags & more', status: 'completed' })
    expect(readUrlState(Url, new URLSearchParams(query))).toEqual({
      search: 'tags & more',
      status: 'completed',
    })
  })
})
