import { BATCH_ENDPOINTS, type BatchEndpoint } from '../../contract/request-line.ts'
import { checkRequest, type LineProblem } from '../jsonl/request-rules.ts'
import type { Evidence, Find } from './problem-log.ts'
import type { ProblemKind } from './problem-kinds.ts'

type Line = Readonly<Record<string, unknown>>

/** The fields of a request. */
export const FIELDS: ReadonlySet<string> = new Set(['custom_id', 'method', 'url', 'body'])

/** Paths that are known from other providers' APIs. */
const FOREIGN_PATHS = new Set([
  '/v1/messages',
  '/v1/complete',
  '/v1/rerank',
  '/v2/chat',
  '/v1/fim/completions',
  '/v1/ocr',
  '/api/chat',
  '/api/generate',
])

/**
 * Checks the fields around a request by the rules of `checkRequest`, in the terms of the report.
 * @param lineBytes length of the line
 */
export function checkFrame(line: Line, lineBytes: number, find: Find): void {
  const verdict = checkRequest(line, lineBytes)
  if (!verdict.ok) for (const problem of verdict.problems) findProblem(problem, line, find)
  for (const field in line) if (!FIELDS.has(field)) find('extra_field', { path: field, value: line[field] })
}

const MISSING = {
  custom_id: 'custom_id_missing',
  method: 'method_missing',
  url: 'url_missing',
  body: 'body_missing',
  'body.model': 'model_missing',
} as const satisfies Record<string, ProblemKind>

const OF_WRONG_TYPE = {
  custom_id: 'custom_id_not_text',
  method: 'wrong_method',
  url: 'unknown_url',
  body: 'body_not_object',
  'body.model': 'model_not_text',
} as const satisfies Record<keyof typeof MISSING, ProblemKind>

function findProblem(problem: LineProblem, line: Line, find: Find): void {
  switch (problem.kind) {
    case 'missing_field':
      return find(MISSING[problem.field], { hint: `"${problem.field}" is missing` })
    case 'wrong_type':
      return find(OF_WRONG_TYPE[problem.field], { path: problem.field, value: valueAt(line, problem.field) })
    case 'empty_custom_id':
      return find('custom_id_empty', { path: 'custom_id', value: '' })
    case 'custom_id_too_long':
      return find('custom_id_too_long', {
        path: 'custom_id',
        value: line['custom_id'],
        hint: `${problem.bytes} bytes`,
      })
    case 'custom_id_characters':
      return find('custom_id_characters', { path: 'custom_id', value: line['custom_id'] })
    case 'wrong_method':
      return find('wrong_method', { path: 'method', value: problem.method })
    case 'unknown_url':
      return findWrongUrl(problem.url, find)
    case 'body_too_large':
      return find('body_too_large', { hint: `${problem.bytes.toLocaleString('en')} bytes` })
    case 'byte_order_mark':
    case 'invalid_utf8':
    case 'invalid_json':
    case 'not_an_object':
      // About the text of a line, which has been read before its fields are checked.
      return
  }
}

function valueAt(line: Line, field: keyof typeof MISSING): unknown {
  if (field !== 'body.model') return line[field]
  const { body } = line
  return typeof body === 'object' && body !== null && 'model' in body ? body.model : undefined
}

function findWrongUrl(url: string, find: Find): void {
  const evidence: Evidence = { path: 'url', value: url }
  const meant = endpointMeant(url)
  if (/^https?:\/\//i.test(url)) {
    return find('full_url', meant ? { ...evidence, hint: `perhaps "${meant}"` } : evidence)
  }
  const isForeign = FOREIGN_PATHS.has(url) || /:(?:generateContent|predict|rawPredict)$|^\/model\//.test(url)
  if (isForeign) return find('foreign_url', evidence)
  find('unknown_url', meant ? { ...evidence, hint: `perhaps "${meant}"` } : evidence)
}

/** The endpoint that a url with a host, a slash too many or a missing version stands for. */
export function endpointMeant(url: string): BatchEndpoint | null {
  const path = url.trim().toLowerCase().replace(/\/+$/, '')
  return BATCH_ENDPOINTS.find((endpoint) => path.endsWith(endpoint.slice('/v1'.length))) ?? null
}

/** The endpoint that a url names. */
export function knownEndpoint(url: unknown): BatchEndpoint | null {
  return BATCH_ENDPOINTS.find((endpoint) => endpoint === url) ?? null
}
