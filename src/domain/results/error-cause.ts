import type { ResultLine } from '../../contract/result-line.ts'
import { bodyOf } from './answer.ts'
import { compactJson, fieldOf, filledTextOf, isRecord, listOf, parseJson, textOf } from './json.ts'
import { oneLine } from './one-line.ts'

const ERROR_KINDS = [
  'rate_limited',
  'timeout',
  'network',
  'too_long',
  'bad_request',
  'unauthorized',
  'payment',
  'not_found',
  'server',
  'expired',
  'cancelled',
  'unknown',
] as const

/** What kinds of failure a row can have; rows of one kind call for the same remedy. */
export type ErrorKind = (typeof ERROR_KINDS)[number]

/**
 * What each kind means and what a person can do about it. What lasts comes again with the same request: only
 * another request can help.
 */
export const ERROR_KIND_FACTS = {
  rate_limited: {
    label: 'Too many requests',
    advice: 'More was asked of the model than it takes at a time. Retry these rows later.',
    lasts: false,
  },
  timeout: {
    label: 'Timed out',
    advice: 'The model took too long. Retry, or ask for shorter answers.',
    lasts: false,
  },
  network: {
    label: 'Connection lost',
    advice: 'The server could not reach the model. Retry these rows.',
    lasts: false,
  },
  too_long: {
    label: 'Request too long',
    advice: 'Shorten the request, or choose a model with a larger context.',
    lasts: true,
  },
  bad_request: {
    label: 'Request not accepted',
    advice: 'Correct the request; the same one will fail again.',
    lasts: true,
  },
  unauthorized: {
    label: 'Not allowed',
    advice: 'The key may not use this model. Choose another key or model.',
    lasts: true,
  },
  payment: { label: 'Out of credit', advice: 'Add credit with the provider, then retry.', lasts: false },
  not_found: { label: 'Model not found', advice: 'Check the name of the model in the request.', lasts: true },
  server: {
    label: 'Server error',
    advice: 'The model had a problem of its own. Retry these rows.',
    lasts: false,
  },
  expired: {
    label: 'Ran out of time',
    advice: 'The completion window ended first. Run these rows again.',
    lasts: false,
  },
  cancelled: { label: 'Cancelled', advice: 'The batch was cancelled before this row ran.', lasts: false },
  unknown: {
    label: 'Failed',
    advice: 'The server gave no reason that is known here. See the raw text.',
    lasts: false,
  },
} satisfies Record<ErrorKind, { label: string; advice: string; lasts: boolean }>

/** The kind that a text names, `null` for any other text. */
export function errorKindNamed(name: string): ErrorKind | null {
  return ERROR_KINDS.find((kind) => kind === name) ?? null
}

/** Why a row failed. */
export interface ErrorCause {
  kind: ErrorKind
  /** HTTP status of the failed attempt where one is told. */
  status: number | null
  /** The server's own code or type, for example `context_length_exceeded`. */
  code: string | null
  /** One sentence for people, as deep inside the error as there is one. */
  sentence: string
  /** The error as it stood in the line. */
  raw: string
}

/**
 * Why a row failed, decoded as deep as JSON goes inside its message: the console's local API and the
 * open-source server write `{"type", "details": {"status", "body"}}` with the model server's answer as text.
 * @returns `null` when neither an error nor a status of 400 and above stands in the line
 */
export function readErrorCause(line: ResultLine): ErrorCause | null {
  const body = bodyOf(line.response?.body)
  const status = line.response?.status_code ?? null
  if (line.error != null) {
    const found = decode(line.error.message, { ...nothing, code: line.error.code, status })
    return causeFrom(found, rawText(line.error.message))
  }
  const errorInBody = fieldOf(body, 'error')
  const failed = (status ?? 200) >= 400 || saysFailed(body) || (isRecord(errorInBody) && !isAnswer(body))
  if (!failed) return null
  return causeFrom(decode(body, { ...nothing, status }), rawText(body))
}

interface Findings {
  type: string | null
  code: string | null
  status: number | null
  sentence: string | null
}

const nothing: Findings = { type: null, code: null, status: null, sentence: null }

/** Deeper than any server nests; hostile text ends here. */
const DEEPEST = 12

/** What is found deeper replaces what stood around it. */
function decode(value: unknown, outer: Findings, depth = 0): Findings {
  if (depth > DEEPEST) return outer
  if (typeof value === 'string') return decodeText(value, outer, depth)
  if (Array.isArray(value)) {
    const fault = faultOf(value)
    return fault === null ? outer : decodeText(fault, outer, depth + 1)
  }
  if (!isRecord(value)) return outer
  const found: Findings = {
    type: outer.type ?? textOf(fieldOf(value, 'type')),
    code: codeOf(value) ?? outer.code,
    status: statusOf(value) ?? outer.status,
    sentence: outer.sentence,
  }
  for (const name of ['message', 'detail', 'details', 'body', 'error']) {
    const inner = fieldOf(value, name)
    if (inner != null) return decode(inner, found, depth + 1)
  }
  return found
}

function decodeText(text: string, outer: Findings, depth: number): Findings {
  const json = parseJson(text)
  if (isRecord(json) || faultOf(listOf(json)) !== null) return decode(json, outer, depth + 1)
  const upstream = /^Upstream returned (\d{3}):?\s*/.exec(text)
  if (upstream !== null) {
    const found = { ...outer, status: Number(upstream[1]) }
    return decode(text.slice(upstream[0].length), found, depth + 1)
  }
  // A proxy's error page is no sentence.
  if (text.trim() === '' || text.trimStart().startsWith('<')) return outer
  return { ...outer, sentence: oneLine(text, 500) }
}

/** What a list of faults says of the first one: FastAPI sends `{"detail": [{"msg", "loc"}]}`. */
function faultOf(list: readonly unknown[]): string | null {
  const [first] = list
  const words = textOf(first) ?? textOf(fieldOf(first, 'msg')) ?? textOf(fieldOf(first, 'message'))
  if (words === null) return null
  const place = listOf(fieldOf(first, 'loc')).join('.')
  const others = list.length > 1 ? ` (+${list.length - 1} more)` : ''
  return `${place === '' ? '' : `${place}: `}${words}${others}`
}

function codeOf(value: unknown): string | null {
  const code = fieldOf(value, 'code')
  return filledTextOf(code) ?? (typeof code === 'number' ? String(code) : null)
}

function statusOf(value: unknown): number | null {
  for (const name of ['status', 'status_code', 'code']) {
    const found = fieldOf(value, name)
    if (typeof found === 'number' && Number.isInteger(found) && found >= 400 && found < 600) return found
  }
  return null
}

function causeFrom(found: Findings, raw: string): ErrorCause {
  const kind = kindOf(found)
  const fallback = found.status === null ? '' : ` (HTTP ${found.status})`
  return {
    kind,
    status: found.status,
    code: found.code ?? found.type,
    sentence: found.sentence ?? `${ERROR_KIND_FACTS[kind].label}${fallback}.`,
    raw,
  }
}

const KIND_BY_NAME: ReadonlyMap<string, ErrorKind> = new Map([
  ['batch_expired', 'expired'],
  ['batch_cancelled', 'cancelled'],
  ['context_length_exceeded', 'too_long'],
  ['insufficient_quota', 'payment'],
  ['rate_limit_exceeded', 'rate_limited'],
  ['model_not_found', 'not_found'],
  ['timeout', 'timeout'],
  ['timeouterror', 'timeout'],
  ['networkerror', 'network'],
])

const KIND_BY_STATUS: ReadonlyMap<number, ErrorKind> = new Map([
  [401, 'unauthorized'],
  [402, 'payment'],
  [403, 'unauthorized'],
  [404, 'not_found'],
  [408, 'timeout'],
  [413, 'too_long'],
  [429, 'rate_limited'],
  [504, 'timeout'],
])

/** The most exact name decides, then the status. */
function kindOf({ code, type, status }: Findings): ErrorKind {
  const named = KIND_BY_NAME.get(code?.toLowerCase() ?? '') ?? KIND_BY_NAME.get(type?.toLowerCase() ?? '')
  if (named !== undefined) return named
  if (status === null) return 'unknown'
  return KIND_BY_STATUS.get(status) ?? (status >= 500 ? 'server' : 'bad_request')
}

/** `/v1/responses` keeps an empty `output` beside the error of a response that failed. */
export function saysFailed(body: unknown): boolean {
  const isResponse = Array.isArray(fieldOf(body, 'output')) || isRecord(fieldOf(body, 'error'))
  return isResponse && fieldOf(body, 'status') === 'failed'
}

/** A body with an answer may carry an `error` field that says nothing. */
function isAnswer(body: unknown): boolean {
  return ['choices', 'output', 'data'].some((name) => Array.isArray(fieldOf(body, name)))
}

function rawText(value: unknown): string {
  return typeof value === 'string' ? value : compactJson(value)
}
