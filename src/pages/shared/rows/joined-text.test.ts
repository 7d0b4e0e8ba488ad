import { expect, it } from 'vitest'
import { JoinedText } from './joined-text.ts'

it('tells in which pieces a range of a text begins and ends', () => {
  const joined = new JoinedText<string>()
  joined.add('plain', 'a river ')
  joined.add('empty', '')
  joined.add('bold', 'and a')
  joined.breakLine()
  joined.add('next', 'lake')
  expect(joined.text).toBe('a river and a\nlake')
  const at = (words: string) => {
    const start = joined.text.indexOf(words)
    const span = joined.span(start, start + words.length)
    return span === null ? null : [span.from.piece, span.from.offset, span.to.piece, span.to.offset]
  }
  expect(at('river')).toEqual(['plain', 2, 'plain', 7])
  expect(at('and')).toEqual(['bold', 0, 'bold', 3])
  expect(at('river and')).toEqual(['plain', 2, 'bold', 3])
  expect(at('a\nlake')).toEqual(['bold', 4, 'next', 4])
  // A line break by itself stands nowhere, and takes nobody's mark with it.
  expect(at('\n')).toBeNull()
  expect(at('\nla')).toEqual(['next', 0, 'next', 2])
  expect(at('a\n')).toEqual(['bold', 4, 'bold', 5])
})
