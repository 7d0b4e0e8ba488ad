import { expect, it } from 'vitest'
import { MissingCode } from '../lib/missing-code.ts'
import { deathOf } from './open-questions.ts'

const named = (message: unknown) => Object.assign(new Event('error'), { message })
const missing = { cause: 'code_missing', message: new MissingCode().message }
const stopped = { cause: 'broken', message: 'The worker stopped unexpectedly.' }

it.each([
  ['names nothing, before a word', new Event('error'), false, missing],
  ['names nothing, after a word', new Event('error'), true, stopped],
  ['names an empty error, before a word', named(''), false, missing],
  ['names an empty error, after a word', named(''), true, stopped],
  ['names something unreadable, before a word', named(undefined), false, missing],
  ['names an error, before a word', named('too much'), false, { cause: 'broken', message: 'too much' }],
  ['names an error, after a word', named('too much'), true, { cause: 'broken', message: 'too much' }],
])('tells code that is missing from code that fails: the event %s', (_what, event, hasSpoken, death) => {
  expect(deathOf(event, hasSpoken)).toEqual(death)
})
