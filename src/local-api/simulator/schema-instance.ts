import { isObject } from '../../domain/jsonl/request-rules.ts'
import { Budget } from './budget.ts'
import type { Hints } from './prompt.ts'
import type { Random } from './random.ts'
import { writeText } from './schema-text.ts'

type Schema = Readonly<Record<string, unknown>>
type JsonType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null'

/** Beyond this depth only what is required is written, so that schemas that contain themselves end. */
const GENEROUS_DEPTH = 4
/** Beyond this depth a schema that requires itself cannot be satisfied by anything. */
const DEEPEST = 40
const UNIQUE_ATTEMPTS = 30
const USUAL_RANGE = 100

function asNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function asSchemas(value: unknown): Schema[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

function asTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}

function merge(one: Schema, other: Schema): Schema {
  return {
    ...one,
    ...other,
    ...(isObject(one['properties']) && isObject(other['properties'])
      ? { properties: { ...one['properties'], ...other['properties'] } }
      : {}),
    required: [...new Set([...asTexts(one['required']), ...asTexts(other['required'])])],
  }
}

function isType(value: unknown): value is JsonType {
  return (
    typeof value === 'string' &&
    ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'].includes(value)
  )
}

function inferType(schema: Schema): JsonType {
  if ('properties' in schema || 'additionalProperties' in schema) return 'object'
  if ('items' in schema || 'prefixItems' in schema) return 'array'
  if ('minimum' in schema || 'maximum' in schema || 'multipleOf' in schema) return 'number'
  return 'string'
}

/** One step of a reference; a lone `%` stands for itself. */
function decodeStep(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}

/** Writes JSON that satisfies a schema. One writer for one answer. */
class InstanceWriter {
  readonly #root: Schema
  readonly #hints: Hints
  readonly #random: Random
  readonly #budget = new Budget()

  constructor(root: Schema, hints: Hints, random: Random) {
    this.#root = root
    this.#hints = hints
    this.#random = random
  }

  write(schema: unknown, key: string, depth: number): unknown {
    this.#budget.spend(1)
    if (!isObject(schema)) return schema === false ? null : 'simulated'
    if (depth > DEEPEST) return null
    const { $ref: reference, ...rest } = schema
    if (typeof reference === 'string')
      return this.write(merge(this.#resolve(reference), rest), key, depth + 1)
    const all = asSchemas(schema['allOf'])
    if (all.length > 0) {
      const { allOf: _, ...base } = schema
      return this.write(
        all.reduce((sum, part) => merge(sum, this.#expand(part)), base),
        key,
        depth + 1,
      )
    }
    const branches = [...asSchemas(schema['anyOf']), ...asSchemas(schema['oneOf'])]
    if (branches.length > 0) {
      const { anyOf: _any, oneOf: _one, ...base } = schema
      return this.write(merge(base, this.#expand(this.#choose(branches, depth))), key, depth + 1)
    }
    if ('const' in schema) return this.#repeat(schema['const'])
    const choices = schema['enum']
    if (Array.isArray(choices) && choices.length > 0) return this.#repeat(this.#pick(choices))
    return this.#writeType(this.#typeOf(schema, depth), schema, key, depth)
  }

  #writeType(type: JsonType, schema: Schema, key: string, depth: number): unknown {
    switch (type) {
      case 'object':
        return this.#writeObject(schema, depth)
      case 'array':
        return this.#writeArray(schema, key, depth)
      case 'string':
        return writeText(
          {
            format: typeof schema['format'] === 'string' ? schema['format'] : undefined,
            pattern: typeof schema['pattern'] === 'string' ? schema['pattern'] : undefined,
            minLength: asNumber(schema['minLength']) ?? 0,
            maxLength: asNumber(schema['maxLength']) ?? Number.POSITIVE_INFINITY,
          },
          key,
          this.#hints,
          this.#random,
          this.#budget,
        )
      case 'integer':
        return this.#writeNumber(schema, asNumber(schema['multipleOf']) ?? 1)
      case 'number':
        return this.#writeNumber(schema, asNumber(schema['multipleOf']))
      case 'boolean':
        return this.#random.next() < 0.5
      case 'null':
        return null
    }
  }

  #writeObject(schema: Schema, depth: number): Record<string, unknown> {
    const properties = isObject(schema['properties']) ? schema['properties'] : {}
    const required = new Set(asTexts(schema['required']))
    const least = asNumber(schema['minProperties']) ?? 0
    const most = asNumber(schema['maxProperties']) ?? Number.POSITIVE_INFINITY
    const entries: [string, unknown][] = []
    const optional = Object.keys(properties).filter((name) => !required.has(name))
    const wanted = optional.filter(
      (_, index) => required.size + index < least || (depth < GENEROUS_DEPTH && this.#random.next() < 0.85),
    )
    const extra = schema['additionalProperties'] ?? true
    const names = new Set([...required, ...wanted].slice(0, Math.max(required.size, most)))
    // In the order of the schema, as structured output is written.
    const ordered = [
      ...Object.keys(properties).filter((name) => names.has(name)),
      ...[...required].filter((name) => !Object.hasOwn(properties, name)),
    ]
    for (const name of ordered) {
      const schemaOfName = Object.hasOwn(properties, name) ? properties[name] : extra
      this.#budget.spend(name.length)
      entries.push([name, this.write(schemaOfName, name, depth + 1)])
    }
    for (let index = 1; entries.length < least; index += 1) {
      entries.push([`property_${index}`, this.write(extra, `property_${index}`, depth + 1)])
    }
    return Object.fromEntries(entries)
  }

  #writeArray(schema: Schema, key: string, depth: number): unknown[] {
    const prefix = Array.isArray(schema['prefixItems']) ? schema['prefixItems'] : []
    const items = schema['items'] ?? true
    const least = asNumber(schema['minItems']) ?? 0
    const most = Math.min(
      asNumber(schema['maxItems']) ?? Number.POSITIVE_INFINITY,
      items === false ? prefix.length : Number.POSITIVE_INFINITY,
    )
    const usual = depth < GENEROUS_DEPTH ? Math.max(prefix.length, this.#random.integer(1, 3)) : prefix.length
    const length = Math.max(least, Math.min(usual, most))
    const written: unknown[] = []
    const seen = new Set<string>()
    const isUnique = schema['uniqueItems'] === true
    for (let attempt = 0; written.length < length && attempt < length + UNIQUE_ATTEMPTS; attempt += 1) {
      const item = this.write(prefix[written.length] ?? items, key, depth + 1)
      if (isUnique) {
        const text = JSON.stringify(item)
        if (seen.has(text)) continue
        seen.add(text)
      }
      written.push(item)
    }
    return written
  }

  /** @param step `null` where any number will do */
  #writeNumber(schema: Schema, step: number | null): number {
    const above = asNumber(schema['exclusiveMinimum'])
    const below = asNumber(schema['exclusiveMaximum'])
    const margin = step ?? 0.000_001
    const least = Math.max(
      asNumber(schema['minimum']) ?? Number.NEGATIVE_INFINITY,
      above === null ? Number.NEGATIVE_INFINITY : above + margin * (step === null ? 1 : 1e-9),
    )
    const most = Math.min(
      asNumber(schema['maximum']) ?? Number.POSITIVE_INFINITY,
      below === null ? Number.POSITIVE_INFINITY : below - margin * (step === null ? 1 : 1e-9),
    )
    const low = Number.isFinite(least) ? least : Math.min(0, most - USUAL_RANGE)
    const high = Number.isFinite(most) ? most : Math.max(low + USUAL_RANGE, low)
    const hinted = this.#hints.numbers.find(
      (value) => value >= low && value <= high && Number.isInteger(value / (step ?? value)),
    )
    if (hinted !== undefined && !Number.isFinite(most)) return hinted
    if (step === null) {
      const value = low + this.#random.next() * (high - low)
      const rounded = Math.round(value * 100) / 100
      return rounded >= low && rounded <= high ? rounded : value
    }
    const first = Math.ceil(low / step)
    const last = Math.max(first, Math.floor(high / step))
    // 3 × 0.1 must come out as 0.3.
    return Number((this.#random.integer(first, last) * step).toPrecision(12))
  }

  #typeOf(schema: Schema, depth: number): JsonType {
    const { type } = schema
    if (isType(type)) return type
    if (!Array.isArray(type)) return inferType(schema)
    const types = type.filter(isType)
    const telling = types.filter((candidate) => candidate !== 'null')
    const isDeep = depth > GENEROUS_DEPTH && types.includes('null')
    return isDeep ? 'null' : (this.#pick(telling) ?? 'null')
  }

  /** Deep down the plainest branch, so that recursion ends. */
  #choose(branches: readonly Schema[], depth: number): Schema {
    if (depth <= GENEROUS_DEPTH) return this.#pick(branches) ?? {}
    const isPlain = (branch: Schema) =>
      branch['type'] !== 'object' && branch['type'] !== 'array' && branch['$ref'] === undefined
    return branches.find(isPlain) ?? branches[0] ?? {}
  }

  #expand(schema: Schema): Schema {
    const { $ref: reference, ...rest } = schema
    return typeof reference === 'string' ? merge(this.#resolve(reference), rest) : schema
  }

  #resolve(reference: string): Schema {
    let found: unknown = this.#root
    for (const step of reference.replace(/^#\/?/, '').split('/').filter(Boolean)) {
      const name = decodeStep(step).replaceAll('~1', '/').replaceAll('~0', '~')
      found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined
    }
    return isObject(found) ? found : {}
  }

  /** A value of the schema itself, which may be large. */
  #repeat(value: unknown): unknown {
    this.#budget.spend(JSON.stringify(value ?? null).length)
    return value
  }

  #pick<Choice>(choices: readonly Choice[]): Choice | undefined {
    return choices[this.#random.integer(0, choices.length - 1)]
  }
}

/**
 * Writes JSON that satisfies a JSON Schema: types, enums, constants, bounds, lengths, formats, simple
 * patterns, required and optional properties, arrays and tuples, `$ref`, `allOf`, `anyOf`, `oneOf`.
 * `not`, conditions and pattern properties are not looked at.
 * @param hints from the prompt, used where the schema allows any text or number
 * @throws TooMuchToWrite when the instance would be larger than anybody needs
 */
export function writeInstance(schema: unknown, hints: Hints, random: Random): unknown {
  return new InstanceWriter(isObject(schema) ? schema : {}, hints, random).write(schema, '', 0)
}
