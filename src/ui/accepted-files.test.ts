import { expect, test } from 'vitest'
import { acceptedFiles } from './accepted-files.ts'

const named = (...names: string[]) => names.map((name) => ({ name }))

test('keeps the endings asked for, in any case', () => {
  const files = named('a.jsonl', 'B.JSONL', 'c.csv', 'd.jsonl.zip', 'jsonl')
  expect(acceptedFiles(files, '.jsonl, .csv')).toEqual(named('a.jsonl', 'B.JSONL', 'c.csv'))
})

test('takes everything when nothing is asked for', () => {
  expect(acceptedFiles(named('a', 'b.txt'), '')).toEqual(named('a', 'b.txt'))
})
