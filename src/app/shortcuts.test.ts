import { expect, test } from 'vitest'
import { SHORTCUTS, createKeyMatcher } from './shortcuts.ts'

function setUp() {
  const match = createKeyMatcher(SHORTCUTS)
  let at = 0
  return (key: string, { pause = 100, control = false, typing = false } = {}) => {
    at += pause
    return match({ key, control, typing, at })
  }
}

test('a single key acts at once', () => {
  expect(setUp()('n')).toBe('new-batch')
})

test('a pair acts on its second key, within its time', () => {
  const press = setUp()
  expect([press('g'), press('f')]).toEqual([null, 'go-files'])
  expect([press('g'), press('b', { pause: 1201 })]).toEqual([null, null])
})

test('a key between the two of a pair breaks it', () => {
  const press = setUp()
  expect([press('g'), press('y'), press('s')]).toEqual([null, null, null])
})

test('nothing acts while typing, save what is held with Ctrl or ⌘', () => {
  const press = setUp()
  expect(press('n', { typing: true })).toBeNull()
  expect(press('?', { typing: true })).toBeNull()
  expect(press('k', { typing: true, control: true })).toBe('palette')
})

test("the browser's own Ctrl keys are left alone", () => {
  const press = setUp()
  expect(press('n', { control: true })).toBeNull()
  expect(press('r', { control: true })).toBeNull()
  expect(press('k')).toBeNull()
})

test('letters typed into a field do not begin a pair', () => {
  const press = setUp()
  expect([press('g', { typing: true }), press('b')]).toEqual([null, null])
})

test('no two shortcuts claim the same keys', () => {
  const claims = SHORTCUTS.map(({ keys, withControl }) => `${withControl ? 'Ctrl ' : ''}${keys.join(' ')}`)
  expect(new Set(claims).size).toBe(claims.length)
})
