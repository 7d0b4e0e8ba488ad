import type { BatchEndpoint } from '../../../contract/request-line.ts'
import { isObject } from '../../jsonl/request-rules.ts'
import type { ForeignLine } from '../file-nature.ts'

type Line = Readonly<Record<string, unknown>>

/** Kinds of foreign lines that can become requests. */
export type WrappableLine = Extract<
  ForeignLine,
  'bare_body' | 'mistral_line' | 'fine_tuning_line' | 'anthropic_line'
>

/** The endpoint that a body is made for, by the field that holds what is asked. */
export function endpointOfBody(body: Line, usual: string | null = null): BatchEndpoint | null {
  if ('messages' in body) return '/v1/chat/completions'
  if ('prompt' in body) return '/v1/completions'
  if (!('input' in body)) return null
  const isForResponses =
    'instructions' in body ||
    'max_output_tokens' in body ||
    usual === '/v1/responses' ||
    (Array.isArray(body['input']) && body['input'].some(isObject))
  return isForResponses ? '/v1/responses' : '/v1/embeddings'
}

interface WrapOptions {
  /** Makes an id for a line that has none. */
  makeId: () => string
  /** The model for lines that name none. */
  model: string | null
  /** The endpoint that most requests of the file call. */
  endpoint: string | null
}

/**
 * Makes a request of a line that is written for something else.
 * @returns `null` when the line holds something that has no place in a request
 */
export function wrapLine(kind: WrappableLine, line: Line, options: WrapOptions): Line | null {
  const body = BODIES[kind](line, options.model)
  const url = body && endpointOfBody(body, options.endpoint)
  if (!body || !url) return null
  const { custom_id: id } = line
  return { custom_id: id === undefined ? options.makeId() : id, method: 'POST', url, body }
}

const BODIES = {
  bare_body: (line) => line,
  mistral_line: ({ body }, model) => (isObject(body) && model !== null ? { model, ...body } : null),
  fine_tuning_line: (line, model) => (model === null ? null : trainingBody(line, model)),
  anthropic_line: ({ params }) => (isObject(params) ? chatBodyOf(params) : null),
} as const satisfies Record<WrappableLine, (line: Line, model: string | null) => Line | null>

/** The conversation up to the answer that a model was to learn. */
function trainingBody(line: Line, model: string): Line | null {
  const { messages, tools, prompt } = line
  if (Array.isArray(messages)) {
    const last: unknown = messages.at(-1)
    const isAnswered = isObject(last) && last['role'] === 'assistant'
    const asked = isAnswered ? messages.slice(0, -1) : messages
    if (asked.length === 0) return null
    return { model, messages: asked, ...(tools === undefined ? {} : { tools }) }
  }
  if (typeof prompt === 'string') return { model, messages: [{ role: 'user', content: prompt }] }
  return Array.isArray(prompt) && prompt.length > 0 ? { model, messages: prompt } : null
}

/** Parameters that mean the same under another name. */
const RENAMED: Readonly<Record<string, string>> = { stop_sequences: 'stop' }
const SAME = new Set(['model', 'max_tokens', 'temperature', 'top_p', 'top_k'])

/** Anthropic's parameters as a chat request; text only, since its images, tools and thinking are built differently. */
function chatBodyOf(params: Line): Line | null {
  const { system, messages, ...others } = params
  if (!Array.isArray(messages)) return null
  const body: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(others)) {
    if (SAME.has(name)) body[name] = value
    else if (name in RENAMED) body[RENAMED[name] ?? name] = value
    else if (name !== 'metadata' && name !== 'stream') return null
  }
  const asked: unknown[] = []
  if (system !== undefined) {
    const text = textOf(system)
    if (text === null) return null
    asked.push({ role: 'system', content: text })
  }
  for (const message of messages) {
    const text = isObject(message) ? textOf(message['content']) : null
    if (!isObject(message) || text === null) return null
    asked.push({ role: message['role'], content: text })
  }
  return { ...body, messages: asked }
}

/** A text, or a list of parts that are all text. */
function textOf(content: unknown): string | null {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return null
  const texts = content.map((part: unknown) =>
    isObject(part) && part['type'] === 'text' && typeof part['text'] === 'string' ? part['text'] : null,
  )
  return texts.some((text) => text === null) ? null : texts.join('\n\n')
}
