import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { pageOf } from './page.ts'

const Page = pageOf(z.object({ id: z.string() }))

describe('a page of a list', () => {
  it('leaves out an entry that cannot be read, and keeps the others', () => {
    const page = z.parse(Page, { data: [{ id: 'a' }, { id: 7 }, null, { id: 'b' }], has_more: false })
    expect(page.data).toEqual([{ id: 'a' }, { id: 'b' }])
  })

  it('goes on after its last entry where the server names no cursor', () => {
    expect(z.parse(Page, { data: [{ id: 'a' }, { id: 'b' }], has_more: true })).toMatchObject({
      last_id: 'b',
      has_more: true,
    })
    expect(z.parse(Page, { data: [], has_more: null })).toMatchObject({ last_id: null, has_more: false })
  })
})
