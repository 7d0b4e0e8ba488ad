import { bodyOf, type ToolCall } from './answer.ts'
import { compactJson, fieldOf, filledTextOf, isRecord, listOf, parseJson, textOf } from './json.ts'
import { oneLine } from './one-line.ts'

/** A piece of a message as a person reads it. */
export type Part =
  | { kind: 'text'; text: string }
  /** `url` is an address or a `data:` URL; it is never fetched unasked. */
  | { kind: 'image'; url: string }
  | { kind: 'call'; call: ToolCall }
  /** A part this console has no picture of, as JSON. */
  | { kind: 'other'; json: string }

export interface Message {
  /** `user`, `system`, `assistant`, `tool`, or whatever the request says. */
  role: string
  parts: Part[]
}

/** A tool that the model may call. */
export interface Tool {
  name: string
  /** What it is for; `null` where the request does not say. */
  description: string | null
  /** The JSON schema of its parameters; `null` where it has none. */
  parameters: string | null
  /** All that the request says of it, as compact JSON. */
  json: string
}

/** One request of a batch as a person reads it, whichever endpoint it calls. */
export interface Request {
  model: string | null
  messages: Message[]
  /** The texts to embed, of an `/v1/embeddings` request. */
  inputs: string[]
  tools: Tool[]
  /** The remaining options of the body, for example `temperature`, as compact JSON. */
  options: { name: string; json: string }[]
}

/** Body fields shown as something better than an option. */
const SHOWN = new Set(['model', 'messages', 'input', 'prompt', 'instructions', 'tools'])

/**
 * Reads the body of one input line.
 * @param body any JSON
 */
export function readRequest(body: unknown): Request {
  const value = bodyOf(body)
  const messages = messagesOf(value)
  const texts = messages.length === 0 ? textsOf(fieldOf(value, 'input')) : []
  return {
    model: filledTextOf(fieldOf(value, 'model')),
    messages,
    inputs: texts,
    tools: listOf(fieldOf(value, 'tools')).map(readTool),
    options: isRecord(value)
      ? Object.entries(value)
          .filter(([name]) => !SHOWN.has(name))
          .map(([name, entry]) => ({ name, json: compactJson(entry) }))
      : [],
  }
}

/** Whether the request asks for an answer in JSON: `response_format`, or `text.format` of `/v1/responses`. */
export function asksForJson(body: unknown): boolean {
  const format = fieldOf(body, 'response_format') ?? fieldOf(fieldOf(body, 'text'), 'format')
  const type = fieldOf(format, 'type')
  return type === 'json_object' || type === 'json_schema'
}

/**
 * The schema that a request asks its answer to follow, as JSON: `response_format` of chat, `text.format` of
 * `/v1/responses`.
 * @returns `null` when it asks for none
 */
export function answerSchema({ options }: Request): string | null {
  const option = (name: string): unknown => parseJson(options.find((each) => each.name === name)?.json ?? '')
  const format = option('response_format') ?? fieldOf(option('text'), 'format')
  if (fieldOf(format, 'type') !== 'json_schema') return null
  const schema = fieldOf(fieldOf(format, 'json_schema'), 'schema') ?? fieldOf(format, 'schema')
  return schema === undefined ? null : compactJson(schema)
}

/** A request on one line: the last thing the user said, its images, or the first text to embed. */
export function requestLine(request: Request): string {
  const message = request.messages.findLast(({ role }) => role === 'user') ?? request.messages.at(-1)
  if (message === undefined) return inputsLine(request.inputs)
  const text = message.parts.flatMap((part) => (part.kind === 'text' ? [oneLine(part.text)] : [])).join(' ')
  const images = message.parts.filter((part) => part.kind === 'image').length
  const pictures = images > 1 ? `${images} images` : 'image'
  return images === 0 ? oneLine(text) : oneLine(text === '' ? pictures : `${text} + ${pictures}`)
}

function inputsLine(inputs: readonly string[]): string {
  const [first, ...others] = inputs
  if (first === undefined) return ''
  return others.length === 0 ? oneLine(first) : `${oneLine(first)} (+${others.length} more)`
}

function messagesOf(body: unknown): Message[] {
  const messages = fieldOf(body, 'messages')
  if (Array.isArray(messages)) return messages.map(readMessage)
  const prompts = textsOf(fieldOf(body, 'prompt'))
  if (prompts.length > 0) return prompts.map((prompt) => userMessage(prompt))
  const instructions = filledTextOf(fieldOf(body, 'instructions'))
  const system: Message[] =
    instructions === null ? [] : [{ role: 'system', parts: [{ kind: 'text', text: instructions }] }]
  const input = fieldOf(body, 'input')
  const items = listOf(input)
  if (items.length > 0 && items.every(isRecord)) return [...system, ...items.map(readMessage)]
  const text = textOf(input)
  return system.length > 0 && text !== null ? [...system, userMessage(text)] : system
}

function userMessage(text: string): Message {
  return { role: 'user', parts: [{ kind: 'text', text }] }
}

function readMessage(message: unknown): Message {
  const content = fieldOf(message, 'content')
  const calls = listOf(fieldOf(message, 'tool_calls'))
  return {
    role: filledTextOf(fieldOf(message, 'role')) ?? 'message',
    parts: [
      ...(typeof content === 'string'
        ? [{ kind: 'text' as const, text: content }]
        : listOf(content).map(readPart)),
      ...calls.map((call): Part => ({ kind: 'call', call: readToolCall(fieldOf(call, 'function')) })),
      // An item of `/v1/responses` without content, for example the output of a tool, is shown as it is.
      ...(content === undefined && calls.length === 0 ? [otherPart(message)] : []),
    ],
  }
}

function readToolCall(call: unknown): ToolCall {
  const given = fieldOf(call, 'arguments')
  return {
    name: filledTextOf(fieldOf(call, 'name')) ?? 'unnamed tool',
    arguments: textOf(given) ?? compactJson(given ?? {}),
  }
}

function readPart(part: unknown): Part {
  const text = textOf(part) ?? textOf(fieldOf(part, 'text'))
  if (text !== null) return { kind: 'text', text }
  const image = fieldOf(part, 'image_url')
  const url = textOf(image) ?? textOf(fieldOf(image, 'url'))
  return url === null ? otherPart(part) : { kind: 'image', url }
}

function otherPart(part: unknown): Part {
  return { kind: 'other', json: compactJson(part) }
}

/** A tool of chat stands in a `function` of its own, one of `/v1/responses` in the entry itself. */
function readTool(tool: unknown): Tool {
  const described = fieldOf(tool, 'function') ?? tool
  const parameters = fieldOf(described, 'parameters')
  return {
    name: filledTextOf(fieldOf(described, 'name') ?? fieldOf(tool, 'type')) ?? 'unnamed tool',
    description: filledTextOf(fieldOf(described, 'description')),
    parameters: isRecord(parameters) ? compactJson(parameters) : null,
    json: compactJson(tool),
  }
}

/** Text, or a list of texts; token arrays and anything else are shown as JSON. */
function textsOf(input: unknown): string[] {
  if (typeof input === 'string') return [input]
  return listOf(input).map((entry) => textOf(entry) ?? compactJson(entry))
}
