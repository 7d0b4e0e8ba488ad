import { describe, expect, it } from 'vitest'
import { Budget } from './budget.ts'
import { textForPattern } from './pattern-text.ts'
import { createRandom } from './random.ts'

const SEEDS = Array.from({ length: 50 }, (_, seed) => seed)

function write(pattern: string, seed: number): string | null {
  return textForPattern(pattern, createRandom(seed), new Budget())
}

describe('textForPattern', () => {
  it.each([
    '^[A-Z]{2,4}-\\d{3}$',
    '^a+?b*?c??$',
    '^yes$|^no$',
    '^(?:\\+\\d{1,2} )?\\(\\d{3}\\) [\\w.-]+$',
    'a|b|',
    '[\u4e00-\u9fff]{3}',
    '^x{0}$',
  ])('writes texts that match %s', (pattern) => {
    for (const seed of SEEDS) expect(write(pattern, seed)).toMatch(new RegExp(pattern, 'u'))
  })

  it.each([
    'a^b',
    'a$b',
    'a(^b)',
    '(a$)b',
    '\u{1f600}+',
    '[\u{1f600}-\u{1f602}]',
    '[^a]',
    '(?=a)b',
    '\\bword',
    'a{2',
    '(',
  ])('leaves %s alone', (pattern) => {
    for (const seed of SEEDS) expect(write(pattern, seed)).toBeNull()
  })

  it('does not try its text on a pattern that takes for ever', () => {
    const texts = SEEDS.map((seed) => write('(a+)+b|a{40}', seed))
    expect(texts).toContain('a'.repeat(40))
  })
})
