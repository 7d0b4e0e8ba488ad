import { expect, it } from 'vitest'
import { createIntendedSearch } from './intended-search.ts'

it('a change builds on the one before it until the page is drawn for where that leads', () => {
  const intended = createIntendedSearch()
  const first = { search: '?sort=cost' }
  expect(intended.current(first, '?sort=cost')).toBe('?sort=cost')
  intended.intend(first, '?sort=oldest')
  expect(intended.current(first, '?sort=cost')).toBe('?sort=oldest')
  expect(intended.current({ search: '?sort=oldest' }, '?sort=oldest')).toBe('?sort=oldest')
})

it('a change that has arrived says nothing of the same address at another time', () => {
  const intended = createIntendedSearch()
  intended.intend({ search: '' }, '?page=2')
  expect(intended.current({ search: '' }, '')).toBe('')
})
