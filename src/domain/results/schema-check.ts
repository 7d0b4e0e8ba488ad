import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema'
import { isRecord, parseJson } from './json.ts'

/** One thing that is wrong with an answer. */
interface SchemaFault {
  /** Where, for example "items[2].price"; empty for the answer as a whole. */
  path: string
  /** What, as a sentence that goes on after the path. */
  words: string
}

/** What the check of an answer found. */
export type SchemaVerdict =
  { kind: 'fits' } | { kind: 'faulty'; faults: SchemaFault[] } | { kind: 'unchecked'; reason: string }

const MOST_FAULTS = 20

/** They only say that something inside is wrong, which is said by itself. */
const OUTER = new Set([
  'properties',
  'items',
  'prefixItems',
  '$ref',
  'allOf',
  'additionalProperties',
  'patternProperties',
])

/**
 * Checks an answer against the schema its request asked for. May take long for a hostile pattern: run it where it
 * can be ended.
 * @param schemaJson a JSON Schema
 */
export function checkAgainstSchema(schemaJson: string, answer: string): SchemaVerdict {
  const schema = parseJson(schemaJson)
  const value = parseJson(answer)
  if (!isSchema(schema)) return { kind: 'unchecked', reason: 'The request holds no schema that can be read.' }
  if (value === undefined) return { kind: 'faulty', faults: [{ path: '', words: 'is not JSON' }] }
  try {
    const { valid, errors } = new Validator(schema, '2020-12', false).validate(value)
    return valid ? { kind: 'fits' } : { kind: 'faulty', faults: faultsOf(errors) }
  } catch {
    // Schemas that refer to what is not there, or to themselves without end.
    return { kind: 'unchecked', reason: 'The schema of the request cannot be used.' }
  }
}

function isSchema(value: unknown): value is Schema {
  return isRecord(value)
}

function faultsOf(errors: readonly OutputUnit[]): SchemaFault[] {
  const exact = errors.filter(({ keyword }) => !OUTER.has(keyword))
  return (exact.length > 0 ? exact : errors)
    .slice(0, MOST_FAULTS)
    .map((error) => ({ path: pathOf(error.instanceLocation), words: wordsOf(error) }))
}

/** "#/items/2/price" as people write it: "items[2].price". */
function pathOf(location: string): string {
  const names = location.split('/').slice(1).map(decodePointer)
  return names
    .map((name) => (/^\d+$/.test(name) ? `[${name}]` : `.${name}`))
    .join('')
    .replace(/^\./, '')
}

/** Source: RFC 6901, sections 4 and 6. */
function decodePointer(name: string): string {
  const plain = name.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
}

function wordsOf({ keyword, error }: OutputUnit): string {
  const quoted = Array.from(error.matchAll(/"([^"]*)"/g), ([, name = '']) => name)
  switch (keyword) {
    case 'required':
      return `lacks “${quoted.join('”, “')}”`
    case 'type': {
      const [found = '', ...expected] = quoted.map((name) => TYPE_WORDS[name] ?? name)
      return `is ${found}, not ${expected.join(' or ')}`
    }
    case 'enum':
      return `is none of ${error.replace(/^.*?any of /, '').replace(/\.$/, '')}`
    case 'false':
      return 'is not allowed here'
    default:
      return error
        .replace(/^Instance /, '')
        .replace(/\.$/, '')
        .replace(/^[A-Z]/, (letter) => letter.toLowerCase())
  }
}
