import { ApiFailure } from './errors.ts'
import type { Personality } from './personality.ts'

export interface GuardOptions {
  /** Host names the API answers to, without port; `null` where no network is involved. */
  hosts: readonly string[] | null
  /** Origins besides its own that may call the API, such as `https://console.example`. */
  origins: readonly string[]
  /** The bearer key that is required, or `null` for none. */
  apiKey: string | null
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
const ANY_ADDRESS = new Set(['0.0.0.0', '::', '[::]'])
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/i
const REQUEST_HEADERS = 'authorization, content-type, accept'

/**
 * The names a server bound to `host` is called by. Bound to every address it also answers to any literal
 * address: a page can make a name of its own point here (DNS rebinding), an address it cannot.
 */
export function hostNames(host: string): string[] {
  return ANY_ADDRESS.has(host) ? [...LOOPBACK, '*'] : [...LOOPBACK, host.includes(':') ? `[${host}]` : host]
}

function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase()
}

function isOwnHost(host: string, hosts: readonly string[]): boolean {
  const name = nameOf(host)
  return hosts.includes(name) || (hosts.includes('*') && ADDRESS.test(name))
}

function isOwnOrigin(origin: string, host: string | null): boolean {
  return host !== null && (origin === `http://${host}` || origin === `https://${host}`)
}

function isTrustedOrigin(request: Request, options: GuardOptions): boolean {
  const origin = request.headers.get('origin')
  if (origin === null || options.hosts === null) return true
  return isOwnOrigin(origin, request.headers.get('host')) || options.origins.includes(origin)
}

/**
 * Refuses requests that a page elsewhere could have sent without the person's doing, so that no page can
 * start work that is paid for: an unknown `Host` or an untrusted `Origin`.
 * @throws ApiFailure 403
 */
export function checkOrigin(request: Request, options: GuardOptions): void {
  if (options.hosts === null) return
  const host = request.headers.get('host') ?? ''
  if (!isOwnHost(host, options.hosts)) {
    throw new ApiFailure(403, `This server does not answer to the host name '${nameOf(host)}'.`, {
      code: 'unknown_host',
    })
  }
  if (isTrustedOrigin(request, options)) return
  const origin = request.headers.get('origin') ?? ''
  throw new ApiFailure(403, `Pages of ${origin} may not call this server; allow them with ALLOW_ORIGINS.`, {
    code: 'origin_not_allowed',
  })
}

/** The key of `Authorization: Bearer …`, or `null`. */
export function bearerKey(request: Request): string | null {
  return /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null
}

const encoder = new TextEncoder()

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)))
}

/** Whether two keys are the same. How long it takes tells nothing of how much of them agrees. */
async function isSameKey(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([digest(one), digest(other)])
  return first.reduce((difference, byte, index) => difference | (byte ^ (second[index] ?? 0)), 0) === 0
}

/** @throws ApiFailure 401 when a key is required and another or none was sent */
export async function checkKey(request: Request, options: GuardOptions): Promise<void> {
  if (options.apiKey === null) return
  const sent = bearerKey(request)
  if (sent !== null && (await isSameKey(sent, options.apiKey))) return
  const message = sent === null ? 'You did not provide an API key.' : 'Incorrect API key provided.'
  throw new ApiFailure(401, message, { code: 'invalid_api_key' })
}

/** The headers that let a page of an allowed origin read an answer; none for other origins. */
export function corsHeaders(
  request: Request,
  options: GuardOptions,
  personality: Personality,
): Record<string, string> {
  const origin = request.headers.get('origin')
  if (origin === null || !options.origins.includes(origin)) return {}
  const exposed = personality.exposedHeaders.join(', ')
  return {
    'access-control-allow-origin': origin,
    vary: 'Origin',
    ...(exposed ? { 'access-control-expose-headers': exposed } : {}),
  }
}

/** The answer to a preflight. Only the headers that the real service allows are allowed here. */
export function preflight(request: Request, options: GuardOptions, personality: Personality): Response {
  const privateNetwork = request.headers.get('access-control-request-private-network') === 'true'
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(request, options, personality),
      'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
      'access-control-allow-headers': REQUEST_HEADERS,
      'access-control-max-age': '600',
      ...(privateNetwork ? { 'access-control-allow-private-network': 'true' } : {}),
    },
  })
}
