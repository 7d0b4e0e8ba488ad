import { isObject } from '../jsonl/request-rules.ts'
import type { Find } from './problem-log.ts'
import { findSchemaFault } from './schema-rules.ts'

const FUNCTION_NAME = /^[\w-]{1,64}$/
const TOOL_MODES = new Set(['auto', 'none', 'required'])

/** Checks what the answer is to look like. @param format `response_format` of a chat request */
export function checkResponseFormat(format: unknown, find: Find): void {
  if (format === undefined || format === null) return
  const path = 'body.response_format'
  if (!isObject(format)) return find('response_format', { path, value: format })
  if (format['type'] === 'text' || format['type'] === 'json_object') return
  if (format['type'] !== 'json_schema')
    return find('response_format', { path: `${path}.type`, value: format['type'] })
  const described = format['json_schema']
  if (!isObject(described)) return find('response_format', { path: `${path}.json_schema`, value: described })
  const { name, schema } = described
  if (typeof name !== 'string' || !FUNCTION_NAME.test(name)) {
    find('response_format', { path: `${path}.json_schema.name`, value: name })
  }
  if (schema === undefined) find('response_format', { path: `${path}.json_schema.schema`, value: schema })
  else checkSchema(schema, `${path}.json_schema.schema`, find)
}

/** Checks the tools of a chat request, and that its `tool_choice` is one of them. */
export function checkTools(body: Readonly<Record<string, unknown>>, find: Find): void {
  const { tools, tool_choice: choice } = body
  const names = new Set<string>()
  if (tools !== undefined && tools !== null) {
    if (!Array.isArray(tools) || tools.length === 0) find('tools', { path: 'body.tools', value: tools })
    else tools.forEach((tool, index) => checkTool(tool, `body.tools[${index}]`, names, find))
  }
  if (choice === undefined || choice === null || choice === 'none') return
  if (isObject(choice) && choice['type'] === 'allowed_tools') return
  const chosen = isObject(choice) && isObject(choice['function']) ? choice['function']['name'] : undefined
  const isMode = typeof choice === 'string' && TOOL_MODES.has(choice) && names.size > 0
  const isTool = typeof chosen === 'string' && names.has(chosen)
  if (!isMode && !isTool) find('tool_choice', { path: 'body.tool_choice', value: chosen ?? choice })
}

function checkTool(tool: unknown, path: string, names: Set<string>, find: Find): void {
  const described = isObject(tool) && tool['type'] === 'function' ? tool['function'] : null
  if (!isObject(described)) return find('tools', { path, value: tool })
  const { name, parameters } = described
  if (typeof name === 'string' && FUNCTION_NAME.test(name)) names.add(name)
  else find('tools', { path: `${path}.function.name`, value: name })
  if (parameters !== undefined) checkSchema(parameters, `${path}.function.parameters`, find)
}

function checkSchema(schema: unknown, path: string, find: Find): void {
  const fault = findSchemaFault(schema)
  if (fault) find('schema', { path: `${path}${fault.path}`, value: fault.value, hint: fault.expected })
}
