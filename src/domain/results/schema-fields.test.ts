import { describe, expect, it } from 'vitest'
import { schemaFields } from './schema-fields.ts'

const text = { type: 'string' }

describe('the fields of a schema', () => {
  it('are its properties, those of inner objects as well', () => {
    const size = { type: 'object', properties: { wide: text, 'h.igh': text } }
    const schema = { type: 'object', properties: { name: text, size, tags: { type: 'array', items: size } } }
    expect(schemaFields(JSON.stringify(schema))).toEqual(['name', 'size.wide', 'size."h.igh"', 'tags'])
  })

  it('are opened as deep as answers are', () => {
    const nest = (depth: number): object =>
      depth === 0 ? text : { type: 'object', properties: { a: nest(depth - 1) } }
    expect(schemaFields(JSON.stringify(nest(6)))).toEqual(['a.a.a'])
  })

  it.each(['', 'true', '[]', '{"properties":3}', '{"$ref":"#/x"}'])('are none in %j', (schema) => {
    expect(schemaFields(schema)).toEqual([])
  })
})
