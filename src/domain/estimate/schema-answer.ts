import { jsonOf } from '../jsonl/depth.ts'
import { isObject } from '../jsonl/request-rules.ts'
import { addRanges, NO_TOKENS, scaleRange, type TokenRange } from './token-range.ts'

/** What a schema may cost to read; one that goes deeper or wider is taken to be as long as what was read of it. */
const MOST_NODES = 400
const MOST_DEPTH = 12
const CHARACTERS_PER_TOKEN = 4

/** A text that nothing says more about: a word, a short sentence, a paragraph. */
const FREE_TEXT: TokenRange = { low: 2, likely: 14, high: 120 }
const FORMATTED_TEXT: TokenRange = { low: 4, likely: 12, high: 24 }
const A_NUMBER: TokenRange = { low: 1, likely: 3, high: 8 }
const UNKNOWN: TokenRange = { low: 1, likely: 10, high: 60 }
const ITEMS = { low: 0, likely: 3, high: 10 } as const

/**
 * How long an answer is that follows a JSON schema: its names, signs and the values that it allows.
 * @param schema as `response_format` or a tool brings it; anything else counts as a value of unknown size
 */
export function schemaAnswerTokens(schema: unknown): TokenRange {
  const reader = new SchemaReader(schema)
  return addRanges(reader.read(schema, 0), { low: 0, likely: 1, high: 2 })
}

class SchemaReader {
  readonly #root: unknown
  #nodes = 0

  constructor(root: unknown) {
    this.#root = root
  }

  read(schema: unknown, depth: number): TokenRange {
    this.#nodes += 1
    if (!isObject(schema) || depth > MOST_DEPTH || this.#nodes > MOST_NODES) return UNKNOWN
    const target = schema['$ref']
    if (typeof target === 'string') return this.read(this.#resolve(target), depth + 1)
    if ('const' in schema) return oneOf([schema['const']])
    if (Array.isArray(schema['enum'])) return oneOf(schema['enum'])
    const choices = schema['anyOf'] ?? schema['oneOf']
    if (Array.isArray(choices) && choices.length > 0) return this.#readChoices(choices, depth)
    if (Array.isArray(schema['allOf'])) {
      return schema['allOf'].map((part) => this.read(part, depth + 1)).reduce(addRanges, NO_TOKENS)
    }
    return this.#readTyped(schema, depth)
  }

  #readTyped(schema: Record<string, unknown>, depth: number): TokenRange {
    const type = Array.isArray(schema['type']) ? schema['type'].find((one) => one !== 'null') : schema['type']
    if (type === 'object' || (type === undefined && isObject(schema['properties']))) {
      return this.#readObject(schema, depth)
    }
    switch (type) {
      case 'array':
        return this.#readArray(schema, depth)
      case 'string':
        return readText(schema)
      case 'number':
      case 'integer':
        return A_NUMBER
      case 'boolean':
      case 'null':
        return { low: 1, likely: 1, high: 1 }
      default:
        return UNKNOWN
    }
  }

  #readObject(schema: Record<string, unknown>, depth: number): TokenRange {
    const properties = isObject(schema['properties']) ? Object.entries(schema['properties']) : []
    if (properties.length === 0) return UNKNOWN
    const required = Array.isArray(schema['required']) ? schema['required'] : []
    return properties
      .map(([name, value]) => {
        const own = addRanges(this.read(value, depth + 1), nameTokens(name))
        return required.includes(name) ? own : { ...own, low: 0 }
      })
      .reduce(addRanges, { low: 1, likely: 2, high: 4 })
  }

  #readArray(schema: Record<string, unknown>, depth: number): TokenRange {
    const each = addRanges(this.read(schema['items'], depth + 1), { low: 0.5, likely: 1, high: 2 })
    const fewest = countOf(schema['minItems']) ?? ITEMS.low
    const most = countOf(schema['maxItems']) ?? Math.max(fewest, ITEMS.high)
    const usual = Math.min(most, Math.max(fewest, ITEMS.likely))
    return {
      low: 1 + each.low * fewest,
      likely: 2 + each.likely * usual,
      high: 2 + each.high * Math.max(most, usual),
    }
  }

  #readChoices(choices: readonly unknown[], depth: number): TokenRange {
    const read = choices.map((choice) => this.read(choice, depth + 1))
    return {
      low: Math.min(...read.map(({ low }) => low)),
      likely: scaleRange(read.reduce(addRanges, NO_TOKENS), 1 / read.length).likely,
      high: Math.max(...read.map(({ high }) => high)),
    }
  }

  /** Follows `#/$defs/name`. */
  #resolve(target: string): unknown {
    if (!target.startsWith('#')) return null
    let found = this.#root
    for (const name of target.split('/').slice(1)) {
      found = isObject(found) ? found[name.replaceAll('~1', '/').replaceAll('~0', '~')] : null
    }
    return found
  }
}

function readText(schema: Record<string, unknown>): TokenRange {
  if (typeof schema['format'] === 'string') return FORMATTED_TEXT
  const shortest = (countOf(schema['minLength']) ?? 0) / CHARACTERS_PER_TOKEN
  const limit = countOf(schema['maxLength'])
  const longest = limit === null ? Math.max(FREE_TEXT.high, shortest * 3) : 1 + limit / 2
  const high = Math.max(longest, shortest)
  const low = Math.min(high, Math.max(shortest, FREE_TEXT.low))
  return { low, likely: Math.min(high, Math.max(low, FREE_TEXT.likely)), high }
}

function oneOf(values: readonly unknown[]): TokenRange {
  const sizes = values.map((value) => textTokens(jsonOf(value) ?? ''))
  if (sizes.length === 0) return UNKNOWN
  const low = Math.min(...sizes)
  const high = Math.max(...sizes)
  return { low, likely: sizes.reduce((sum, size) => sum + size, 0) / sizes.length, high }
}

/** A name with its quotes, colon and comma. */
function nameTokens({ length }: string): TokenRange {
  return { low: 1 + length / 6, likely: 2 + length / 4, high: 4 + length / 3 }
}

function textTokens(text: string): number {
  return Math.max(1, text.length / CHARACTERS_PER_TOKEN)
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : null
}
