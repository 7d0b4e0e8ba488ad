import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hintsOf } from './prompt.ts'
import { createRandom } from './random.ts'
import { writeInstance } from './schema-instance.ts'

type Schema = Record<string, unknown>

const ajv = new Ajv({
  strict: false,
  formats: {
    date: /^\d{4}-\d{2}-\d{2}$/,
    'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/,
    email: /^[^@\s]+@[^@\s]+\.[a-z]+$/,
    uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    uri: (text: string) => URL.canParse(text),
  },
})

const hints = hintsOf('Extract key info from: John Doe, 30 years old, paid 12.5 in Denver')

function problemsOf(schema: Schema, seed: number): unknown {
  const instance: unknown = JSON.parse(JSON.stringify(writeInstance(schema, hints, createRandom(seed))))
  const validate = ajv.compile(schema)
  return validate(instance) ? null : { schema, instance, errors: validate.errors }
}

const key = fc.constantFrom('name', 'age', 'city', 'email', 'tags', 'url', 'x')

const leaf: fc.Arbitrary<Schema> = fc.oneof(
  fc.constant({ type: 'boolean' }),
  fc.constant({ type: 'null' }),
  fc.constant({ type: ['string', 'null'] }),
  fc.record({ const: fc.constantFrom(1, 'x', null, true) }),
  fc.record({ enum: fc.uniqueArray(fc.constantFrom('red', 'green', 3, null), { minLength: 1 }) }),
  fc.record({
    type: fc.constant('string'),
    format: fc.constantFrom('date', 'date-time', 'email', 'uuid', 'uri'),
  }),
  fc
    .tuple(fc.nat(20), fc.nat(20))
    .map(([least, more]) => ({ type: 'string', minLength: least, maxLength: least + more })),
  fc
    .constantFrom('^[A-Z]{3}-\\d{4}$', '^(red|green)+$', '^\\+?[0-9]{1,3}( [0-9]+)*$', '^[a-c_.-]*x?$')
    .map((pattern) => ({ type: 'string', pattern })),
  fc
    .tuple(fc.integer({ min: -1_000, max: 1_000 }), fc.nat(500))
    .map(([least, more]) => ({ type: 'integer', minimum: least, maximum: least + more })),
  fc
    .tuple(fc.integer({ min: -1_000, max: 1_000 }), fc.integer({ min: 2, max: 50 }))
    .map(([least, more]) => ({ type: 'integer', exclusiveMinimum: least, exclusiveMaximum: least + more })),
  fc
    .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 9 }))
    .map(([least, step]) => ({ type: 'integer', minimum: least, multipleOf: step })),
  fc
    .tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 0.1, max: 1e6, noNaN: true }))
    .map(([least, more]) => ({ type: 'number', exclusiveMinimum: least, maximum: least + more })),
)

const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc
      .tuple(fc.dictionary(key, tie('schema'), { maxKeys: 5 }), fc.func(fc.boolean()), fc.boolean())
      .map(([properties, isRequired, additionalProperties]) => ({
        type: 'object',
        properties,
        required: Object.keys(properties).filter((name) => isRequired(name)),
        additionalProperties,
      })),
    fc
      .tuple(tie('schema'), fc.nat(3), fc.nat(3))
      .map(([items, least, more]) => ({ type: 'array', items, minItems: least, maxItems: least + more })),
    fc
      .array(tie('schema'), { minLength: 1, maxLength: 3 })
      .map((prefixItems) => ({ type: 'array', prefixItems })),
  ),
}))

describe('writeInstance', () => {
  it('satisfies every schema made of what it honours', () => {
    fc.assert(
      fc.property(schema, fc.nat(), (wanted, seed) => {
        expect(problemsOf(wanted, seed)).toBeNull()
      }),
      { numRuns: 400 },
    )
  })

  it('writes the same for the same seed', () => {
    fc.assert(
      fc.property(schema, fc.nat(), (wanted, seed) => {
        expect(writeInstance(wanted, hints, createRandom(seed))).toEqual(
          writeInstance(wanted, hints, createRandom(seed)),
        )
      }),
    )
  })

  it.each([
    [
      'definitions',
      {
        $defs: { tag: { type: 'string', enum: ['a', 'b'] } },
        type: 'array',
        minItems: 2,
        items: { $ref: '#/$defs/tag' },
      },
    ],
    [
      'a tree that contains itself',
      {
        $defs: {
          node: {
            type: 'object',
            properties: {
              value: { type: 'integer' },
              children: { type: 'array', items: { $ref: '#/$defs/node' } },
            },
            required: ['value', 'children'],
            additionalProperties: false,
          },
        },
        $ref: '#/$defs/node',
      },
    ],
    [
      'a list that may end with null',
      {
        type: 'object',
        properties: { next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } },
        required: ['next'],
      },
    ],
    [
      'parts that all apply',
      {
        allOf: [
          { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
          { properties: { b: { type: 'string' } }, required: ['b'] },
        ],
      },
    ],
    ['unique entries', { type: 'array', items: { enum: [1, 2, 3] }, minItems: 3, uniqueItems: true }],
    [
      'a least number of free properties',
      { type: 'object', minProperties: 3, additionalProperties: { type: 'boolean' } },
    ],
    ['steps of a tenth', { type: 'number', minimum: 0, maximum: 1, multipleOf: 0.5 }],
    [
      'a person as in the guide',
      {
        type: 'object',
        properties: { name: { type: 'string' }, age: { type: 'integer' }, city: { type: 'string' } },
        required: ['name', 'age', 'city'],
      },
    ],
  ])('handles %s', (_, wanted) => {
    for (let seed = 0; seed < 50; seed += 1) expect(problemsOf(wanted, seed)).toBeNull()
  })

  it('has an answer to any JSON in place of a schema', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (wanted, seed) => {
        expect(JSON.stringify(writeInstance(wanted, hints, createRandom(seed)))).toBeDefined()
      }),
    )
  })
})
