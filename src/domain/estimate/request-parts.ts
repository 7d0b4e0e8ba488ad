import type { BatchEndpoint } from '../../contract/request-line.ts'
import { isObject } from '../jsonl/request-rules.ts'

/** What form the answer of a request has. An embedding has no tokens of its own. */
export type AnswerForm = 'text' | 'json' | 'schema' | 'none'

/** The parts of a request that decide what it costs. */
export interface RequestParts {
  texts: string[]
  /** Inputs that are token numbers already. */
  givenTokens: number
  messages: number
  /** Texts to embed or to complete, which are no messages. */
  inputs: number
  /** Addresses of pictures: `https:` or `data:`. */
  images: string[]
  /** Sound, documents and other parts whose size in tokens nobody can tell from here. */
  attachments: number
  /** The functions that the model may call. */
  tools: readonly unknown[]
  form: AnswerForm
  /** The schema that the answer must follow, where `form` says so. */
  schema: unknown
  /** How many tokens one answer may have; `null` where the request sets no limit. */
  limit: number | null
  /** Answers asked for. */
  choices: number
}

type Body = Readonly<Record<string, unknown>>

/** Reads what decides the cost of a request. Parts of a wrong type count as absent. */
export function partsOf(endpoint: BatchEndpoint, body: Body): RequestParts {
  const parts: RequestParts = {
    texts: [],
    givenTokens: 0,
    messages: 0,
    inputs: 0,
    images: [],
    attachments: 0,
    tools: [],
    form: 'text',
    schema: null,
    limit: null,
    choices: 1,
  }
  READERS[endpoint](body, parts)
  return parts
}

const READERS = {
  '/v1/chat/completions': readChat,
  '/v1/embeddings': readEmbedding,
  '/v1/completions': readCompletion,
  '/v1/responses': readResponse,
} as const satisfies Record<BatchEndpoint, (body: Body, parts: RequestParts) => void>

function readChat(body: Body, parts: RequestParts): void {
  readMessages(body['messages'], parts)
  if (Array.isArray(body['tools'])) parts.tools = body['tools']
  const format = body['response_format']
  if (isObject(format))
    readFormat(format, isObject(format['json_schema']) ? format['json_schema'] : {}, parts)
  parts.limit = positive(body['max_completion_tokens']) ?? positive(body['max_tokens'])
  parts.choices = positive(body['n']) ?? 1
}

function readEmbedding(body: Body, parts: RequestParts): void {
  parts.form = 'none'
  parts.inputs = readInputs(body['input'], parts)
}

function readCompletion(body: Body, parts: RequestParts): void {
  parts.inputs = readInputs(body['prompt'], parts)
  parts.limit = positive(body['max_tokens'])
  parts.choices = (positive(body['n']) ?? 1) * Math.max(1, parts.inputs)
}

function readResponse(body: Body, parts: RequestParts): void {
  const { instructions, input, text } = body
  if (typeof instructions === 'string') {
    parts.texts.push(instructions)
    parts.messages += 1
  }
  if (typeof input === 'string') {
    parts.texts.push(input)
    parts.messages += 1
  } else {
    readMessages(input, parts)
  }
  if (Array.isArray(body['tools'])) parts.tools = body['tools']
  if (isObject(text) && isObject(text['format'])) readFormat(text['format'], text['format'], parts)
  parts.limit = positive(body['max_output_tokens'])
}

function readMessages(messages: unknown, parts: RequestParts): void {
  if (!Array.isArray(messages)) return
  for (const message of messages) {
    if (!isObject(message)) continue
    parts.messages += 1
    readContent(message['content'], parts)
    readText(message['output'], parts)
    readText(message['arguments'], parts)
    if (Array.isArray(message['tool_calls'])) readCalls(message['tool_calls'], parts)
  }
}

function readContent(content: unknown, parts: RequestParts): void {
  if (typeof content === 'string') parts.texts.push(content)
  if (!Array.isArray(content)) return
  for (const part of content) {
    if (typeof part === 'string') parts.texts.push(part)
    else if (isObject(part)) readPart(part, parts)
  }
}

function readPart(part: Record<string, unknown>, parts: RequestParts): void {
  if (typeof part['text'] === 'string') return void parts.texts.push(part['text'])
  const image = part['image_url']
  const url = isObject(image) ? image['url'] : image
  if (typeof url === 'string') parts.images.push(url)
  else parts.attachments += 1
}

function readCalls(calls: readonly unknown[], parts: RequestParts): void {
  for (const call of calls) {
    if (!isObject(call) || !isObject(call['function'])) continue
    readText(call['function']['name'], parts)
    readText(call['function']['arguments'], parts)
  }
}

function readText(value: unknown, parts: RequestParts): void {
  if (typeof value === 'string') parts.texts.push(value)
}

/** A text, a list of texts, a list of token numbers, or a list of such lists. @returns how many inputs there are */
function readInputs(input: unknown, parts: RequestParts): number {
  if (typeof input === 'string') {
    parts.texts.push(input)
    return 1
  }
  if (!Array.isArray(input)) return 0
  if (typeof input[0] === 'number') {
    parts.givenTokens += input.length
    return 1
  }
  for (const one of input) {
    if (typeof one === 'string') parts.texts.push(one)
    else if (Array.isArray(one)) parts.givenTokens += one.length
  }
  return input.length
}

function readFormat(format: Body, holder: Body, parts: RequestParts): void {
  if (format['type'] === 'json_object') parts.form = 'json'
  if (format['type'] !== 'json_schema') return
  parts.form = 'schema'
  parts.schema = holder['schema'] ?? null
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null
}
