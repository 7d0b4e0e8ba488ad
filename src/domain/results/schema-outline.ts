import { compactJson, fieldOf, filledTextOf, isRecord, listOf, parseJson, textOf } from './json.ts'

/** A value that a schema describes, as a person reads it. */
export interface SchemaField {
  /** Empty for the entries of a list. */
  name: string
  /** Fields inside of other fields stand deeper; 0 for the outermost. */
  depth: number
  /** For example "text", "one of: red, green", "list of whole numbers". */
  type: string
  isRequired: boolean
  /** What the schema says of it; `null` where it says nothing. */
  description: string | null
}

/** What a schema asks for. */
export interface SchemaOutline {
  /** What the whole is where it is no object with fields: "text", "list of text"; `null` for such an object. */
  type: string | null
  fields: SchemaField[]
  /** There are more fields than are told. */
  isCut: boolean
}

const DEEPEST = 4
const MOST = 200
const MOST_CHOICES = 12
const LONGEST_CHOICE = 60

/**
 * Tells the fields that a JSON schema describes, in its order; inner objects and the entries of lists follow the
 * field they belong to. Only references to the schema's own definitions are followed, and never round in a circle.
 * @param json the schema
 */
export function schemaOutline(json: string): SchemaOutline {
  const root = parseJson(json)
  const outline: SchemaOutline = { type: null, fields: [], isCut: false }
  const schema = resolve(root, root, new Set())
  collect(schema, root, 0, outline, new Set())
  if (!isRecord(fieldOf(schema, 'properties'))) outline.type = typeWords(schema, root)
  return outline
}

function collect(
  schema: unknown,
  root: unknown,
  depth: number,
  outline: SchemaOutline,
  followed: ReadonlySet<string>,
): void {
  const inner = innerObject(schema, root, followed)
  if (inner === null || depth >= DEEPEST) return
  const required = new Set(listOf(fieldOf(inner.schema, 'required')))
  const properties = fieldOf(inner.schema, 'properties')
  if (!isRecord(properties)) return
  for (const [name, field] of Object.entries(properties)) {
    if (outline.fields.length >= MOST) {
      outline.isCut = true
      return
    }
    const described = resolve(field, root, new Set())
    outline.fields.push({
      name,
      depth,
      type: typeWords(field, root),
      isRequired: required.has(name),
      description:
        filledTextOf(fieldOf(field, 'description')) ?? filledTextOf(fieldOf(described, 'description')),
    })
    collect(field, root, depth + 1, outline, inner.followed)
  }
}

/** The object with fields that a schema is, or that the entries of its list are. */
function innerObject(
  schema: unknown,
  root: unknown,
  followed: ReadonlySet<string>,
): { schema: unknown; followed: ReadonlySet<string> } | null {
  const seen = new Set(followed)
  let current = resolve(schema, root, seen)
  for (let lists = 0; lists < DEEPEST; lists += 1) {
    if (isRecord(fieldOf(current, 'properties'))) return { schema: current, followed: seen }
    const only = onlyOther(current)
    const next = only ?? fieldOf(current, 'items')
    if (!isRecord(next)) return null
    current = resolve(next, root, seen)
  }
  return null
}

/** Follows `$ref` to the schema's own definitions. @param seen takes the references on the way; none is taken twice */
function resolve(schema: unknown, root: unknown, seen: Set<string>): unknown {
  let current = schema
  for (;;) {
    const reference = textOf(fieldOf(current, '$ref'))
    if (reference === null) return current
    if (seen.has(reference) || !reference.startsWith('#')) return null
    seen.add(reference)
    const path = reference.split('/').slice(1)
    current = path.reduce<unknown>(
      (found, step) => fieldOf(found, step.replaceAll('~1', '/').replaceAll('~0', '~')),
      root,
    )
  }
}

/** The one schema of an `anyOf` beside "or nothing". */
function onlyOther(schema: unknown): unknown {
  const choices = listOf(fieldOf(schema, 'anyOf') ?? fieldOf(schema, 'oneOf'))
  const others = choices.filter((choice) => fieldOf(choice, 'type') !== 'null')
  return choices.length > others.length && others.length === 1 ? others[0] : undefined
}

const WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['text', 'texts'],
  integer: ['whole number', 'whole numbers'],
  number: ['number', 'numbers'],
  boolean: ['yes or no', 'yes or no'],
  object: ['object', 'objects'],
  array: ['list', 'lists'],
  null: ['nothing', 'nothing'],
}

function typeWords(field: unknown, root: unknown, lists = 0): string {
  const schema = resolve(field, root, new Set())
  const only = onlyOther(schema)
  if (only !== undefined) return `${typeWords(only, root, lists)}, or nothing`
  const constant = fieldOf(schema, 'const')
  if (constant !== undefined) return `always ${choiceWords(constant)}`
  const choices = listOf(fieldOf(schema, 'enum'))
  if (choices.length > 0) return choicesWords(choices)
  const variants = listOf(fieldOf(schema, 'anyOf') ?? fieldOf(schema, 'oneOf'))
  if (variants.length > 0) {
    return [
      ...new Set(variants.slice(0, MOST_CHOICES).map((variant) => typeWords(variant, root, lists + 1))),
    ].join(' or ')
  }
  const type = fieldOf(schema, 'type')
  const types = listOf(type).flatMap((each) => filledTextOf(each) ?? [])
  const isOptional = types.length > 1 && types.includes('null')
  const names =
    types.length > 0 ? types.filter((name) => name !== 'null' || types.length === 1) : [textOf(type)]
  const words = names.map((name) => {
    if (name === 'array' && lists < DEEPEST) return listWords(fieldOf(schema, 'items'), root, lists)
    return name === null ? 'anything' : (WORDS[name]?.[0] ?? name)
  })
  return `${words.join(' or ')}${isOptional ? ', or nothing' : ''}`
}

function listWords(items: unknown, root: unknown, lists: number): string {
  if (!isRecord(items)) return 'list'
  const type = textOf(fieldOf(resolve(items, root, new Set()), 'type'))
  const hasChoices = listOf(fieldOf(resolve(items, root, new Set()), 'enum')).length > 0
  const plural = type === null || hasChoices || type === 'array' ? null : (WORDS[type]?.[1] ?? null)
  return `list of ${plural ?? typeWords(items, root, lists + 1)}`
}

function choicesWords(choices: readonly unknown[]): string {
  const named = choices.slice(0, MOST_CHOICES).map(choiceWords).join(', ')
  const others = choices.length - MOST_CHOICES
  return `one of: ${named}${others > 0 ? ` and ${others} more` : ''}`
}

function choiceWords(choice: unknown): string {
  const text = textOf(choice) ?? compactJson(choice)
  return text.length <= LONGEST_CHOICE ? text : `${text.slice(0, LONGEST_CHOICE)}…`
}
