import { jsonOf } from './depth.ts'
import { BATCH_ENDPOINTS, INPUT_LIMITS, type BatchEndpoint } from '../../contract/request-line.ts'

/** What can be wrong with one line of an input file, seen by itself. */
export type LineProblem =
  | { kind: 'byte_order_mark' }
  | { kind: 'invalid_utf8' }
  | { kind: 'invalid_json'; detail: string }
  | { kind: 'not_an_object' }
  | { kind: 'missing_field'; field: RequestField }
  | { kind: 'wrong_type'; field: RequestField; expected: 'text' | 'object' }
  | { kind: 'empty_custom_id' }
  | { kind: 'custom_id_too_long'; bytes: number }
  | { kind: 'custom_id_characters' }
  | { kind: 'wrong_method'; method: string }
  | { kind: 'unknown_url'; url: string }
  | { kind: 'body_too_large'; bytes: number }

type RequestField = 'custom_id' | 'method' | 'url' | 'body' | 'body.model'

/** A request whose line breaks no rule. */
interface BatchRequest {
  customId: string
  url: BatchEndpoint
  model: string
  body: Readonly<Record<string, unknown>>
}

/** The whole verdict on a line: every problem, and the request when there is none. */
export type LineVerdict = { ok: true; request: BatchRequest } | { ok: false; problems: LineProblem[] }

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isEndpoint(url: string): url is BatchEndpoint {
  return BATCH_ENDPOINTS.some((endpoint) => endpoint === url)
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]

function checkCustomId(customId: string): LineProblem[] {
  if (customId === '') return [{ kind: 'empty_custom_id' }]
  const problems: LineProblem[] = []
  const isVisibleAscii = /^[\x21-\x7e]*$/.test(customId)
  const bytes = isVisibleAscii ? customId.length : encoder.encode(customId).length
  if (bytes > INPUT_LIMITS.customIdBytes) problems.push({ kind: 'custom_id_too_long', bytes })
  if (!isVisibleAscii) problems.push({ kind: 'custom_id_characters' })
  return problems
}

type Text = { text: string } | { problem: LineProblem }

function textField(source: Record<string, unknown>, key: string, field: RequestField): Text {
  const value = source[key]
  if (value === undefined || value === null) return { problem: { kind: 'missing_field', field } }
  if (typeof value !== 'string') return { problem: { kind: 'wrong_type', field, expected: 'text' } }
  return { text: value }
}

function checkBody(body: unknown): LineProblem[] {
  if (body === undefined || body === null) return [{ kind: 'missing_field', field: 'body' }]
  if (!isObject(body)) return [{ kind: 'wrong_type', field: 'body', expected: 'object' }]
  const model = textField(body, 'model', 'body.model')
  if ('problem' in model) return [model.problem]
  return model.text === '' ? [{ kind: 'missing_field', field: 'body.model' }] : []
}

/**
 * Checks a parsed line by the rules of the Batch API, all of them.
 * @param value the parsed JSON of the line
 * @param lineBytes length of the line; the body is measured only when the line could hold one that is too large
 */
export function checkRequest(value: unknown, lineBytes: number): LineVerdict {
  if (!isObject(value)) return { ok: false, problems: [{ kind: 'not_an_object' }] }
  const problems: LineProblem[] = []
  const customId = textField(value, 'custom_id', 'custom_id')
  const method = textField(value, 'method', 'method')
  const url = textField(value, 'url', 'url')
  const { body } = value

  if ('problem' in customId) problems.push(customId.problem)
  else problems.push(...checkCustomId(customId.text))
  if ('problem' in method) problems.push(method.problem)
  else if (method.text !== 'POST') problems.push({ kind: 'wrong_method', method: method.text })
  if ('problem' in url) problems.push(url.problem)
  else if (!isEndpoint(url.text)) problems.push({ kind: 'unknown_url', url: url.text })
  problems.push(...checkBody(body))
  if (lineBytes > INPUT_LIMITS.bodyBytes && body !== undefined) {
    const text = jsonOf(body)
    // What is nested too deeply to be written alone is taken to be as long as its line.
    const bytes = text === null ? lineBytes : encoder.encode(text).length
    if (bytes > INPUT_LIMITS.bodyBytes) problems.push({ kind: 'body_too_large', bytes })
  }

  if (problems.length > 0 || 'problem' in customId || 'problem' in url) return { ok: false, problems }
  if (!isEndpoint(url.text) || !isObject(body) || typeof body['model'] !== 'string')
    return { ok: false, problems }
  return { ok: true, request: { customId: customId.text, url: url.text, model: body['model'], body } }
}

/** Reads the bytes of one line (a byte order mark only at the start of a file is told as such) and checks it. */
export function checkRequestLine(bytes: Uint8Array, isFirstLine: boolean): LineVerdict {
  if (isFirstLine && BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte)) {
    return { ok: false, problems: [{ kind: 'byte_order_mark' }] }
  }
  let text: string
  try {
    text = decoder.decode(bytes)
  } catch {
    return { ok: false, problems: [{ kind: 'invalid_utf8' }] }
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return {
      ok: false,
      problems: [{ kind: 'invalid_json', detail: error instanceof Error ? error.message : '' }],
    }
  }
  return checkRequest(value, bytes.length)
}
