import { oneLine } from './one-line.ts'
import { compactJson, fieldOf, filledTextOf, isRecord, listOf, parseJson, textOf } from './json.ts'

export interface ToolCall {
  name: string
  /** JSON as the model wrote it; it need not parse. */
  arguments: string
}

/** Why the model stopped, in one vocabulary for all endpoints. */
type Ending = 'finished' | 'length' | 'content_filter'

/** One answer of a model. A request with `n` above 1 has several. */
export interface Choice {
  text: string
  /** The model's thinking where the server hands it out. */
  reasoning: string | null
  refusal: string | null
  toolCalls: ToolCall[]
  ending: Ending
}

/** One embedding in figures a person can compare. */
export interface Vector {
  size: number
  /** Euclidean length; most models send 1. */
  norm: number
  first: number[]
}

/** What a response body holds, told by its shape, since servers leave `object` out. */
export type Answer =
  { kind: 'choices'; choices: Choice[] } | { kind: 'vectors'; vectors: Vector[] } | { kind: 'unknown' }

/**
 * Reads the answer of `/v1/chat/completions`, `/v1/completions`, `/v1/responses` or `/v1/embeddings`.
 * @param body the response body: any JSON, also JSON inside a string, as some servers store it
 */
export function readAnswer(body: unknown): Answer {
  const value = bodyOf(body)
  const choices = fieldOf(value, 'choices')
  if (Array.isArray(choices)) return { kind: 'choices', choices: choices.map(readChoice) }
  if (Array.isArray(fieldOf(value, 'output'))) return { kind: 'choices', choices: [readResponse(value)] }
  const data = fieldOf(value, 'data')
  if (Array.isArray(data) && data.every((entry) => fieldOf(entry, 'embedding') !== undefined)) {
    return { kind: 'vectors', vectors: data.map((entry) => readVector(fieldOf(entry, 'embedding'))) }
  }
  return { kind: 'unknown' }
}

/** A body that a server stored as text is the JSON inside it; other text stays as it is. */
export function bodyOf(body: unknown): unknown {
  if (typeof body !== 'string') return body
  const inner = parseJson(body)
  return isRecord(inner) ? inner : body
}

/** The answer on one line: its text, else its tool calls, its refusal, or the size of its embeddings. */
export function answerLine(answer: Answer): string {
  switch (answer.kind) {
    case 'unknown':
      return ''
    case 'vectors':
      return vectorsLine(answer.vectors)
    case 'choices': {
      const [first, ...others] = answer.choices
      if (first === undefined) return ''
      const calls = first.toolCalls.map((call) => `${call.name}(${oneLine(call.arguments, 80)})`).join(', ')
      const line = oneLine(first.text) || calls || oneLine(first.refusal ?? '')
      return others.length > 0 ? `${line} (+${others.length} more)` : line
    }
  }
}

/** All that the choices of an answer say, as plain text: of each its text, else its tool calls, else its refusal. */
export function choicesText(choices: readonly Choice[]): string {
  return choices
    .map(({ text, toolCalls, refusal }) => {
      const calls = toolCalls.map((call) => `${call.name}(${call.arguments})`).join('\n')
      return text || calls || (refusal ?? '')
    })
    .join('\n\n')
}

function vectorsLine(vectors: readonly Vector[]): string {
  const [first] = vectors
  if (first === undefined) return ''
  const size = `${first.size} numbers`
  return vectors.length === 1 ? `Embedding of ${size}` : `${vectors.length} embeddings of ${size}`
}

function readChoice(choice: unknown): Choice {
  const message = fieldOf(choice, 'message')
  const legacyCall = fieldOf(message, 'function_call')
  return {
    text: textOf(fieldOf(choice, 'text')) ?? contentText(fieldOf(message, 'content')),
    reasoning:
      filledTextOf(fieldOf(message, 'reasoning_content')) ?? filledTextOf(fieldOf(message, 'reasoning')),
    refusal: filledTextOf(fieldOf(message, 'refusal')),
    toolCalls: [
      ...listOf(fieldOf(message, 'tool_calls')).map((call) => readCall(fieldOf(call, 'function') ?? call)),
      ...(isRecord(legacyCall) ? [readCall(legacyCall)] : []),
    ],
    ending: endingOf(fieldOf(choice, 'finish_reason')),
  }
}

/** The items of `/v1/responses`: messages, tool calls and reasoning in the order they were made. */
function readResponse(body: unknown): Choice {
  const items = listOf(fieldOf(body, 'output'))
  const ofType = (type: string) => items.filter((item) => fieldOf(item, 'type') === type)
  const parts = ofType('message').flatMap((item) => listOf(fieldOf(item, 'content')))
  const reasoning = ofType('reasoning').flatMap((item) => listOf(fieldOf(item, 'summary')))
  return {
    text: contentText(parts),
    reasoning: filledTextOf(contentText(reasoning)),
    refusal: filledTextOf(parts.map((part) => textOf(fieldOf(part, 'refusal')) ?? '').join('')),
    toolCalls: ofType('function_call').map(readCall),
    ending:
      fieldOf(body, 'status') === 'incomplete'
        ? endingOf(fieldOf(fieldOf(body, 'incomplete_details'), 'reason'))
        : 'finished',
  }
}

/** Content is text, or parts of which those with text count. */
function contentText(content: unknown): string {
  if (typeof content === 'string') return content
  return listOf(content)
    .map((part) => textOf(part) ?? textOf(fieldOf(part, 'text')) ?? '')
    .join('')
}

function readCall(call: unknown): ToolCall {
  const given = fieldOf(call, 'arguments')
  return {
    name: filledTextOf(fieldOf(call, 'name')) ?? 'unnamed tool',
    arguments: textOf(given) ?? compactJson(given ?? {}),
  }
}

function endingOf(reason: unknown): Ending {
  if (reason === 'length' || reason === 'max_output_tokens' || reason === 'max_tokens') return 'length'
  return reason === 'content_filter' ? 'content_filter' : 'finished'
}

const FIRST_VALUES = 8

function readVector(embedding: unknown): Vector {
  const values = typeof embedding === 'string' ? decodeFloats(embedding) : numbersOf(embedding)
  let squares = 0
  for (const value of values) squares += value * value
  return { size: values.length, norm: Math.sqrt(squares), first: values.slice(0, FIRST_VALUES) }
}

function numbersOf(embedding: unknown): number[] {
  return listOf(embedding).filter((value) => typeof value === 'number')
}

/** `encoding_format: "base64"` is little-endian 32-bit floats. */
function decodeFloats(base64: string): number[] {
  const bytes = bytesOf(base64)
  const view = new DataView(bytes.buffer)
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => view.getFloat32(index * 4, true))
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
