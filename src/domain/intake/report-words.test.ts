import { describe, expect, it } from 'vitest'
import { IntakeChecker } from './intake-checker.ts'
import type { ProblemGroup, ProblemSample } from './problem-log.ts'
import { PROBLEM_WORDS } from './problem-words.ts'
import { kindsFound, placeOfSample, placesOf, timesOf, verdictOf } from './report-words.ts'

function check(text: string) {
  const checker = new IntakeChecker({ name: 'input.jsonl', isUnpacked: false })
  checker.push(new TextEncoder().encode(text))
  return checker.finish()
}

const request = (id: string, more = '') =>
  `{"custom_id":"${id}","method":"POST","url":"/v1/embeddings","body":{"model":"m","input":"x"${more}}}\n`

describe('the verdict on a file', () => {
  it.each([
    [request('a'), 'success', 'The 1 request is in order.', ''],
    [request('a') + request('b'), 'success', 'All 2 requests are in order.', ''],
    [
      request('a') + request('b', ',"dimensions":0'),
      'warning',
      'This file can run, but some of it deserves a look',
      '1 of 2 requests are in order.',
    ],
    [request('a') + request('a'), 'danger', 'This file cannot run as it is', '1 of 2 requests are in order.'],
    [
      `[${request('a')}]`,
      'danger',
      'This file cannot run as it is',
      'Each request is in order by itself; what is wrong is the file around them.',
    ],
    ['', 'danger', 'This file cannot run as it is', 'There is no request in it.'],
    ['a,b\n1,2\n', 'danger', 'This file cannot run as it is', 'It seems to be something else: table (CSV).'],
  ])('%j', (text, tone, title, sentence) => {
    expect(verdictOf(check(text))).toEqual({ tone, title, sentence })
  })

  it('says that too many requests are split', () => {
    const many = Array.from({ length: 50_001 }, (_, index) => request(`r${index}`)).join('')
    expect(verdictOf(check(many))).toMatchObject({
      tone: 'warning',
      title: 'This file runs as several batches',
    })
    expect(verdictOf(check(many + request('r0'))).tone).toBe('danger')
  })

  it('counts the kinds of problems for whoever listens', () => {
    expect(kindsFound(check(request('a')))).toBe('No problems found.')
    expect(kindsFound(check(request('a') + request('a', ',"dimensions":0,"n":0')))).toBe(
      'Kinds of problems: 1 error, 1 warning.',
    )
  })
})

function group(lines: readonly number[], more: Partial<ProblemGroup> = {}): ProblemGroup {
  const samples = lines.map((line): ProblemSample => ({
    line,
    ordinal: line,
    column: null,
    excerpt: null,
    hint: null,
    otherLine: null,
  }))
  return { kind: 'no_json', severity: 'error', count: lines.length, lines: lines.length, samples, ...more }
}

describe('where a problem is', () => {
  it.each([
    [group([7]), 'Line 7', ''],
    [group([3, 1_204]), 'Lines 3 and 1,204', '2 times'],
    [group([1, 2, 3, 4, 5]), 'Lines 1, 2, 3, 4 and 1 more', '5 times'],
    [group([9, 9], { lines: 1 }), 'Line 9', '2 times in 1 line'],
    [group([], { count: 1, lines: 1 }), '', ''],
    [group([], { kind: 'blank_lines', count: 1, lines: 1 }), '', '1 line'],
  ])('%#', (problem, places, times) => {
    expect([placesOf(problem), timesOf(problem)]).toEqual([places, times])
  })

  it('names the request only where servers count otherwise', () => {
    const sample = { line: 9, ordinal: 9, column: null, excerpt: null, hint: null, otherLine: null }
    expect(placeOfSample(sample)).toBe('Line 9')
    expect(placeOfSample({ ...sample, ordinal: 7, column: 31 })).toBe('Line 9 · request 7 · character 31')
    expect(placeOfSample({ ...sample, line: null, ordinal: null })).toBe('The file')
  })
})

describe('the words', () => {
  it('are one sentence each, with a title that fits a line', () => {
    for (const { title, sentence } of Object.values(PROBLEM_WORDS)) {
      expect(sentence).toMatch(/^[A-Za-z].*\.$/)
      expect(title.length).toBeLessThanOrEqual(40)
    }
    const titles = Object.values(PROBLEM_WORDS).map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
  })
})
