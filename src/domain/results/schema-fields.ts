import { fieldOf, isRecord, parseJson } from './json.ts'

/** As deep as `answerFields` opens inner objects. */
const DEEPEST = 3
const MOST = 200

/**
 * The fields that answers will have which follow a schema, named as `answerFields` names them. Only what the schema
 * spells out: references are not followed.
 * @param schema as JSON
 */
export function schemaFields(schema: string): string[] {
  return propertiesOf(parseJson(schema), '', 1).slice(0, MOST)
}

function propertiesOf(schema: unknown, prefix: string, depth: number): string[] {
  const properties = fieldOf(schema, 'properties')
  if (!isRecord(properties)) return []
  return Object.entries(properties).flatMap(([name, inner]) => {
    const path = prefix + (name.includes('.') || name === '' ? JSON.stringify(name) : name)
    const fields = depth < DEEPEST ? propertiesOf(inner, `${path}.`, depth + 1) : []
    return fields.length > 0 ? fields : [path]
  })
}
