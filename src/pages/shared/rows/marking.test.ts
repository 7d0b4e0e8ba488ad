import { beforeEach, describe, expect, it } from 'vitest'
import type { TextRange } from '~/results/find/text-ranges'
import { marking } from './marking'

const turn = () => new Promise((resolve) => setTimeout(resolve))
const at = (start: number): TextRange[] => [{ text: 0, start, end: start + 1 }]

let told: string[]
let text: string
let asked: { text: string; answer: (found: TextRange[] | null) => void; fail: (error: Error) => void }[]
let leaving: AbortController

beforeEach(() => {
  told = []
  text = 'one'
  asked = []
  leaving = new AbortController()
})

function begin(): () => void {
  return marking(
    {
      read: () => text,
      find: (seen) =>
        new Promise<TextRange[] | null>((answer, fail) => {
          asked.push({ text: seen, answer, fail })
        }),
      show: (seen, found) => told.push(`${seen} ${String(found[0]?.start)}`),
      giveUp: () => told.push('gave up'),
    },
    leaving.signal,
  )
}

describe('marks', () => {
  it('follow texts that change during a search, with one more search for all changes', async () => {
    const mark = begin()
    mark()
    text = 'two'
    mark()
    text = 'three'
    mark()
    expect(asked.map((question) => question.text)).toEqual(['one'])
    asked[0]?.answer(at(1))
    await turn()
    expect(asked.map((question) => question.text)).toEqual(['one', 'three'])
    asked[1]?.answer(at(2))
    await turn()
    expect(told).toEqual(['one 1', 'three 2'])
  })

  it.each([
    ['when nobody can tell any more where they belong', () => asked[1]?.answer(null)],
    ['when nothing can be found any more', () => asked[1]?.fail(new Error('gone'))],
  ])('are taken away %s', async (_when, end) => {
    const mark = begin()
    mark()
    asked[0]?.answer(at(1))
    await turn()
    mark()
    end()
    await turn()
    expect(told).toEqual(['one 1', 'gave up'])
  })

  it.each([
    ['an answer', () => asked[0]?.answer(at(1))],
    ['no answer', () => asked[0]?.answer(null)],
    ['a failure', () => asked[0]?.fail(new Error('stopped'))],
  ])('are left to whoever marks next where %s comes too late', async (_what, end) => {
    const mark = begin()
    mark()
    leaving.abort()
    end()
    await turn()
    mark()
    expect(told).toEqual([])
    expect(asked).toHaveLength(1)
  })

  it('stand at once where nothing has to be waited for', () => {
    const show = (seen: string) => told.push(seen)
    marking({ read: () => text, find: () => at(1), show, giveUp: () => undefined }, leaving.signal)()
    expect(told).toEqual(['one'])
  })
})
