import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schemaAnswerTokens } from './schema-answer.ts'

const CLASSIFICATION = {
  type: 'object',
  properties: {
    sentiment: { enum: ['positive', 'neutral', 'negative'] },
    confidence: { type: 'number' },
  },
  required: ['sentiment', 'confidence'],
}

describe('an answer by a schema', () => {
  it('is about as long as one written by hand', () => {
    const { low, likely, high } = schemaAnswerTokens(CLASSIFICATION)
    const written = JSON.stringify({ sentiment: 'positive', confidence: 0.93 }).length / 4
    expect(low).toBeLessThan(written)
    expect(high).toBeGreaterThan(written)
    expect(likely).toBeGreaterThan(written * 0.6)
    expect(likely).toBeLessThan(written * 2)
  })

  it('grows with lists, limits and references', () => {
    const list = (schema: object) => schemaAnswerTokens({ type: 'array', items: CLASSIFICATION, ...schema })
    expect(list({ minItems: 20, maxItems: 20 }).low).toBeGreaterThan(
      schemaAnswerTokens(CLASSIFICATION).high * 3,
    )
    expect(schemaAnswerTokens({ type: 'string', minLength: 4_000 }).low).toBeGreaterThanOrEqual(1_000)
    expect(schemaAnswerTokens({ type: 'string', maxLength: 20 }).high).toBeLessThan(20)
    const referring = { $ref: '#/$defs/verdict', $defs: { verdict: CLASSIFICATION } }
    expect(schemaAnswerTokens(referring)).toEqual(schemaAnswerTokens(CLASSIFICATION))
  })

  it('takes the shorter and the longer choice into account', () => {
    const { low, high } = schemaAnswerTokens({ anyOf: [CLASSIFICATION, { type: 'null' }] })
    expect(low).toBeLessThan(3)
    expect(high).toBe(schemaAnswerTokens(CLASSIFICATION).high)
  })

  it('ends for a schema that contains itself', () => {
    const tree = {
      type: 'object',
      properties: { left: { $ref: '#' }, right: { $ref: '#' } },
      required: ['left', 'right'],
    }
    expect(Number.isFinite(schemaAnswerTokens(tree).high)).toBe(true)
  })

  it('is a range for anything that calls itself a schema', () => {
    const names = fc.constantFrom('type', 'items', 'properties', 'enum', 'anyOf', 'allOf', '$ref', 'minItems')
    const { schema } = fc.letrec((tie) => ({
      schema: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('object', 'array', 'string', 3, null, true),
        fc.dictionary(names, tie('schema'), { maxKeys: 4 }),
        fc.array(tie('schema'), { maxLength: 3 }),
      ),
    }))
    fc.assert(
      fc.property(schema, (value) => {
        const { low, likely, high } = schemaAnswerTokens(value)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(likely).toBeGreaterThanOrEqual(low)
        expect(high).toBeGreaterThanOrEqual(likely)
        expect(Number.isFinite(high)).toBe(true)
      }),
    )
  })
})
