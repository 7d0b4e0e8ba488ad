/**
 * What went wrong, decided by status or by how the connection ended, never by message text.
 * `network` covers an unreachable server, a refused CORS check and a stream cut after a 200: a browser
 * does not tell them apart.
 */
export type ApiErrorKind =
  | 'network'
  | 'unauthorized'
  | 'payment'
  | 'forbidden'
  | 'not_found'
  | 'unsupported'
  | 'conflict'
  | 'ended'
  | 'ran_again'
  | 'too_large'
  | 'invalid'
  | 'rate_limited'
  | 'server'
  | 'unreadable'

/** What an `ApiError` is made of: plain, so that a worker can hand it over. */
export interface ApiErrorFacts {
  kind: ApiErrorKind
  /** HTTP status, `null` when there was no answer. */
  status: number | null
  /** The server's own code, for example `invalid_api_key`. */
  code: string | null
  /** The server's sentence, or the browser's where there was no answer. */
  serverMessage: string
  /** How long the server asks to wait. */
  retryAfterSeconds: number | null
  /** The server is of another origin than the page, so that the browser may have kept its answer from it. */
  isElsewhere?: boolean
}

/** A request that did not succeed. `message` is for people; `details` is the raw text behind it. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind
  readonly status: number | null
  readonly code: string | null
  readonly serverMessage: string
  readonly retryAfterSeconds: number | null
  readonly details: string

  constructor(facts: ApiErrorFacts) {
    super(explain(facts))
    this.name = 'ApiError'
    this.kind = facts.kind
    this.status = facts.status
    this.code = facts.code
    this.serverMessage = facts.serverMessage
    this.retryAfterSeconds = facts.retryAfterSeconds
    this.details = [facts.status ? `HTTP ${facts.status}` : null, facts.code, facts.serverMessage]
      .filter(Boolean)
      .join(' · ')
  }
}

/** What happened and the way out, per kind. Source: the API's error table. */
const EXPLANATIONS = {
  network: (_said, isElsewhere) =>
    isElsewhere
      ? 'No answer from the server. It may be down, unreachable from here, or not allow this page (CORS). Check the address under Settings.'
      : 'No answer from the server. It may be down, or unreachable from here.',
  unauthorized: () => 'The server asks for a valid API key. Enter one under Settings.',
  payment: () =>
    'The account is out of credit, or the key has reached its spending cap. Add credit with the provider, then repeat.',
  forbidden: (said) => `This key may not do that: ${said}`,
  not_found: () => 'It is not there: it was deleted, or it belongs to another account.',
  unsupported: () => 'This server does not offer that function.',
  conflict: (said) => `Its state has changed meanwhile: ${said}`,
  ended: () => 'It has ended meanwhile; nothing was cancelled.',
  ran_again: () =>
    'Its rows have run again meanwhile, started elsewhere. See how it stands before you run any once more.',
  too_large: (said) => `Too large for this server: ${said}`,
  invalid: (said) => `The server does not accept this request: ${said}`,
  rate_limited: () => 'The server is busy or the rate limit is reached.',
  server: () => 'The server has a problem of its own.',
  unreadable: () =>
    'The answer is not what a Batch API sends. The address may point to something else; check it under Settings.',
} satisfies Record<ApiErrorKind, (said: string, isElsewhere: boolean) => string>

function explain(facts: ApiErrorFacts): string {
  const sentence = EXPLANATIONS[facts.kind](facts.serverMessage, facts.isElsewhere === true)
  if (facts.retryAfterSeconds == null) return sentence
  return `${sentence} It asks to wait ${facts.retryAfterSeconds} s.`
}

const KIND_BY_STATUS: ReadonlyMap<number, ApiErrorKind> = new Map([
  [401, 'unauthorized'],
  [402, 'payment'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [405, 'unsupported'],
  [409, 'conflict'],
  [410, 'not_found'],
  [413, 'too_large'],
  [429, 'rate_limited'],
  [501, 'unsupported'],
])

/** The kind for an HTTP status outside 200–299. */
export function kindOfStatus(status: number): ApiErrorKind {
  const kind = KIND_BY_STATUS.get(status)
  if (kind) return kind
  return status >= 500 ? 'server' : 'invalid'
}

/** Whether the same request may succeed later without anybody changing anything. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return error.kind === 'network' || error.kind === 'rate_limited' || error.kind === 'server'
}

/** Whether only a person can change it: another key, other rights, or something that is gone. */
export function needsPerson(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return error.kind === 'unauthorized' || error.kind === 'forbidden' || error.kind === 'not_found'
}

/** Any thrown value as an `ApiError`, so that one place can show it. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  const serverMessage = error instanceof Error ? error.message : String(error)
  return new ApiError({
    kind: 'unreadable',
    status: null,
    code: null,
    serverMessage,
    retryAfterSeconds: null,
  })
}
