import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { schemaOutline } from './schema-outline.ts'

const outlineOf = (schema: unknown) => schemaOutline(JSON.stringify(schema))
const typeOf = (schema: unknown) => outlineOf({ properties: { it: schema } }).fields[0]?.type

describe('the outline of a schema', () => {
  it('tells fields with type, description and whether they must be there', () => {
    const outline = outlineOf({
      type: 'object',
      properties: {
        city: { type: 'string', description: 'Its name.' },
        people: { type: ['integer', 'null'] },
        parts: {
          type: 'array',
          items: { type: 'object', properties: { old: { type: 'boolean' } }, required: ['old'] },
        },
      },
      required: ['city'],
    })
    expect(outline).toEqual({
      type: null,
      isCut: false,
      fields: [
        { name: 'city', depth: 0, type: 'text', isRequired: true, description: 'Its name.' },
        { name: 'people', depth: 0, type: 'whole number, or nothing', isRequired: false, description: null },
        { name: 'parts', depth: 0, type: 'list of objects', isRequired: false, description: null },
        { name: 'old', depth: 1, type: 'yes or no', isRequired: true, description: null },
      ],
    })
  })

  it.each([
    [{ enum: ['red', 'green', 3] }, 'one of: red, green, 3'],
    [
      { enum: Array.from({ length: 14 }, (_, index) => index) },
      'one of: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more',
    ],
    [{ const: 'EUR' }, 'always EUR'],
    [{ type: 'array', items: { type: 'number' } }, 'list of numbers'],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, 'list of one of: a, b'],
    [{ type: 'array', items: { type: 'array', items: { type: 'string' } } }, 'list of list of texts'],
    [{ type: 'array' }, 'list'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'text, or nothing'],
    [{ anyOf: [{ type: 'string' }, { type: 'number' }] }, 'text or number'],
    [{ type: 'date' }, 'date'],
    [{}, 'anything'],
    [true, 'anything'],
  ])('puts %j into words', (schema, words) => {
    expect(typeOf(schema)).toBe(words)
  })

  it('follows references to its own definitions, but not round in a circle', () => {
    const outline = outlineOf({
      $defs: {
        node: {
          type: 'object',
          description: 'A place in the tree.',
          properties: { name: { type: 'string' }, next: { $ref: '#/$defs/node' } },
        },
      },
      properties: { root: { $ref: '#/$defs/node' }, other: { $ref: 'https://schemas.example/x' } },
    })
    expect(outline.fields.map(({ name, depth, type }) => [name, depth, type])).toEqual([
      ['root', 0, 'object'],
      ['name', 1, 'text'],
      ['next', 1, 'object'],
      ['other', 0, 'anything'],
    ])
    expect(outline.fields[0]?.description).toBe('A place in the tree.')
    expect(outlineOf({ $ref: '#' })).toEqual({ type: 'anything', fields: [], isCut: false })
  })

  it('says what an answer is that is no object', () => {
    expect(outlineOf({ type: 'string' })).toMatchObject({ type: 'text', fields: [] })
    expect(outlineOf({ type: 'array', items: { properties: { a: {} }, type: 'object' } })).toMatchObject({
      type: 'list of objects',
      fields: [{ name: 'a', depth: 0 }],
    })
  })

  it('ends, whatever stands in a file', () => {
    const wide = {
      properties: Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`f${index}`, {}])),
    }
    expect(outlineOf(wide)).toMatchObject({ isCut: true })
    expect(outlineOf(wide).fields).toHaveLength(200)
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(schemaOutline(json).fields.length).toBeLessThanOrEqual(200)
      }),
    )
    expect(schemaOutline('no JSON').fields).toEqual([])
  })
})
