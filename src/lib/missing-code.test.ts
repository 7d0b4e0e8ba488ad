import { expect, it } from 'vitest'
import { loadCode, madeOnce, MissingCode, reasonOf } from './missing-code.ts'

it('makes a thing once for all who want it, and anew after a failure', async () => {
  const outcomes = [new Error('gone'), 'first', 'second']
  let made = 0
  const wanted = madeOnce(async () => {
    const outcome = outcomes[made]
    made += 1
    if (outcome instanceof Error) throw outcome
    return outcome
  })
  const both = await Promise.allSettled([wanted(), wanted()])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(made).toBe(1)
  expect(await Promise.all([wanted(), wanted()])).toEqual(['first', 'first'])
  expect(await wanted()).toBe('first')
  expect(made).toBe(2)
})

it('says in words for people that code is missing, and keeps the reason', async () => {
  const reason = new TypeError('Failed to fetch dynamically imported module')
  const failed = await loadCode(() => Promise.reject(reason)).catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(MissingCode)
  expect(failed).toMatchObject({ message: expect.stringMatching(/try again/), cause: reason })
  expect(await loadCode(() => Promise.resolve(5))).toBe(5)
})

it.each([
  ['a failure', { cause: new TypeError('a is undefined') }, 'a is undefined'],
  ['a failure without words', { cause: new Error() }, undefined],
  ['nothing', {}, undefined],
  ['no failure', { cause: 'gone' }, undefined],
])('keeps for experts what lies behind missing code: %s', (_what, options, reason) => {
  expect(reasonOf(new MissingCode(options))).toBe(reason)
})
