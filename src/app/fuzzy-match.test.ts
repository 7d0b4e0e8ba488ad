import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fuzzyFilter, fuzzyScore } from './fuzzy-match.ts'

const best = (typed: string, ...texts: string[]) => fuzzyFilter(typed, texts, (text) => text)

test('letters in sequence fit, others do not', () => {
  expect(best('nb', 'New batch', 'Batches', 'Settings')).toEqual(['New batch'])
  expect(best('zz', 'New batch')).toEqual([])
})

test('the start of the text and of a word come first', () => {
  expect(best('set', 'Reset the list', 'Asset tags', 'Settings')).toEqual([
    'Settings',
    'Reset the list',
    'Asset tags',
  ])
  expect(best('batch', 'Abatchment', 'New batch', 'Batches')).toEqual(['Batches', 'New batch', 'Abatchment'])
})

test('a later place that stands together beats an earlier scattered one', () => {
  expect(best('tags', 'to a garden shed', 'tall product tags')).toEqual([
    'tall product tags',
    'to a garden shed',
  ])
})

test('a few slips of the keys fit, letters scattered over a long name do not', () => {
  expect(best('prdct', 'Product tags')).toEqual(['Product tags'])
  expect(best('prod', 'support-tickets-of-somebody.jsonl')).toEqual([])
})

test('words fit in any order', () => {
  expect(best('tags product', 'Product tags', 'Product names')).toEqual(['Product tags'])
})

test('nothing typed keeps everything in its order', () => {
  expect(best('  ', 'b', 'a')).toEqual(['b', 'a'])
})

test('a text always fits itself and its own beginning', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), (text, length) => {
      expect(fuzzyScore(text, text)).not.toBeNull()
      expect(fuzzyScore(text.slice(0, length), text)).not.toBeNull()
    }),
  )
})
