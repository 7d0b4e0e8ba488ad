import fc from 'fast-check'
import { encode as encodeCl100k } from 'gpt-tokenizer/encoding/cl100k_base'
import { encode as encodeO200k } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'
import { SAMPLE_TEXTS, type SampleText } from './testing/texts.ts'
import { digitRuleOf, estimateTokens, TEXT_ERROR } from './tokens.ts'

// The models behind the API have vocabularies of their own, which are not published as packages. These two stand in:
// one older with 100,000 entries, one newer with 200,000.
const TOKENIZERS = [encodeCl100k, encodeO200k]

interface Measured {
  kind: string
  /** Estimate against each tokenizer, as shares: 0.1 is ten per cent too many. */
  errors: number[]
}

function measure(script: SampleText['script']): Measured[] {
  return SAMPLE_TEXTS.filter((sample) => sample.script === script).map(({ kind, text }) => ({
    kind,
    errors: TOKENIZERS.map((encode) => estimateTokens(text, 'threes').tokens / encode(text).length - 1),
  }))
}

function meanOf(measured: readonly Measured[]): number {
  const errors = measured.flatMap(({ errors: each }) => each.map(Math.abs))
  return errors.reduce((sum, error) => sum + error, 0) / errors.length
}

function worstOf(measured: readonly Measured[]): number {
  return Math.max(...measured.flatMap(({ errors }) => errors.map(Math.abs)))
}

describe('the token estimate', () => {
  it('is as good as the console says for Latin script, numbers and code', () => {
    const measured = measure('latin')
    expect(meanOf(measured)).toBeLessThan(TEXT_ERROR.latin / 1.5)
    expect(worstOf(measured)).toBeLessThan(0.35)
    const plain = measured.filter(({ kind }) =>
      ['English', 'instructions', 'code', 'JSON', 'Markdown', 'table', 'CSV'].includes(kind),
    )
    expect(worstOf(plain)).toBeLessThan(TEXT_ERROR.latin)
  })

  it('is as good as the console says for other scripts', () => {
    const measured = measure('foreign')
    expect(meanOf(measured)).toBeLessThan(TEXT_ERROR.foreign)
    expect(worstOf(measured)).toBeLessThan(0.6)
  })

  it('stands between the two tokenizers where they disagree', () => {
    for (const { kind, errors } of measure('foreign')) {
      const [older = 0, newer = 0] = errors
      expect({ kind, isBetween: older < 0.1 && newer > -0.15 }).toEqual({ kind, isBetween: true })
    }
  })

  it('counts every digit where the model does', () => {
    const text = '1234567890'.repeat(20)
    expect(estimateTokens(text, 'single').tokens).toBe(200)
    expect(estimateTokens(text, 'threes').tokens).toBeLessThan(100)
    expect(digitRuleOf('Qwen/Qwen3-14B-FP8')).toBe('single')
    expect(digitRuleOf('openai/gpt-oss-20b')).toBe('threes')
  })

  it('knows which part is of another script', () => {
    const { tokens, foreign } = estimateTokens('The word 图书馆 means library.', 'threes')
    expect(foreign).toBeGreaterThan(1)
    expect(foreign).toBeLessThan(tokens / 2)
    expect(estimateTokens('plain words only', 'threes').foreign).toBe(0)
  })

  it('is finite, never negative, and grows with the text', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 300 })
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const alone = estimateTokens(one, 'single').tokens
        const together = estimateTokens(`${one}\n${other}`, 'single').tokens
        expect(alone).toBeGreaterThanOrEqual(0)
        expect(Number.isFinite(together)).toBe(true)
        expect(together).toBeGreaterThanOrEqual(alone)
      }),
    )
  })
})
