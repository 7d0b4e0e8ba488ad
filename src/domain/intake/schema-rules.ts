import { isObject } from '../jsonl/request-rules.ts'

export interface SchemaFault {
  /** From the schema on: ".properties.age.type". */
  path: string
  value: unknown
  /** What could stand there. */
  expected: string
}

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])
const MOST_DEPTH = 64

const isText = (value: unknown) => typeof value === 'string'
const isTextList = (value: unknown) => Array.isArray(value) && value.every(isText)
const isNumber = (value: unknown) => typeof value === 'number'
const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 0
const isType = (value: unknown) => typeof value === 'string' && TYPES.has(value)

interface Keyword {
  holds: (value: unknown) => boolean
  expected: string
}

const NUMBER: Keyword = { holds: isNumber, expected: 'a number' }
const COUNT: Keyword = { holds: isCount, expected: 'a whole number from 0 on' }
const SCHEMA_LIST: Keyword = {
  holds: (value) => Array.isArray(value) && value.length > 0,
  expected: 'a list of schemas',
}
const SCHEMA_MAP: Keyword = { holds: isObject, expected: 'names with their schemas, in braces' }

/** What the value of a keyword must be; source: JSON Schema, draft 2020-12. */
const KEYWORDS: Readonly<Record<string, Keyword>> = {
  type: {
    holds: (value) => isType(value) || (Array.isArray(value) && value.length > 0 && value.every(isType)),
    expected: 'string, number, integer, boolean, object, array or null',
  },
  required: { holds: isTextList, expected: 'a list of names' },
  enum: { holds: (value) => Array.isArray(value) && value.length > 0, expected: 'a list of values' },
  pattern: { holds: isText, expected: 'a text' },
  format: { holds: isText, expected: 'a text' },
  description: { holds: isText, expected: 'a text' },
  $ref: { holds: isText, expected: 'a text' },
  minimum: NUMBER,
  maximum: NUMBER,
  exclusiveMinimum: NUMBER,
  exclusiveMaximum: NUMBER,
  multipleOf: NUMBER,
  minLength: COUNT,
  maxLength: COUNT,
  minItems: COUNT,
  maxItems: COUNT,
  anyOf: SCHEMA_LIST,
  oneOf: SCHEMA_LIST,
  allOf: SCHEMA_LIST,
  prefixItems: SCHEMA_LIST,
  properties: SCHEMA_MAP,
  patternProperties: SCHEMA_MAP,
  $defs: SCHEMA_MAP,
  definitions: SCHEMA_MAP,
}

const ONE_SCHEMA = ['items', 'additionalProperties', 'not', 'contains', 'if', 'then', 'else'] as const
const SCHEMA_LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const
const SCHEMA_MAPS = ['properties', 'patternProperties', '$defs', 'definitions'] as const

/**
 * The first place where a JSON Schema breaks the rules for schemas. Keywords it does not know are left alone.
 * @returns `null` when the schema can be used
 */
export function findSchemaFault(schema: unknown, path = '', depth = 0): SchemaFault | null {
  if (typeof schema === 'boolean' && depth > 0) return null
  if (!isObject(schema)) return { path, value: schema, expected: 'a schema: an object in braces' }
  if (depth > MOST_DEPTH) return null
  for (const [name, { holds, expected }] of Object.entries(KEYWORDS)) {
    const value = schema[name]
    if (value !== undefined && !holds(value)) return { path: `${path}.${name}`, value, expected }
  }
  for (const [inner, innerPath] of innerSchemas(schema, path)) {
    const fault = findSchemaFault(inner, innerPath, depth + 1)
    if (fault) return fault
  }
  return null
}

/** The schemas inside of a schema whose own keywords are right. */
function* innerSchemas(
  schema: Readonly<Record<string, unknown>>,
  path: string,
): Generator<[unknown, string]> {
  for (const name of ONE_SCHEMA) {
    if (schema[name] !== undefined) yield [schema[name], `${path}.${name}`]
  }
  for (const name of SCHEMA_LISTS) {
    const list = schema[name]
    if (!Array.isArray(list)) continue
    for (const [index, inner] of list.entries()) yield [inner, `${path}.${name}[${index}]`]
  }
  for (const name of SCHEMA_MAPS) {
    const map = schema[name]
    if (!isObject(map)) continue
    for (const [key, inner] of Object.entries(map)) yield [inner, `${path}.${name}.${key}`]
  }
}
